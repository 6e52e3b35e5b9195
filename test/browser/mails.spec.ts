import type { Browser, Page } from 'playwright-core';
import { framePictures, mailFrame } from '../../src/delivery/mail-frame.js';
import { invoiceMail } from '../../src/delivery/invoice-mail.js';
import { linkMail } from '../../src/delivery/link-mail.js';
import { withPicturesInside } from '../../src/delivery/mail-preview.js';
import { sampleInvoice, sampleLink, sampleOrder } from '../../src/delivery/sample-mail.js';
import { READABLE_CONTRAST } from '../../src/domain/mail/contrast.js';
import { DEFAULT_MAIL_DESIGN, type MailDesign, palettesWith } from '../../src/domain/mail/mail-design.js';
import { MAIL_KINDS, type MailKind } from '../../src/domain/mail/mail-placeholders.js';
import type { Merchant } from '../../src/domain/merchant.js';
import { type Language, LANGUAGES, type Order } from '../../src/domain/order/order.js';
import { MailTemplate } from '../../src/platform/mail/mail-template.js';
import { openBrowser } from '../support/browser.js';
import { blackLogo } from '../support/pictures.js';
import { nordicSupplies } from '../support/sandbox-merchant.js';
import { faintTexts, sidewaysScroll, smallTargets, unclearParts } from './page-checks.js';

const SCREENS = { phone: 375, 'small phone': 320, desktop: 1200 } as const;
const SCHEMES = ['light', 'dark'] as const;
/** What Apple and WCAG 2.2 (2.5.5) ask of something to tap. */
const TAP_PIXELS = 44;

const merchantWith = (design: Partial<MailDesign>, changes: Partial<Merchant> = {}): Merchant => ({
  ...nordicSupplies({ delivery: { mail: { ...DEFAULT_MAIL_DESIGN, ...design } } }),
  ...changes,
});

const orderIn = (merchant: Merchant, language: Language, changes: Partial<Order> = {}): Order => {
  const order = sampleOrder(merchant);
  return { ...order, ...changes, debtor: { ...order.debtor, language } };
};

/** The HTML part as a browser can show it. */
function pageOf(kind: MailKind, merchant: Merchant, order: Order): string {
  const mail =
    kind === 'invoice'
      ? invoiceMail(merchant, order, sampleInvoice(order))
      : linkMail(merchant, order, sampleLink(order));
  return withPicturesInside(mail.html, mail.pictures);
}

const lookOf = ({ delivery }: Merchant): string => (delivery?.mail.logo ? 'with a logo and colours' : 'as shipped');

async function faultsOf(page: Page): Promise<string[]> {
  const scroll = await sidewaysScroll(page);
  return [
    ...(scroll > 0 ? [`scrolls sideways by ${scroll} pixels`] : []),
    ...(await faintTexts(page, READABLE_CONTRAST)).map((text) => `is hard to read: ${text}`),
    ...(await smallTargets(page, TAP_PIXELS)).map((link) => `is hard to tap: ${link}`),
    ...(await unclearParts(page)).map((part) => `is hard to hear: ${part}`),
  ];
}

async function faultsOnScreens(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const scheme of SCHEMES) {
    for (const [screen, width] of Object.entries(SCREENS)) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: 800 });
      faults.push(...(await faultsOf(page)).map((fault) => `${scheme} ${screen}: ${fault}`));
    }
  }
  return faults;
}

describe('a mail in a browser', () => {
  let browser: Browser;
  const requests: string[] = [];

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  async function show(html: string, scheme: (typeof SCHEMES)[number], width: number): Promise<Page> {
    const page = await browser.newPage({ colorScheme: scheme, viewport: { width, height: 800 } });
    page.on('request', (request) => requests.push(request.url()));
    await page.setContent(html);
    return page;
  }

  const plain = merchantWith({});
  const branded = merchantWith({
    logo: { content: blackLogo(440, 128), contentType: 'image/png', width: 220, height: 64 },
    colors: palettesWith({ accent: '#f7d117' }, {}),
    texts: { invoice: { nb: { subject: null, intro: null, footer: 'Åpent 8–16\nTelefon 22 00 00 00' } } },
  });

  const cases = [plain, branded].flatMap((merchant) =>
    MAIL_KINDS.flatMap((kind) => LANGUAGES.map((language) => ({ merchant, kind, language, look: lookOf(merchant) }))),
  );

  it.each(cases)('$kind in $language, $look, is readable on every screen', async ({ merchant, kind, language }) => {
    const html = pageOf(kind, merchant, orderIn(merchant, language));
    const page = await show(html, 'light', SCREENS.desktop);

    expect(await faultsOnScreens(page)).toEqual([]);
    expect(await page.getAttribute('html', 'lang')).toBe(language);
    await page.close();
  });

  it.each<MailKind>(MAIL_KINDS)('%s is dark where the reader asked for dark, and bright where not', async (kind) => {
    const html = pageOf(kind, plain, orderIn(plain, 'nb'));
    const paper = async (scheme: (typeof SCHEMES)[number]): Promise<string> => {
      const page = await show(html, scheme, SCREENS.phone);
      const color = await page.evaluate(() => getComputedStyle(document.querySelector('.card')!).backgroundColor);
      await page.close();
      return color;
    };

    expect(await paper('light')).toBe('rgb(255, 255, 255)');
    expect(await paper('dark')).toBe('rgb(29, 32, 39)');
  });

  it.each([plain, branded])('the morning report is readable on every screen', async (merchant) => {
    const row = { label: 'Kundefordringer mot fakturaer, øre', value: '1 234 567,00 NOK' };
    const { html } = MailTemplate.shipped('report').render({
      ...mailFrame(merchant),
      lang: 'nb',
      subject: '1 sak venter',
      headline: '1 sak venter på noen. Se nederst.',
      nightLabel: 'Nattkjøring',
      night: '2026-11-20 02:00 – 02:03 UTC: attention',
      figuresLabel: 'Siste døgn',
      figures: [row],
      auditLabel: 'Tall som skal være null',
      audit: [row],
      casesLabel: 'Venter på noen',
      cases: [
        { code: 'DELIVERY_REFUSED', id: 'SO-1'.repeat(20), what: '550 5.1.1 no such mailbox', next: 'Rett adressen.' },
      ],
      more: '… og 2 til',
    });
    const page = await show(withPicturesInside(html, framePictures(merchant)), 'light', SCREENS.desktop);

    expect(await faultsOnScreens(page)).toEqual([]);
    await page.close();
  });

  it('keeps a black logo on white paper in the dark', async () => {
    const html = pageOf('invoice', branded, orderIn(branded, 'nb'));
    const page = await show(html, 'dark', SCREENS.phone);

    const behind = await page.evaluate(() => getComputedStyle(document.images[0]!.parentElement!).backgroundColor);

    expect(behind).toBe('rgb(255, 255, 255)');
    await page.close();
  });

  it('breaks words that are wider than a phone instead of making it scroll', async () => {
    const long = 'Langeordutenmellomrom'.repeat(6);
    const merchant = merchantWith({}, { name: long });
    const html = pageOf('invoice', merchant, orderIn(merchant, 'nb', { orderNumber: long }));
    const page = await show(html, 'light', SCREENS['small phone']);

    expect(await sidewaysScroll(page)).toBe(0);
    await page.close();
  });

  it('fetches nothing from anywhere: a mail does not tell who reads it', () => {
    expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([]);
  });
});
