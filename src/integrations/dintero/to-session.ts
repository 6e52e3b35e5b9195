import type { ProviderSession, RefusedAttempt } from '../../domain/invoice/provider-session.js';
import { textField } from '../../platform/net/read-json.js';
import type { DinteroSession } from './types/session.js';

const REFUSALS: readonly (string | undefined)[] = ['DECLINED', 'PAY_FAILED', 'FAILED'];

/** @param readAt for events without a time */
export function toSession(raw: DinteroSession, readAt: Date): ProviderSession {
  return {
    sessionId: raw.id,
    expiresAt: timeOf(raw.expires_at),
    isCancelled: Boolean(raw.cancelled_at) || (raw.events ?? []).some(({ name }) => name === 'CANCELLED'),
    transactionId: raw.transaction_id ?? null,
    refused: refusedAttempt(raw, readAt),
  };
}

function refusedAttempt({ events = [] }: DinteroSession, readAt: Date): RefusedAttempt | null {
  const refusals = events
    .filter(({ name }) => REFUSALS.includes(name))
    .map((event) => ({
      reason: textField(event.details, 'error') ?? String(event.name).toLowerCase(),
      at: timeOf(event.created_at) ?? readAt,
    }))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  return refusals.at(-1) ?? null;
}

function timeOf(text: string | undefined): Date | null {
  const time = new Date(text ?? NaN);
  return Number.isNaN(time.getTime()) ? null : time;
}
