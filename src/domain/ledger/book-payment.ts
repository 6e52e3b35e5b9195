import type { LocalDate } from '../local-date.js';
import type { Money } from '../money.js';
import { JournalEntry } from './journal-entry.js';
import { credit, debit } from './posting-line.js';
import type { Chart } from './roles.js';

/** The invoice that money is about. */
export interface PaidInvoice {
  readonly transactionId: string;
  readonly debtorId: string;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly invoiceReference: string;
  readonly invoiceNumber: string | null;
}

/** One CAPTURE event: the debtor paid the provider, who now owes us. */
export interface BookablePayment extends PaidInvoice {
  readonly eventKey: string;
  /** What of it pays the debt, and what was paid too much. */
  readonly toReceivable: Money;
  readonly overpaid: Money;
  readonly date: LocalDate;
  readonly occurredAt: Date;
}

/**
 * Dr providerClearing, Cr receivable for what was open; anything above it is owed back to the debtor and is never income
 * (accounting 4.3 and 4.5).
 */
export function bookPayment(chart: Chart, payment: BookablePayment): JournalEntry {
  const { toReceivable, overpaid, transactionId } = payment;
  const debtor = { debtorId: payment.debtorId, invoiceNumber: payment.invoiceNumber, transactionId };
  return new JournalEntry({
    key: `payment:${transactionId}:${payment.eventKey}`,
    kind: 'payment',
    date: payment.date,
    occurredAt: payment.occurredAt,
    text: `Payment on invoice ${payment.invoiceNumber ?? payment.invoiceReference}, order ${payment.orderNumber}`,
    links: {
      orderId: payment.orderId,
      invoiceReference: payment.invoiceReference,
      transactionId,
      invoiceNumber: payment.invoiceNumber,
      settlementId: null,
    },
    postings: [
      debit(chart, 'providerClearing', toReceivable.plus(overpaid), { transactionId }),
      ...(toReceivable.isPositive ? [credit(chart, 'receivable', toReceivable, debtor)] : []),
      ...(overpaid.isPositive ? [credit(chart, 'overpaidByDebtor', overpaid, debtor)] : []),
    ],
  });
}
