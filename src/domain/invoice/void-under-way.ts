import type { ProviderEvent } from './provider-transaction.js';

/** Whether the provider has taken a void, ours or somebody else's, and not said yet what came of it: asking again would be a second one. */
export function isVoidUnderWay(events: readonly Pick<ProviderEvent, 'kind' | 'succeeded' | 'occurredAt'>[]): boolean {
  const [newest] = events
    .filter(({ kind }) => kind === 'void-started' || kind === 'voided')
    .sort((a, b) => b.occurredAt.getTime() - a.occurredAt.getTime() || (a.kind === 'voided' ? -1 : 1));
  return newest?.kind === 'void-started' && newest.succeeded;
}
