import type { Language } from '../domain/order/order.js';

/** Subjects, and the words of the cover page. What a mail says stands in its template, in assets/mail. */
export interface DeliveryWords {
  readonly locale: string;
  readonly subject: (merchant: string, orderNumber: string) => string;
  readonly checkoutSubject: (merchant: string, orderNumber: string) => string;
  readonly invoiceNumber: string;
  readonly orderNumber: string;
  readonly yourReference: string;
  readonly coverTitle: string;
  readonly coverHint: string;
  readonly organizationNumber: string;
  readonly attachment: string;
  readonly pageOf: (page: number, pages: number) => string;
  readonly fileName: string;
}

export const DELIVERY_WORDS: Readonly<Record<Language, DeliveryWords>> = {
  nb: {
    locale: 'nb-NO',
    subject: (merchant, orderNumber) => `Faktura fra ${merchant}, ordre ${orderNumber}`,
    checkoutSubject: (merchant, orderNumber) => `Godta faktura fra ${merchant}, ordre ${orderNumber}`,
    invoiceNumber: 'Fakturanummer',
    orderNumber: 'Ordrenummer',
    yourReference: 'Deres referanse',
    coverTitle: 'Faktura',
    coverHint: 'Fakturaen med betalingsopplysningene følger på neste side.',
    organizationNumber: 'Org.nr.',
    attachment: 'Vedlegg',
    pageOf: (page, pages) => `side ${page} av ${pages}`,
    fileName: 'Faktura',
  },
  sv: {
    locale: 'sv-SE',
    subject: (merchant, orderNumber) => `Faktura från ${merchant}, order ${orderNumber}`,
    checkoutSubject: (merchant, orderNumber) => `Godkänn faktura från ${merchant}, order ${orderNumber}`,
    invoiceNumber: 'Fakturanummer',
    orderNumber: 'Ordernummer',
    yourReference: 'Er referens',
    coverTitle: 'Faktura',
    coverHint: 'Fakturan med betalningsuppgifterna följer på nästa sida.',
    organizationNumber: 'Org.nr',
    attachment: 'Bilaga',
    pageOf: (page, pages) => `sida ${page} av ${pages}`,
    fileName: 'Faktura',
  },
  en: {
    locale: 'en-GB',
    subject: (merchant, orderNumber) => `Invoice from ${merchant}, order ${orderNumber}`,
    checkoutSubject: (merchant, orderNumber) => `Accept your invoice from ${merchant}, order ${orderNumber}`,
    invoiceNumber: 'Invoice number',
    orderNumber: 'Order number',
    yourReference: 'Your reference',
    coverTitle: 'Invoice',
    coverHint: 'The invoice with the payment details follows on the next page.',
    organizationNumber: 'Org. no.',
    attachment: 'Attachment',
    pageOf: (page, pages) => `page ${page} of ${pages}`,
    fileName: 'Invoice',
  },
};
