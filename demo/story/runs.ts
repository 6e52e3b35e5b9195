import type { RunKind } from '../../src/runs/steps.js';
import type { DemoMerchant } from '../merchants.js';
import type { Day } from './day.js';

/** Starts a run and sees it succeed; gives what it counted. */
export async function seeRun(
  { api, tell }: Day,
  merchant: DemoMerchant,
  kind: RunKind,
  sentence: string,
): Promise<Readonly<Record<string, number>>> {
  const id = await api.startRun(merchant.id, kind);
  await tell.step(
    sentence,
    async () => {
      const { state, result } = await api.run(merchant.id, id);
      return { state, result };
    },
    { state: 'succeeded' as const, result: 'everything agrees' },
  );
  return (await api.run(merchant.id, id)).counts;
}
