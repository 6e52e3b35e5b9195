import type { CoursePayment, CourseReversal } from '../domain/invoice/invoice-course.js';
import { bookCreditNote, bookInvoice, type BookableInvoice } from '../domain/ledger/book-invoice.js';
import { bookLoss } from '../domain/ledger/book-loss.js';
import { bookPayment, type PaidInvoice } from '../domain/ledger/book-payment.js';
import { bookReversal } from '../domain/ledger/book-reversal.js';
import { creditPart } from '../domain/ledger/credit-part.js';
import type { JournalEntry } from '../domain/ledger/journal-entry.js';
import { vatCodeFor } from '../domain/ledger/vat-code.js';
import { localDate } from '../domain/local-date.js';
import type { Merchant } from '../domain/merchant.js';
import { Money } from '../domain/money.js';
import type { BookedPart } from './course-changes.js';
import type { Invoice, InvoiceContent } from './invoices.js';
import { saleDateOf } from './sale-date.js';

/** The invoice with the numbers and dates the provider gave it by now. */
export type NumberedInvoice = Invoice & { readonly transactionId: string };

type SalePart = Extract<BookedPart, { readonly what: 'sale' | 'credit-note' | 'loss' }>;

/** The key of a part's entry, as long as it was never undone. */
export function keyOf({ reference, transactionId }: NumberedInvoice, part: BookedPart): string {
  switch (part.what) {
    case 'sale':
      return `invoice:${reference}`;
    case 'payment':
      return `payment:${transactionId}:${part.payment.event.key}`;
    case 'reversal':
      return `payment-reversal:${part.part.reversal.key}`;
    default:
      return `${part.what}:${reference}`;
  }
}

/** The sale when collection has started, and what of it was cancelled: credited, or lost. */
export function saleEntry(
  merchant: Merchant,
  invoice: NumberedInvoice,
  content: InvoiceContent,
  part: SalePart,
  documentNumber: string,
): JournalEntry {
  const { chart } = merchant.ledger;
  const { occurredAt } = part.by;
  const date = localDate(occurredAt, merchant.timeZone);
  const sale = bookable(merchant, invoice, content);
  if (part.what === 'sale')
    return bookInvoice(chart, sale, { date: saleDateOf(invoice, part.by, merchant), occurredAt });
  const cancelled = {
    ...sale,
    lines: creditPart(sale.lines, part.amountMinor).filter((line) => line.amountMinor > 0n),
  };
  return part.what === 'loss'
    ? bookLoss(chart, cancelled, part.vatRelief, { date, occurredAt })
    : bookCreditNote(chart, cancelled, documentNumber, { date, occurredAt });
}

export function paymentEntry(merchant: Merchant, invoice: NumberedInvoice, payment: CoursePayment): JournalEntry {
  const { event, toReceivableMinor, overpaidMinor } = payment;
  return bookPayment(merchant.ledger.chart, {
    ...paidInvoice(invoice),
    eventKey: event.key,
    toReceivable: Money.of(toReceivableMinor, invoice.currency),
    overpaid: Money.of(overpaidMinor, invoice.currency),
    date: localDate(event.occurredAt, merchant.timeZone),
    occurredAt: event.occurredAt,
  });
}

export function reversalEntry(
  merchant: Merchant,
  invoice: NumberedInvoice,
  { reversal, toReceivableMinor, fromOverpaidMinor }: CourseReversal,
): JournalEntry {
  return bookReversal(merchant.ledger.chart, {
    ...paidInvoice(invoice),
    key: reversal.key,
    settlementId: reversal.settlementId,
    toReceivable: Money.of(toReceivableMinor, invoice.currency),
    fromOverpaid: Money.of(fromOverpaidMinor, invoice.currency),
    date: localDate(reversal.occurredAt, merchant.timeZone),
    occurredAt: reversal.occurredAt,
  });
}

function paidInvoice(invoice: NumberedInvoice): PaidInvoice {
  const { transactionId, debtorId, orderId, orderNumber, reference, invoiceNumber } = invoice;
  return { transactionId, debtorId, orderId, orderNumber, invoiceReference: reference, invoiceNumber };
}

function bookable(merchant: Merchant, invoice: NumberedInvoice, { order, lines }: InvoiceContent): BookableInvoice {
  const { reference, orderId, orderNumber, debtorId, transactionId, invoiceNumber, currency } = invoice;
  return {
    reference,
    orderId,
    orderNumber,
    debtorId,
    transactionId,
    invoiceNumber,
    vatCountry: merchant.country,
    currency,
    lines: lines.map((line) => ({
      amountMinor: line.amountMinor,
      vatMinor: line.vatMinor,
      type: line.type,
      taxCode: vatCodeFor(line, merchant.country, order.orderDate, merchant.ledger.vat),
    })),
  };
}
