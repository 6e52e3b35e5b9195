import { anOrder } from '../../test/support/orders.js';
import { nordicSupplies } from '../../test/support/sandbox-merchant.js';
import { type LinkedInvoice, linkMail } from './link-mail.js';

const invoice: LinkedInvoice = {
  orderNumber: '10017',
  totalMinor: 161_250n,
  currency: 'NOK',
  checkoutUrl: 'https://checkout.dintero.com/v1/view/T11223344.abc?x=1&y=2',
  checkoutExpiresAt: new Date('2026-12-04T10:00:00Z'),
};
const merchant = nordicSupplies();

describe('the mail with the link of a checkout', () => {
  it.each([
    ['nb', 'Godta faktura fra Nordic Supplies AS, ordre 10017', 'Lenken virker til 4. desember 2026 kl. 11:00.'],
    ['sv', 'Godkänn faktura från Nordic Supplies AS, order 10017', 'Länken fungerar till 4 december 2026 kl. 11:00.'],
    [
      'en',
      'Accept your invoice from Nordic Supplies AS, order 10017',
      'The link works until 4 December 2026 at 11:00.',
    ],
  ])('is written in %s', (language, subject, until) => {
    const mail = linkMail(merchant, anOrder({ debtor: { language } }), invoice);

    expect(mail.subject).toBe(subject);
    expect(mail.text).toContain(until);
    expect(mail.html).toContain(`<html lang="${language}"`);
  });

  it('carries the whole address in both parts, and it leads there from both', () => {
    const { text, html } = linkMail(merchant, anOrder(), invoice);

    expect(text).toContain(`\n${invoice.checkoutUrl}\n`);
    expect(html).toContain('href="https://checkout.dintero.com/v1/view/T11223344.abc?x&#x3D;1&amp;y&#x3D;2"');
  });

  it('names the amount as it will be on the invoice', () => {
    expect(linkMail(merchant, anOrder(), invoice).text.replaceAll(/\s/gu, ' ')).toContain('1 612,50 kr');
  });

  it('lets nobody write HTML into it', () => {
    const order = anOrder({ debtor: { firstName: '<b>Per</b>' } });
    expect(linkMail(merchant, order, invoice).html).not.toContain('<b>Per</b>');
  });
});
