import type { LocalDate } from '../local-date.js';
import type { Money } from '../money.js';
import { JournalEntry } from './journal-entry.js';
import { credit, debit } from './posting-line.js';
import type { Chart } from './roles.js';

/** One CAPTURE event: the debtor paid the provider, who now owes us. */
export interface BookablePayment {
  readonly transactionId: string;
  readonly eventKey: string;
  readonly amount: Money;
  /** What the debtor still owed before this payment; never negative. */
  readonly openBefore: Money;
  readonly debtorId: string;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly invoiceReference: string;
  readonly invoiceNumber: string | null;
  readonly date: LocalDate;
  readonly occurredAt: Date;
}

/**
 * Dr providerClearing, Cr receivable, at most what was open; anything above it is owed back to the debtor and is
 * never income (accounting 4.3 and 4.5).
 */
export function bookPayment(chart: Chart, payment: BookablePayment): JournalEntry {
  const { amount, openBefore, transactionId } = payment;
  const toReceivable = amount.minor <= openBefore.minor ? amount : openBefore;
  const overpaid = amount.minus(toReceivable);
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
      debit(chart, 'providerClearing', amount, { transactionId }),
      ...(toReceivable.isPositive ? [credit(chart, 'receivable', toReceivable, debtor)] : []),
      ...(overpaid.isPositive ? [credit(chart, 'overpaidByDebtor', overpaid, debtor)] : []),
    ],
  });
}
