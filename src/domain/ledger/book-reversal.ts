import type { LocalDate } from '../local-date.js';
import type { Money } from '../money.js';
import { JournalEntry } from './journal-entry.js';
import type { PaidInvoice } from './book-payment.js';
import { credit, debit } from './posting-line.js';
import type { Chart } from './roles.js';

/** A line of a settlement by which the provider takes a payment back. */
export interface BookableReversal extends PaidInvoice {
  /** Names the settlement line. */
  readonly key: string;
  readonly settlementId: string;
  readonly toReceivable: Money;
  readonly fromOverpaid: Money;
  readonly date: LocalDate;
  readonly occurredAt: Date;
}

/**
 * A payment that was taken back: Cr providerClearing; Dr overpaidByDebtor as far as it returns what was paid too much,
 * Dr receivable for the rest, by which the debt lives again (accounting 4.5 and 4.7).
 */
export function bookReversal(chart: Chart, reversal: BookableReversal): JournalEntry {
  const { toReceivable, fromOverpaid, transactionId, invoiceNumber } = reversal;
  const debtor = { debtorId: reversal.debtorId, invoiceNumber, transactionId };
  return new JournalEntry({
    key: `payment-reversal:${reversal.key}`,
    kind: 'payment-reversal',
    date: reversal.date,
    occurredAt: reversal.occurredAt,
    text: `Payment taken back on invoice ${invoiceNumber ?? reversal.invoiceReference}, order ${reversal.orderNumber}`,
    links: {
      orderId: reversal.orderId,
      invoiceReference: reversal.invoiceReference,
      transactionId,
      invoiceNumber,
      settlementId: reversal.settlementId,
    },
    postings: [
      ...(fromOverpaid.isPositive ? [debit(chart, 'overpaidByDebtor', fromOverpaid, debtor)] : []),
      ...(toReceivable.isPositive ? [debit(chart, 'receivable', toReceivable, debtor)] : []),
      credit(chart, 'providerClearing', toReceivable.plus(fromOverpaid), { transactionId }),
    ],
  });
}
