import { anOrder } from '../../test/support/orders.js';
import type { Merchant } from '../domain/merchant.js';
import type { Language } from '../domain/order/order.js';
import { type DebtorMail, wordsFor } from './debtor-mail.js';
import { invoiceMail, type MailedInvoice } from './invoice-mail.js';

const merchant = (changes: Partial<Merchant> = {}): Merchant => {
  const known: Partial<Merchant> = {
    name: 'Nordic Supplies AS',
    organizationNumber: '923609016',
    language: 'en',
    ...changes,
  };
  return known as Merchant;
};

const INVOICE: MailedInvoice = {
  orderNumber: '10017',
  totalMinor: 161250n,
  currency: 'NOK',
  invoiceNumber: 'FT7Q2-000104',
  dueDate: '2026-07-02',
  kid: '300000019497814',
  bankAccount: '15063092174',
};

const mailIn = (language: Language | null, invoice: Partial<MailedInvoice> = {}): DebtorMail =>
  invoiceMail(merchant(), anOrder({ debtor: { language } }), { ...INVOICE, ...invoice });

/** Number formats put spaces that do not break into amounts. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('the invoice mail', () => {
  it.each<[Language, string, readonly string[]]>([
    [
      'nb',
      'Faktura fra Nordic Supplies AS, ordre 10017',
      ['Hei Per,', 'KID: 300000019497814', 'Forfallsdato: 2. juli 2026', 'Kontonummer: 15063092174', '1 612,50'],
    ],
    [
      'sv',
      'Faktura från Nordic Supplies AS, order 10017',
      ['Hej Per!', 'OCR/KID: 300000019497814', 'Förfallodatum: 2 juli 2026', 'Att betala:', '1 612,50'],
    ],
    [
      'en',
      'Invoice from Nordic Supplies AS, order 10017',
      ['Dear Per,', 'Payment reference (KID): 300000019497814', 'Due date: 2 July 2026', '1,612.50'],
    ],
  ])('in %s says in its text all that is needed to pay', (language, subject, sentences) => {
    const mail = mailIn(language);

    expect(mail.subject).toBe(subject);
    for (const sentence of sentences) expect(plain(mail.text)).toContain(sentence);
    expect(mail.text).toContain('FT7Q2-000104');
    expect(mail.text).toContain('PO-5567');
    expect(mail.html).toContain(`<html lang="${language}"`);
    expect(mail.html).toContain('300000019497814');
  });

  it('is written in the language of the debtor, and of the merchant when the debtor has none', () => {
    expect(mailIn(null).subject).toMatch(/^Invoice/);
    expect(wordsFor(merchant({ language: 'sv' }), anOrder({ debtor: { language: null } })).locale).toBe('sv-SE');
    expect(wordsFor(merchant({ language: 'sv' }), anOrder({ debtor: { language: 'nb' } })).locale).toBe('nb-NO');
  });

  it('leaves out what is not known yet, without a gap or a word about nothing', () => {
    const { text, html } = mailIn('en', { dueDate: null, kid: null, bankAccount: null, invoiceNumber: null });

    expect(text).not.toMatch(/Due date|KID\)|Account number|Invoice number|null|undefined/);
    expect(html).not.toMatch(/null|undefined/);
    expect(text).toContain('Order number: 10017');
  });

  it('greets a company without a contact by its name', () => {
    const order = anOrder();
    const nameless = { ...order, debtor: { ...order.debtor, firstName: '' } };

    expect(invoiceMail(merchant(), nameless, INVOICE).text).toContain('Hei Fjordtest AS,');
  });

  it('writes an amount to the last øre, however large', () => {
    expect(plain(mailIn('en', { totalMinor: 9_007_199_254_740_993n }).text)).toContain('90,071,992,547,409.93');
    expect(plain(mailIn('nb', { totalMinor: 5n, currency: 'SEK' }).text)).toMatch(/0,05/);
  });

  it.each([
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '&lt;b&gt; & Sønn',
    '{{subject}} {{{greeting}}}',
  ])('escapes %j in its HTML, and writes it as it is in its text', (hostile) => {
    const order = anOrder({ debtor: { firstName: hostile, reference: hostile, language: 'nb' } });
    const mail = invoiceMail(merchant({ name: hostile }), order, { ...INVOICE, orderNumber: hostile, kid: hostile });

    expect(mail.html).not.toMatch(/<(script|img|b)\b/i);
    expect(mail.html).not.toContain(hostile.includes('{') ? 'Hei Faktura' : hostile);
    expect(mail.text).toContain(`Hei ${hostile},`);
    expect(mail.text).toContain(`KID: ${hostile}`);
  });
});
