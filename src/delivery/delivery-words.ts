import type { Language } from '../domain/order/order.js';

/** The words of the invoice mail and of the cover page. */
export interface DeliveryWords {
  readonly locale: string;
  readonly subject: (merchant: string, orderNumber: string) => string;
  readonly greeting: (name: string) => string;
  readonly intro: (merchant: string, orderNumber: string) => string;
  readonly amount: string;
  readonly dueDate: string;
  readonly kid: string;
  readonly account: string;
  readonly invoiceNumber: string;
  readonly orderNumber: string;
  readonly yourReference: string;
  readonly payHint: string;
  readonly questions: string;
  readonly coverTitle: string;
  readonly coverHint: string;
  readonly organizationNumber: string;
  readonly fileName: string;
}

export const DELIVERY_WORDS: Readonly<Record<Language, DeliveryWords>> = {
  nb: {
    locale: 'nb-NO',
    subject: (merchant, orderNumber) => `Faktura fra ${merchant}, ordre ${orderNumber}`,
    greeting: (name) => `Hei ${name},`,
    intro: (merchant, orderNumber) =>
      `her er fakturaen fra ${merchant} for ordre ${orderNumber}. Den ligger ved som PDF.`,
    amount: 'Å betale',
    dueDate: 'Forfallsdato',
    kid: 'KID',
    account: 'Kontonummer',
    invoiceNumber: 'Fakturanummer',
    orderNumber: 'Ordrenummer',
    yourReference: 'Deres referanse',
    payHint: 'Betal til kontoen som står på fakturaen, og bruk KID-nummeret.',
    questions: 'Har du spørsmål, svar på denne e-posten.',
    coverTitle: 'Faktura',
    coverHint: 'Fakturaen med betalingsopplysningene følger på neste side.',
    organizationNumber: 'Org.nr.',
    fileName: 'Faktura',
  },
  sv: {
    locale: 'sv-SE',
    subject: (merchant, orderNumber) => `Faktura från ${merchant}, order ${orderNumber}`,
    greeting: (name) => `Hej ${name},`,
    intro: (merchant, orderNumber) =>
      `här är fakturan från ${merchant} för order ${orderNumber}. Den är bifogad som PDF.`,
    amount: 'Att betala',
    dueDate: 'Förfallodatum',
    kid: 'OCR/KID',
    account: 'Kontonummer',
    invoiceNumber: 'Fakturanummer',
    orderNumber: 'Ordernummer',
    yourReference: 'Er referens',
    payHint: 'Betala till kontot som står på fakturan och ange OCR-numret.',
    questions: 'Har du frågor, svara på det här mejlet.',
    coverTitle: 'Faktura',
    coverHint: 'Fakturan med betalningsuppgifterna följer på nästa sida.',
    organizationNumber: 'Org.nr',
    fileName: 'Faktura',
  },
  en: {
    locale: 'en-GB',
    subject: (merchant, orderNumber) => `Invoice from ${merchant}, order ${orderNumber}`,
    greeting: (name) => `Dear ${name},`,
    intro: (merchant, orderNumber) =>
      `here is the invoice from ${merchant} for order ${orderNumber}. It is attached as a PDF.`,
    amount: 'Amount due',
    dueDate: 'Due date',
    kid: 'Payment reference (KID)',
    account: 'Account number',
    invoiceNumber: 'Invoice number',
    orderNumber: 'Order number',
    yourReference: 'Your reference',
    payHint: 'Please pay to the account on the invoice and quote the payment reference.',
    questions: 'If you have questions, reply to this e-mail.',
    coverTitle: 'Invoice',
    coverHint: 'The invoice with the payment details follows on the next page.',
    organizationNumber: 'Org. no.',
    fileName: 'Invoice',
  },
};
