import { BANK_ACCOUNTS } from '../kravia/bank-accounts.js';
import type { Invoice, TransactionRecord } from '../records.js';
import type { OrderItem } from '../wire.js';
import { printedAmount } from './amounts.js';
import { INVOICE_WORDS } from './invoice-words.js';
import { PdfSheet } from './pdf-sheet.js';

const LEFT = 56;
const FACTS = 330;
const QUANTITY = 360;
const VAT = 420;
const RIGHT = 539;
const DESCRIPTION_MAX = 48;

/** The invoice as Kravia would print it. The same invoice always gives the same bytes. */
export async function invoicePdf(invoice: Invoice, first: TransactionRecord): Promise<Uint8Array> {
  const words = INVOICE_WORDS[first.account.settings.country];
  const sheet = await PdfSheet.begin(`${words.invoice} ${invoice.number}`, invoice.date);
  sheet.text(LEFT, words.invoice, { size: 22, bold: true });
  sheet.text(RIGHT, first.account.settings.name, { bold: true, right: true });
  sheet.down(3);
  drawDebtorAndFacts(sheet, invoice, first);
  drawLines(sheet, invoice, first);
  drawTotals(sheet, invoice, first);
  return sheet.bytes();
}

function drawDebtorAndFacts(sheet: PdfSheet, invoice: Invoice, first: TransactionRecord): void {
  const words = INVOICE_WORDS[first.account.settings.country];
  const account = BANK_ACCOUNTS[first.account.settings.country];
  const debtor = debtorLines(first);
  const facts: [string, string][] = [
    [words.number, invoice.number],
    [words.date, invoice.date],
    [words.dueDate, invoice.dueDate],
    [words.kid, invoice.kid],
    [words.account, account.bban],
    ['IBAN', account.iban],
    [words.reference, first.wire.billing_address.customer_reference ?? '-'],
  ];
  for (const [index, [name, value]] of facts.entries()) {
    sheet.text(LEFT, debtor[index] ?? '');
    sheet.text(FACTS, name, { bold: true });
    sheet.text(RIGHT, value, { right: true });
    sheet.down();
  }
  sheet.down(2);
}

function debtorLines(first: TransactionRecord): string[] {
  const address = first.wire.billing_address;
  const person = `${address.first_name} ${address.last_name}`;
  const company = address.business_name === undefined ? [] : [address.business_name];
  const place = `${address.postal_code} ${address.postal_place ?? ''}`.trim();
  const second = address.address_line_2 === undefined ? [] : [address.address_line_2];
  return [...company, person, address.address_line, ...second, place, address.country];
}

function drawLines(sheet: PdfSheet, invoice: Invoice, first: TransactionRecord): void {
  const words = INVOICE_WORDS[first.account.settings.country];
  sheet.text(LEFT, words.description, { bold: true });
  sheet.text(QUANTITY, words.quantity, { bold: true, right: true });
  sheet.text(VAT, words.vat, { bold: true, right: true });
  sheet.text(RIGHT, words.amount, { bold: true, right: true });
  sheet.down();
  sheet.rule();
  for (const { wire } of invoice.records) {
    for (const item of wire.items) drawLine(sheet, item);
  }
}

function drawLine(sheet: PdfSheet, item: OrderItem): void {
  const { description } = item;
  const shown = description.length > DESCRIPTION_MAX ? `${description.slice(0, DESCRIPTION_MAX - 1)}…` : description;
  sheet.text(LEFT, shown);
  sheet.text(QUANTITY, String(item.quantity).replace('.', ','), { right: true });
  sheet.text(VAT, item.vat === undefined ? '' : String(item.vat).replace('.', ','), { right: true });
  sheet.text(RIGHT, printedAmount(item.amount), { right: true });
  sheet.down();
}

function drawTotals(sheet: PdfSheet, invoice: Invoice, first: TransactionRecord): void {
  const words = INVOICE_WORDS[first.account.settings.country];
  const total = invoice.records.reduce((sum, { wire }) => sum + wire.amount, 0);
  const vat = invoice.records.reduce((sum, { session }) => sum + (session.order.vat_amount ?? 0), 0);
  sheet.down();
  sheet.rule();
  sheet.text(FACTS, words.vatIncluded);
  sheet.text(RIGHT, printedAmount(vat), { right: true });
  sheet.down();
  sheet.text(FACTS, `${words.total} ${first.wire.currency}`, { bold: true });
  sheet.text(RIGHT, printedAmount(total), { bold: true, right: true });
}
