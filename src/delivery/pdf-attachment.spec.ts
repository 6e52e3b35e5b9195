import type { Merchant } from '../domain/merchant.js';
import { pdfAttachments } from './pdf-attachment.js';
import { sampleOrder } from './sample-mail.js';

const content = Buffer.from('%PDF-invoice');
const merchant = {
  language: 'nb',
  country: 'NO',
  baseCurrency: 'NOK',
  delivery: { attachments: { nb: [{ name: 'vilkår.pdf', content: Buffer.from('%PDF-terms') }], sv: [], en: [] } },
} as unknown as Merchant;
const invoice = { invoiceNumber: 'FT7Q2/104', reference: 'SO-1-1' };

const namesOf = (kind: 'original' | 'covered', language: 'nb' | 'en' | null): string[] => {
  const order = sampleOrder(merchant);
  const asked = { ...order, debtor: { ...order.debtor, language } };
  return pdfAttachments(merchant, asked, invoice, { kind, content }).map(({ filename }) => filename);
};

describe('the files of a mail', () => {
  it('are one when the terms are in it', () => {
    expect(namesOf('covered', null)).toEqual(['Faktura-FT7Q2-104.pdf']);
  });

  it('have the terms beside an invoice that had to be left as it came, in the language of the debtor', () => {
    expect(namesOf('original', null)).toEqual(['Faktura-FT7Q2-104.pdf', 'vilkår.pdf']);
    expect(namesOf('original', 'en')).toEqual(['Invoice-FT7Q2-104.pdf']);
  });
});
