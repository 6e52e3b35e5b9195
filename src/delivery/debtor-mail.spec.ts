import { anOrder } from '../../test/support/orders.js';
import { blackLogo } from '../../test/support/pictures.js';
import { DEFAULT_MAIL_DESIGN, type MailDesign } from '../domain/mail/mail-design.js';
import { MAIL_KINDS, type MailKind, placeholdersIn } from '../domain/mail/mail-placeholders.js';
import type { Merchant } from '../domain/merchant.js';
import { type Language, LANGUAGES } from '../domain/order/order.js';
import { amountText, type DebtorMail } from './debtor-mail.js';
import { invoiceMail } from './invoice-mail.js';
import { linkMail } from './link-mail.js';

const LOGO = { content: blackLogo(220, 64), contentType: 'image/png', width: 220, height: 64 } as const;

const mailOf = (
  kind: MailKind,
  design: Partial<MailDesign>,
  language: Language = 'nb',
  isSparse = false,
): DebtorMail => {
  const merchant = {
    name: 'Nordic Supplies AS',
    organizationNumber: '923609016',
    timeZone: 'Europe/Oslo',
    delivery: { mail: { ...DEFAULT_MAIL_DESIGN, ...design } },
  } as unknown as Merchant;
  const order = anOrder({ debtor: { language, ...(isSparse ? { reference: null } : {}) } });
  if (kind === 'checkout') {
    const { orderNumber, totalMinor, currency } = order;
    const checkoutUrl = 'https://checkout.example/v1/view?sid=1&lang=no';
    const checkoutExpiresAt = isSparse ? null : new Date('2026-11-20T22:30:00Z');
    return linkMail(merchant, order, { orderNumber, totalMinor, currency, checkoutUrl, checkoutExpiresAt });
  }
  const facts = {
    invoiceNumber: 'FT7Q2-000104',
    dueDate: '2026-12-20',
    kid: '300000019497814',
    bankAccount: '15063092174',
  };
  const missing = { invoiceNumber: null, dueDate: null, kid: null, bankAccount: null };
  const { orderNumber, totalMinor, currency } = order;
  return invoiceMail(merchant, order, { orderNumber, totalMinor, currency, ...(isSparse ? missing : facts) });
};

/** A template that names everything there is. */
const everything = (kind: MailKind): MailDesign['templates'] => {
  const text = placeholdersIn(kind)
    .map((name) => `${name}=<{{${name}}}>`)
    .join('\n');
  const source = { html: text, text };
  return { [kind]: { nb: source, sv: source, en: source } };
};

describe.each(MAIL_KINDS)('the %s mail', (kind) => {
  it('has a value for every placeholder that a template may name', () => {
    const { text } = mailOf(kind, { templates: everything(kind), logo: LOGO, texts: textsFor(kind) });

    expect(text.split('\n').filter((line) => line.endsWith('=<>'))).toEqual([]);
  });

  it('leaves only those empty that may be missing', () => {
    const { text } = mailOf(kind, { templates: everything(kind) }, 'nb', true);
    const empty = text.split('\n').flatMap((line) => (line.endsWith('=<>') ? [line.slice(0, -'=<>'.length)] : []));

    expect(empty.sort()).toEqual(
      [
        ...['debtorReference', 'footer', 'intro', 'logoCid', 'logoHeight', 'logoWidth'],
        ...(kind === 'invoice' ? ['bankAccount', 'dueDate', 'invoiceNumber', 'kid'] : ['validUntil']),
      ].sort(),
    );
  });

  it.each(LANGUAGES)('in %s says what the merchant wants said, and the rest as shipped', (language) => {
    const texts = { subject: 'Nr. {{orderNumber}} & mer', intro: 'Takk, {{greetingName}}!', footer: '<b>Butikken</b>' };
    const shipped = mailOf(kind, {}, language);
    const own = mailOf(kind, { texts: { [kind]: { [language]: texts } } }, language);

    expect(own.subject).toBe('Nr. 10017 & mer');
    expect(own.text).toContain('Takk, Per!');
    expect(own.text).toContain('<b>Butikken</b>');
    expect(own.html).toContain('&lt;b&gt;Butikken&lt;/b&gt;');
    expect(own.html).toContain('<title>Nr. 10017 &amp; mer</title>');
    expect(shipped.text).not.toContain('Butikken');
    expect(mailOf(kind, { texts: { [kind]: { sv: texts } } }, 'nb').subject).toBe(mailOf(kind, {}, 'nb').subject);
  });

  it('shows the logo from within itself, with the name for those who do not see it', () => {
    const { html, pictures } = mailOf(kind, { logo: LOGO });
    const [picture] = pictures;

    expect(html).toContain(`src="cid:${picture!.cid}" alt="Nordic Supplies AS"`);
    expect(picture).toMatchObject({ filename: 'logo.png', contentType: 'image/png', content: LOGO.content });
    expect(mailOf(kind, {}).pictures).toEqual([]);
  });

  it('names nothing outside itself but what the debtor may open', () => {
    const { html } = mailOf(kind, { logo: LOGO });
    const fetched = [...html.matchAll(/(?:src|href|url\()\s*=?\s*["'(]?(https?:[^"')>\s]+)/g)].map(
      ([, address]) => address,
    );

    expect(fetched).toEqual(
      kind === 'checkout' ? ['https://checkout.example/v1/view?sid&#x3D;1&amp;lang&#x3D;no'] : [],
    );
  });
});

it('the checkout mail says until when its link works, on the merchant’s clock', () => {
  expect(mailOf('checkout', {}).text).toMatch(/Lenken virker til 20\. november 2026.* 23:30/);
});

function textsFor(kind: MailKind): MailDesign['texts'] {
  return { [kind]: { nb: { subject: null, intro: 'Hei.', footer: 'Ha det.' } } };
}

it.each([
  ['nb-NO', 'NOK', '1 612,50 kr'],
  ['nb-NO', 'SEK', '1 612,50 SEK'],
  ['sv-SE', 'SEK', '1 612,50 kr'],
  ['sv-SE', 'NOK', '1 612,50 NOK'],
  ['en-GB', 'NOK', 'NOK 1,612.50'],
])('an amount in %s is told in %s so that nobody takes it for another crown', (locale, currency, text) => {
  expect(amountText(161_250n, currency, locale).replaceAll(/\s/g, ' ')).toBe(text);
});
