import type { LocalDate } from '../local-date.js';
import type { Money } from '../money.js';
import { JournalEntry } from './journal-entry.js';
import { credit, debit } from './posting-line.js';
import type { Chart } from './roles.js';

/** A settlement that passed every gate; amounts are normalised, so `net = cleared − fee`. */
export interface BookableSettlement {
  readonly settlementId: string;
  /** Payments paid out, less payments taken back; negative when more was taken back. */
  readonly cleared: Money;
  readonly fee: Money;
  readonly net: Money;
  readonly date: LocalDate;
  readonly occurredAt: Date;
}

/**
 * The provider pays out what debtors paid, minus its fee: Dr payoutInTransit net, Dr fee, Cr providerClearing gross
 * (accounting 4.6). The money is not on the bank yet, so the bank account is not touched. A settlement that pays nothing
 * out books its fee alone; the rest stays with the provider (4.7). Null when there is nothing to book at all.
 */
export function bookSettlement(chart: Chart, settlement: BookableSettlement): JournalEntry | null {
  const { settlementId, fee, net } = settlement;
  const cleared = net.isPositive ? settlement.cleared : fee;
  if (cleared.isZero) return null;
  return new JournalEntry({
    key: `settlement:${settlementId}:${fee.currency}`,
    kind: 'settlement',
    date: settlement.date,
    occurredAt: settlement.occurredAt,
    text: `Settlement ${settlementId}`,
    links: linksOf(settlementId),
    postings: [
      ...(net.isPositive ? [debit(chart, 'payoutInTransit', net)] : []),
      ...(fee.isPositive ? [debit(chart, 'feePayment', fee)] : []),
      credit(chart, 'providerClearing', cleared),
    ],
  });
}

/** The bank statement shows the payout: Dr bank, Cr payoutInTransit. */
export function bookPayout(
  chart: Chart,
  settlementId: string,
  amount: Money,
  date: LocalDate,
  occurredAt: Date,
): JournalEntry {
  return new JournalEntry({
    key: `payout:${settlementId}:${amount.currency}`,
    kind: 'payout',
    date,
    occurredAt,
    text: `Payout of settlement ${settlementId} received`,
    links: linksOf(settlementId),
    postings: [debit(chart, 'bank', amount), credit(chart, 'payoutInTransit', amount)],
  });
}

function linksOf(settlementId: string): JournalEntry['links'] {
  return { orderId: null, invoiceReference: null, transactionId: null, invoiceNumber: null, settlementId };
}
