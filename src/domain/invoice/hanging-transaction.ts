import type { ProviderTransaction } from './provider-transaction.js';

/** How long to wait before the provider is asked, the first time and after each time that did not help. */
const NUDGE_AFTER_MINUTES = [15, 30, 60, 240, 720] as const;

/**
 * Whether a transaction stands where it should not stay: the provider has not decided, or its status claims a payment that
 * its events do not show. A void ends both: which status follows the void of an unpaid rest is not documented.
 */
export function isHanging(
  { standing, claimsPaid }: Pick<ProviderTransaction, 'standing' | 'claimsPaid'>,
  { paidMinor, totalMinor, voidedAt }: HangingInvoice,
): boolean {
  if (voidedAt !== null) return false;
  return standing === 'pending' || (claimsPaid && paidMinor < totalMinor);
}

export interface HangingInvoice {
  readonly paidMinor: bigint;
  readonly totalMinor: bigint;
  readonly voidedAt: Date | null;
}

/** When to ask next, or null when it was asked often enough and a person must look. */
export function nextNudgeAt(tries: number, now: Date): Date | null {
  const minutes = NUDGE_AFTER_MINUTES[tries];
  return minutes === undefined ? null : new Date(now.getTime() + minutes * 60_000);
}
