/** A refused attempt of the debtor's, as the session tells it. */
export interface RefusedAttempt {
  readonly reason: string;
  readonly at: Date;
}

/** A session at the provider, translated: an order that waits to be paid. It leads to one transaction at most. */
export interface ProviderSession {
  readonly sessionId: string;
  readonly expiresAt: Date | null;
  readonly isCancelled: boolean;
  readonly transactionId: string | null;
  /** The newest one, or null. */
  readonly refused: RefusedAttempt | null;
}

export type SessionStanding = 'open' | 'expired' | 'cancelled';

/** Whether a session without an invoice can still become one. */
export function sessionStanding({ isCancelled, expiresAt }: ProviderSession, now: Date): SessionStanding {
  if (isCancelled) return 'cancelled';
  return expiresAt !== null && expiresAt <= now ? 'expired' : 'open';
}
