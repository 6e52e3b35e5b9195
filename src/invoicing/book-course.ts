import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { localDate } from '../domain/local-date.js';
import type { Merchant } from '../domain/merchant.js';
import { Ledger, type NumberedEntry, type PostedEntry } from '../ledger/ledger.js';
import { ReplaceEntries } from '../ledger/replace-entries.js';
import type { BookedPart, CourseChanges } from './course-changes.js';
import { keyOf, type NumberedInvoice, paymentEntry, reversalEntry, saleEntry } from './course-entries.js';
import { Invoices } from './invoices.js';
import type { BookedPayment } from './transaction-log.js';

/** Makes the books say what the course of an invoice says: issued, paid, taken back, credited, lost. */
@Injectable()
export class BookCourse {
  constructor(
    private readonly ledger: Ledger,
    private readonly replace: ReplaceEntries,
    private readonly invoices: Invoices,
  ) {}

  /**
   * Gives the payments among the changes with the entries that book them.
   * @param isFirst nothing of this invoice can be in the books yet
   */
  async run(
    manager: EntityManager,
    merchant: Merchant,
    invoice: NumberedInvoice,
    { undone, booked }: CourseChanges,
    isFirst: boolean,
  ): Promise<BookedPayment[]> {
    if (undone.length + booked.length === 0) return [];
    const entries: NumberedEntry[] = [];
    for (const part of booked) entries.push(await this.entryFor(manager, merchant, invoice, part));
    let posted: PostedEntry[];
    if (isFirst) posted = await this.ledger.post(manager, merchant, entries);
    else {
      const now = new Date();
      posted = await this.replace.run(manager, merchant, {
        invoiceReference: invoice.reference,
        undone: undone.map((part) => keyOf(invoice, part)),
        booked: entries,
        foundAt: { date: localDate(now, merchant.timeZone), occurredAt: now },
      });
    }
    return booked.flatMap((part, i) =>
      part.what === 'payment' ? [{ payment: part.payment, entryId: posted[i]?.id ?? '' }] : [],
    );
  }

  private async entryFor(
    manager: EntityManager,
    merchant: Merchant,
    invoice: NumberedInvoice,
    part: BookedPart,
  ): Promise<NumberedEntry> {
    switch (part.what) {
      case 'payment':
        return { entry: paymentEntry(merchant, invoice, part.payment), documentNumber: null };
      case 'reversal':
        return { entry: reversalEntry(merchant, invoice, part.part), documentNumber: null };
      default: {
        const content = await this.invoices.contentOf(manager, merchant, invoice);
        const documentNumber =
          part.what === 'credit-note' ? `CN-${await this.ledger.nextNumber(manager, merchant, 'credit-note')}` : null;
        return { entry: saleEntry(merchant, invoice, content, part, documentNumber ?? ''), documentNumber };
      }
    }
  }
}
