import type { Merchant } from '../domain/merchant.js';
import { formatMinor } from '../domain/money.js';
import type { Order } from '../domain/order/order.js';
import { DELIVERY_WORDS, type DeliveryWords } from './delivery-words.js';
import { MailTemplate, type RenderedMail } from './mail-template.js';
import type { Invoice } from '../invoicing/invoices.js';

export interface InvoiceMail extends RenderedMail {
  readonly subject: string;
}

/** What the mail takes from the invoice. */
export type MailedInvoice = Pick<
  Invoice,
  'orderNumber' | 'totalMinor' | 'currency' | 'invoiceNumber' | 'dueDate' | 'kid' | 'bankAccount'
>;

let template: MailTemplate | null = null;

export function wordsFor(merchant: Merchant, order: Order): DeliveryWords {
  return DELIVERY_WORDS[order.debtor.language ?? merchant.language];
}

/** The mail in the debtor's language, with what is needed to pay written in the text as well as on the PDF. */
export function invoiceMail(merchant: Merchant, order: Order, invoice: MailedInvoice): InvoiceMail {
  const words = wordsFor(merchant, order);
  const subject = words.subject(merchant.name, invoice.orderNumber);
  const rows: [string, string | null][] = [
    [words.amount, amountText(invoice, words)],
    [words.dueDate, invoice.dueDate === null ? null : dateText(invoice.dueDate, words)],
    [words.kid, invoice.kid],
    [words.account, invoice.bankAccount],
    [words.invoiceNumber, invoice.invoiceNumber],
    [words.orderNumber, invoice.orderNumber],
    [words.yourReference, order.debtor.reference],
  ];
  template ??= new MailTemplate('invoice');
  const rendered = template.render({
    lang: words.locale.slice(0, 2),
    subject,
    merchantName: merchant.name,
    merchantNumber: merchant.organizationNumber,
    organizationNumberLabel: words.organizationNumber,
    greeting: words.greeting(order.debtor.firstName || order.debtor.name),
    intro: words.intro(merchant.name, invoice.orderNumber),
    rows: rows.filter(([, value]) => value !== null).map(([label, value]) => ({ label, value })),
    payHint: words.payHint,
    questions: words.questions,
  });
  return { subject, ...rendered };
}

function amountText({ totalMinor, currency }: MailedInvoice, { locale }: DeliveryWords): string {
  // Text in, text out: no amount ever passes through a float.
  const amount = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return amount.format(formatMinor(totalMinor) as Intl.StringNumericLiteral);
}

function dateText(date: string, { locale }: DeliveryWords): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}
