import type { Merchant } from '../domain/merchant.js';
import { formatMinor } from '../domain/money.js';
import type { Language, Order } from '../domain/order/order.js';
import type { Invoice } from '../invoicing/invoices.js';
import { MailTemplate, type RenderedMail } from './mail-template.js';

/** What the mail takes from the invoice. */
export type LinkedInvoice = Pick<
  Invoice,
  'orderNumber' | 'totalMinor' | 'currency' | 'checkoutUrl' | 'checkoutExpiresAt'
>;

interface LinkWords {
  readonly locale: string;
  readonly subject: (merchant: string, orderNumber: string) => string;
  readonly greeting: (name: string) => string;
  readonly intro: (merchant: string, orderNumber: string, amount: string) => string;
  readonly button: string;
  readonly until: (day: string) => string;
  readonly questions: string;
  readonly organizationNumber: string;
}

const WORDS: Readonly<Record<Language, LinkWords>> = {
  nb: {
    locale: 'nb-NO',
    subject: (merchant, orderNumber) => `Godta faktura fra ${merchant}, ordre ${orderNumber}`,
    greeting: (name) => `Hei ${name},`,
    intro: (merchant, orderNumber, amount) =>
      `${merchant} vil sende deg en faktura på ${amount} for ordre ${orderNumber}. Se over ordren og godta fakturaen her:`,
    button: 'Se over og godta',
    until: (day) => `Lenken virker til ${day}.`,
    questions: 'Har du spørsmål, svar på denne e-posten.',
    organizationNumber: 'Org.nr.',
  },
  sv: {
    locale: 'sv-SE',
    subject: (merchant, orderNumber) => `Godkänn faktura från ${merchant}, order ${orderNumber}`,
    greeting: (name) => `Hej ${name},`,
    intro: (merchant, orderNumber, amount) =>
      `${merchant} vill skicka dig en faktura på ${amount} för order ${orderNumber}. Se över ordern och godkänn fakturan här:`,
    button: 'Se över och godkänn',
    until: (day) => `Länken fungerar till ${day}.`,
    questions: 'Har du frågor, svara på det här mejlet.',
    organizationNumber: 'Org.nr',
  },
  en: {
    locale: 'en-GB',
    subject: (merchant, orderNumber) => `Accept your invoice from ${merchant}, order ${orderNumber}`,
    greeting: (name) => `Dear ${name},`,
    intro: (merchant, orderNumber, amount) =>
      `${merchant} would like to invoice you ${amount} for order ${orderNumber}. Please look at the order and accept the invoice here:`,
    button: 'Look and accept',
    until: (day) => `The link works until ${day}.`,
    questions: 'If you have questions, reply to this e-mail.',
    organizationNumber: 'Org. no.',
  },
};

let template: MailTemplate | null = null;

/** The mail that asks the debtor to accept, in the debtor's language. */
export function linkMail(merchant: Merchant, order: Order, invoice: LinkedInvoice): RenderedMail & { subject: string } {
  const words = WORDS[order.debtor.language ?? merchant.language];
  const { orderNumber, checkoutUrl, checkoutExpiresAt } = invoice;
  const subject = words.subject(merchant.name, orderNumber);
  template ??= new MailTemplate('link');
  const rendered = template.render({
    lang: words.locale.slice(0, 2),
    subject,
    merchantName: merchant.name,
    merchantNumber: merchant.organizationNumber,
    organizationNumberLabel: words.organizationNumber,
    greeting: words.greeting(order.debtor.firstName || order.debtor.name),
    intro: words.intro(merchant.name, orderNumber, amountText(invoice, words)),
    url: checkoutUrl ?? '',
    button: words.button,
    until: checkoutExpiresAt === null ? '' : words.until(dayText(checkoutExpiresAt, merchant, words)),
    questions: words.questions,
  });
  return { subject, ...rendered };
}

function amountText({ totalMinor, currency }: LinkedInvoice, { locale }: LinkWords): string {
  // Text in, text out: no amount ever passes through a float.
  const amount = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return amount.format(formatMinor(totalMinor) as Intl.StringNumericLiteral);
}

function dayText(instant: Date, { timeZone }: Merchant, { locale }: LinkWords): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(instant);
}
