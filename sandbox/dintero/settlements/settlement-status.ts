import { eventsOf, sumOf, type TransactionRecord } from '../records.js';
import type { SettlementStatus, TransactionEvent } from '../wire.js';
import type { SettlementLine, SettlementRecord } from './settlement-records.js';

/** Writes a new settlement on the event it settles, and on the transaction. */
export function noteSettled(settlement: SettlementRecord, line: SettlementLine, netMinor: number): void {
  const { record, event } = line;
  if (record === null || event === null) return;
  const settledMinor = Math.abs(line.captureMinor) + line.refundMinor + line.chargebackMinor;
  record.settledMinor.set(event.id, (record.settledMinor.get(event.id) ?? 0) + settledMinor);
  event.settlements ??= { settlement_status: 'PENDING_SETTLEMENT', events: [] };
  event.settlements.events.push({
    settlement_id: settlement.id,
    provider_reference: settlement.id,
    amount: netMinor,
    ...(event.event === 'CAPTURE' ? { capture: settledMinor } : { refund: settledMinor }),
    fee: line.feeMinor,
  });
  if (settlement.paymentStatus === 'paid') markSettled(settlement, line);
}

/** The money of a line has been transferred. */
export function markSettled(settlement: SettlementRecord, line: SettlementLine): void {
  const { record, event } = line;
  if (record === null || event?.settlements === undefined) return;
  const whole = record.settledMinor.get(event.id) === event.amount;
  event.settlements.settlement_status = whole ? 'SETTLED' : 'PARTIALLY_SETTLED';
  record.wire.settlement_status = statusOf(record);
  record.wire.updated_at = settlement.updatedAt;
}

/** Settled as a whole means: all that was paid is settled, and nothing more can be paid. */
function statusOf(record: TransactionRecord): SettlementStatus {
  const captures = eventsOf(record, 'CAPTURE');
  const isSettled = (event: TransactionEvent): boolean => event.settlements?.settlement_status === 'SETTLED';
  const complete = record.restCancelled || sumOf(record, 'CAPTURE') >= record.wire.amount;
  return complete && captures.every(isSettled) ? 'SETTLED' : 'PARTIALLY_SETTLED';
}
