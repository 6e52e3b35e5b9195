import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { bookCreditNote, bookInvoice, type BookableInvoice } from '../domain/ledger/book-invoice.js';
import { bookPayment } from '../domain/ledger/book-payment.js';
import { vatCodeFor } from '../domain/ledger/vat-code.js';
import { localDate } from '../domain/local-date.js';
import type { Merchant } from '../domain/merchant.js';
import { Money } from '../domain/money.js';
import { Ledger, type NumberedEntry, type PostedEntry } from '../ledger/ledger.js';
import { type Invoice, Invoices } from './invoices.js';
import type { BookedPayment } from './transaction-log.js';
import type { TransactionEffects } from './transaction-effects.js';

/** The invoice with the numbers and dates the provider gave it by now. */
export type NumberedInvoice = Invoice & { readonly transactionId: string };

/** Puts what happened to an invoice into the books: issued, paid, credited. */
@Injectable()
export class BookTransaction {
  constructor(
    private readonly ledger: Ledger,
    private readonly invoices: Invoices,
  ) {}

  /** Gives the payments with the entries that book them. */
  async run(
    manager: EntityManager,
    merchant: Merchant,
    invoice: NumberedInvoice,
    effects: TransactionEffects,
  ): Promise<BookedPayment[]> {
    const entries = [
      ...(await this.saleEntries(manager, merchant, invoice, effects)),
      ...this.paymentEntries(merchant, invoice, effects),
    ];
    const posted = await this.ledger.post(manager, merchant, entries);
    return effects.payments.map((payment) => ({ ...payment, entryId: entryIdOf(posted, invoice, payment.event.key) }));
  }

  /**
   * The sale when collection has started, and its full credit when it was voided before any payment. A transaction
   * voided before collection started was never an invoice: nothing to book.
   */
  private async saleEntries(
    manager: EntityManager,
    merchant: Merchant,
    invoice: NumberedInvoice,
    { collectionStartedBy, voidedBy, paidBeforeVoidMinor }: TransactionEffects,
  ): Promise<NumberedEntry[]> {
    const isBooked = invoice.collectionStartedAt !== null || collectionStartedBy !== null;
    const credits = voidedBy !== null && isBooked && paidBeforeVoidMinor === 0n;
    if (!collectionStartedBy && !credits) return [];
    const bookable = await this.bookable(manager, merchant, invoice);
    const entries: NumberedEntry[] = [];
    if (collectionStartedBy) {
      const date = invoice.invoiceDate ?? localDate(collectionStartedBy.occurredAt, merchant.timeZone);
      const { occurredAt } = collectionStartedBy;
      entries.push({ entry: bookInvoice(merchant.ledger.chart, bookable, { date, occurredAt }), documentNumber: null });
    }
    if (credits) {
      const number = `CN-${await this.ledger.nextNumber(manager, merchant, 'credit-note')}`;
      const { occurredAt } = voidedBy;
      const when = { date: localDate(occurredAt, merchant.timeZone), occurredAt };
      entries.push({ entry: bookCreditNote(merchant.ledger.chart, bookable, number, when), documentNumber: number });
    }
    return entries;
  }

  private paymentEntries(
    merchant: Merchant,
    invoice: NumberedInvoice,
    { payments }: TransactionEffects,
  ): NumberedEntry[] {
    return payments.map(({ event, amountMinor, openBeforeMinor }) => ({
      documentNumber: null,
      entry: bookPayment(merchant.ledger.chart, {
        transactionId: invoice.transactionId,
        eventKey: event.key,
        amount: Money.of(amountMinor, invoice.currency),
        openBefore: Money.of(openBeforeMinor, invoice.currency),
        debtorId: invoice.debtorId,
        orderId: invoice.orderId,
        orderNumber: invoice.orderNumber,
        invoiceReference: invoice.reference,
        invoiceNumber: invoice.invoiceNumber,
        date: localDate(event.occurredAt, merchant.timeZone),
        occurredAt: event.occurredAt,
      }),
    }));
  }

  private async bookable(
    manager: EntityManager,
    merchant: Merchant,
    invoice: NumberedInvoice,
  ): Promise<BookableInvoice> {
    const { order, lines } = await this.invoices.contentOf(manager, merchant, invoice);
    return {
      reference: invoice.reference,
      orderId: invoice.orderId,
      orderNumber: invoice.orderNumber,
      debtorId: invoice.debtorId,
      transactionId: invoice.transactionId,
      invoiceNumber: invoice.invoiceNumber,
      vatCountry: merchant.country,
      currency: invoice.currency,
      lines: lines.map((line) => ({
        amountMinor: line.amountMinor,
        vatMinor: line.vatMinor,
        type: line.type,
        taxCode: vatCodeFor(line, merchant.country, order.orderDate, merchant.ledger.vat),
      })),
    };
  }
}

function entryIdOf(posted: readonly PostedEntry[], invoice: NumberedInvoice, eventKey: string): string {
  const key = `payment:${invoice.transactionId}:${eventKey}`;
  const entry = posted.find((candidate) => candidate.key === key);
  if (!entry) throw new Error(`The payment ${key} was not booked.`);
  return entry.id;
}
