import type { LocalDate } from '../local-date.js';
import { Money } from '../money.js';
import type { OrderLine } from '../order/order.js';
import { JournalEntry, type Posting, type Side } from './journal-entry.js';
import { posting, type PostingTies } from './posting-line.js';
import type { AccountRole, Chart } from './roles.js';
import { revenueRoleOf, vatClassOf, vatRoleOf, type VatClass } from './vat-code.js';

/** An order line with our tax code, ready for the books; discounts are folded in. */
export interface TaxedLine extends Pick<OrderLine, 'amountMinor' | 'vatMinor' | 'type'> {
  readonly taxCode: string;
}

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

interface When {
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
    links: linksOf(invoice),
    postings: salePostings(chart, invoice, 'debit', 'credit'),
  });
}

/**
 * The whole invoice cancelled before any payment: the same postings with the sides swapped, under a number of the
 * credit notes' own series, dated when the credit note is issued (accounting 4.2).
 */
export function bookCreditNote(chart: Chart, invoice: BookableInvoice, number: string, when: When): JournalEntry {
  return new JournalEntry({
    key: `credit-note:${invoice.reference}`,
    kind: 'credit-note',
    ...when,
    text: `Credit note ${number} for invoice ${invoice.invoiceNumber ?? invoice.reference}, order ${invoice.orderNumber}`,
    links: linksOf(invoice),
    postings: salePostings(chart, invoice, 'credit', 'debit'),
  });
}

function linksOf(invoice: BookableInvoice): JournalEntry['links'] {
  return {
    orderId: invoice.orderId,
    invoiceReference: invoice.reference,
    transactionId: invoice.transactionId,
    invoiceNumber: invoice.invoiceNumber,
    settlementId: null,
  };
}

interface RevenueGroup {
  readonly role: AccountRole;
  readonly taxCode: string;
  readonly vatClass: VatClass;
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
}

function salePostings(chart: Chart, invoice: BookableInvoice, receivable: Side, revenue: Side): Posting[] {
  const groups = groupByRevenue(invoice);
  const line = (role: AccountRole, side: Side, minor: bigint, ties: PostingTies = {}): Posting =>
    posting(chart, role, side, Money.of(minor, invoice.currency), { ...ties, transactionId: invoice.transactionId });
  const totalMinor = invoice.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);

  return [
    line('receivable', receivable, totalMinor, { debtorId: invoice.debtorId, invoiceNumber: invoice.invoiceNumber }),
    ...groups.map((group) =>
      line(group.role, revenue, group.netMinor, {
        tax: { code: group.taxCode, baseMinor: group.netMinor, amountMinor: group.vatMinor },
      }),
    ),
    ...vatByRole(groups).map(([role, minor]) => line(role, revenue, minor)),
  ];
}

function groupByRevenue(invoice: BookableInvoice): RevenueGroup[] {
  const groups = new Map<string, RevenueGroup>();
  for (const { amountMinor, vatMinor, type, taxCode } of invoice.lines) {
    const vatClass = vatClassOf(invoice.vatCountry, taxCode);
    const role = revenueRoleOf(vatClass, type);
    const key = `${role}/${taxCode}`;
    const before = groups.get(key);
    groups.set(key, {
      role,
      taxCode,
      vatClass,
      netMinor: (before?.netMinor ?? 0n) + amountMinor - vatMinor,
      vatMinor: (before?.vatMinor ?? 0n) + vatMinor,
    });
  }
  return [...groups.values()];
}

function vatByRole(groups: readonly RevenueGroup[]): [AccountRole, bigint][] {
  const totals = new Map<AccountRole, bigint>();
  for (const { vatClass, vatMinor } of groups) {
    const role = vatRoleOf(vatClass);
    if (role && vatMinor > 0n) totals.set(role, (totals.get(role) ?? 0n) + vatMinor);
  }
  return [...totals];
}
