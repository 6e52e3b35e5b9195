import type { SessionRecord, TransactionRecord } from './records.js';
import type { TransactionStatus } from './wire.js';

export function noteSessionEvent(
  session: SessionRecord,
  name: string,
  at: string,
  details?: Readonly<Record<string, unknown>>,
): void {
  const id = String(session.events.length + 1);
  session.events.push({ id, name, created_at: at, ...(details === undefined ? {} : { details }) });
  session.updatedAt = at;
}

/** How the payment of a session ended, told on the session. */
export function noteOutcome(record: TransactionRecord, status: TransactionStatus, at: string): void {
  const { session, terms, wire } = record;
  const details = { payment_product_type: terms.product, amount: wire.amount };
  session.authorized ||= status === 'AUTHORIZED';
  if (status !== 'AUTHORIZED') noteSessionEvent(session, 'PAY_FAILED', at, { ...details, error: 'Rejected' });
  noteSessionEvent(session, status, at, details);
}
