import type { LocalDate } from '../local-date.js';
import type { Money } from '../money.js';
import { JournalEntry } from './journal-entry.js';
import { credit, debit } from './posting-line.js';
import type { Chart } from './roles.js';

/** A settlement that passed every gate; amounts are normalised, so `net = captures − fee`. */
export interface BookableSettlement {
  readonly settlementId: string;
  readonly capture: Money;
  readonly fee: Money;
  readonly net: Money;
  readonly date: LocalDate;
  readonly occurredAt: Date;
}

/**
 * The provider pays out what debtors paid, minus its fee: Dr payoutInTransit net, Dr fee, Cr providerClearing gross
 * (accounting 4.6). The money is not on the bank yet, so the bank account is not touched.
 */
export function bookSettlement(chart: Chart, settlement: BookableSettlement): JournalEntry {
  const { settlementId, capture, fee, net } = settlement;
  return new JournalEntry({
    key: `settlement:${settlementId}:${capture.currency}`,
    kind: 'settlement',
    date: settlement.date,
    occurredAt: settlement.occurredAt,
    text: `Settlement ${settlementId}`,
    links: linksOf(settlementId),
    postings: [
      ...(net.isPositive ? [debit(chart, 'payoutInTransit', net)] : []),
      ...(fee.isPositive ? [debit(chart, 'feePayment', fee)] : []),
      credit(chart, 'providerClearing', capture),
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
