import type { LocalDate } from '../local-date.js';
import { Money } from '../money.js';
import { JournalEntry, type Posting, type Side } from './journal-entry.js';
import { posting, type PostingTies } from './posting-line.js';
import type { AccountRole, Chart } from './roles.js';
import { saleGroups, type TaxedLine, vatByRole } from './sale-groups.js';

/** An invoice as the books see it. */
export interface BookableInvoice {
  readonly reference: string;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly debtorId: string;
  readonly transactionId: string;
  /** The provider's number; null on a transaction that has none yet. */
  readonly invoiceNumber: string | null;
  /** The country whose VAT codes the lines carry. */
  readonly vatCountry: string;
  readonly currency: string;
  readonly lines: readonly TaxedLine[];
}

export interface When {
  readonly date: LocalDate;
  readonly occurredAt: Date;
}

/**
 * Invoice issued: Dr receivable, Cr revenue per account and tax code, Cr VAT (accounting 4.1). Booked when collection
 * has started, not when the transaction is merely authorised.
 */
export function bookInvoice(chart: Chart, invoice: BookableInvoice, when: When): JournalEntry {
  return new JournalEntry({
    key: `invoice:${invoice.reference}`,
    kind: 'invoice',
    ...when,
    text: `Invoice ${invoice.invoiceNumber ?? invoice.reference}, order ${invoice.orderNumber}`,
    links: saleLinks(invoice),
    postings: salePostings(chart, invoice, 'debit', 'credit'),
  });
}

/**
 * An invoice cancelled, wholly or in part: the same postings with the sides swapped for the lines given, under a number
 * of the credit notes' own series, dated when the credit note is issued (accounting 4.2 and 4.4).
 */
export function bookCreditNote(chart: Chart, invoice: BookableInvoice, number: string, when: When): JournalEntry {
  return new JournalEntry({
    key: `credit-note:${invoice.reference}`,
    kind: 'credit-note',
    ...when,
    text: `Credit note ${number} for invoice ${invoice.invoiceNumber ?? invoice.reference}, order ${invoice.orderNumber}`,
    links: saleLinks(invoice),
    postings: salePostings(chart, invoice, 'credit', 'debit'),
  });
}

export function saleLinks(invoice: BookableInvoice): JournalEntry['links'] {
  return {
    orderId: invoice.orderId,
    invoiceReference: invoice.reference,
    transactionId: invoice.transactionId,
    invoiceNumber: invoice.invoiceNumber,
    settlementId: null,
  };
}

function salePostings(chart: Chart, invoice: BookableInvoice, receivable: Side, revenue: Side): Posting[] {
  const groups = saleGroups(invoice);
  const line = (role: AccountRole, side: Side, minor: bigint, ties: PostingTies = {}): Posting =>
    posting(chart, role, side, Money.of(minor, invoice.currency), { ...ties, transactionId: invoice.transactionId });
  const totalMinor = invoice.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);

  return [
    line('receivable', receivable, totalMinor, { debtorId: invoice.debtorId, invoiceNumber: invoice.invoiceNumber }),
    // A small credit may leave a group nothing but its VAT.
    ...groups
      .filter(({ netMinor }) => netMinor > 0n)
      .map((group) =>
        line(group.role, revenue, group.netMinor, {
          tax: { code: group.taxCode, baseMinor: group.netMinor, amountMinor: group.vatMinor },
        }),
      ),
    ...vatByRole(groups).map(([role, minor]) => line(role, revenue, minor)),
  ];
}
