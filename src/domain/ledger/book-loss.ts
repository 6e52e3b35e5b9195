import { Money } from '../money.js';
import { type BookableInvoice, saleLinks, type When } from './book-invoice.js';
import { JournalEntry, type Posting } from './journal-entry.js';
import { posting } from './posting-line.js';
import type { AccountRole, Chart } from './roles.js';
import { saleGroups, type SaleGroup } from './sale-groups.js';
import { lossVatOf } from './vat-code.js';

/**
 * What the debtor will never pay, as a loss: Dr badDebt, Cr receivable. The sale stands. With VAT relief, which the law
 * gives for a debtor who cannot pay, the VAT comes back too; a debt that is waived keeps its VAT (accounting 4.4, 4.11).
 * @param invoice with the lines, or parts of lines, that are lost
 */
export function bookLoss(chart: Chart, invoice: BookableInvoice, vatRelief: boolean, when: When): JournalEntry {
  const totalMinor = invoice.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const total = Money.of(totalMinor, invoice.currency);
  const { transactionId, debtorId, invoiceNumber } = invoice;
  return new JournalEntry({
    key: `loss:${invoice.reference}`,
    kind: 'loss',
    ...when,
    text: `Loss on invoice ${invoiceNumber ?? invoice.reference}, order ${invoice.orderNumber}`,
    links: saleLinks(invoice),
    postings: [
      ...(vatRelief
        ? saleGroups(invoice).flatMap((group) => lostGroup(chart, invoice, group))
        : [posting(chart, 'badDebt', 'debit', total, { transactionId })]),
      posting(chart, 'receivable', 'credit', total, { transactionId, debtorId, invoiceNumber }),
    ],
  });
}

function lostGroup(chart: Chart, invoice: BookableInvoice, group: SaleGroup): Posting[] {
  const { netMinor, vatMinor, taxCode } = group;
  const vat = vatMinor > 0n ? lossVatOf(invoice.vatCountry, taxCode) : null;
  const tax = vat ? { tax: { code: vat.code, baseMinor: netMinor, amountMinor: vatMinor } } : {};
  const line = (role: AccountRole, minor: bigint, ties = {}): Posting[] =>
    minor === 0n
      ? []
      : [
          posting(chart, role, 'debit', Money.of(minor, invoice.currency), {
            ...ties,
            transactionId: invoice.transactionId,
          }),
        ];
  return [...line('badDebt', netMinor, tax), ...(vat ? line(vat.role, vatMinor) : [])];
}
