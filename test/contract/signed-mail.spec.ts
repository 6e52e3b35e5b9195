import { generateKeyPairSync } from 'node:crypto';
import { authenticate, dkimVerify, type DNSResolver } from 'mailauth';
import { simpleParser } from 'mailparser';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.js';
import { framePictures, mailFrame } from '../../src/delivery/mail-frame.js';
import { invoiceMail } from '../../src/delivery/invoice-mail.js';
import { sampleInvoice, sampleOrder } from '../../src/delivery/sample-mail.js';
import { DEFAULT_MAIL_DESIGN } from '../../src/domain/mail/mail-design.js';
import type { Merchant } from '../../src/domain/merchant.js';
import { Secret } from '../../src/domain/secret.js';
import { SmtpMailer } from '../../src/integrations/smtp/smtp-mailer.js';
import { blackLogo } from '../support/pictures.js';
import { nordicSupplies } from '../support/sandbox-merchant.js';

const DOMAIN = 'nordic-supplies.example';
const KEY_NAME = `fb1._domainkey.${DOMAIN}`;
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const other = generateKeyPairSync('rsa', { modulusLength: 2048 });

const keyRecord = (key = publicKey): string =>
  `v=DKIM1; k=rsa; p=${key.export({ type: 'spki', format: 'der' }).toString('base64')}`;

/** A name server that knows these records and no others. */
const dns =
  (records: Readonly<Record<string, string>>): DNSResolver =>
  async (name, type) => {
    const record = type === 'TXT' ? records[name] : undefined;
    if (record) return Promise.resolve([[record]]);
    throw Object.assign(new Error(`${type} ${name}`), { code: 'ENOTFOUND' });
  };

let sandbox: Sandbox;
let mailer: SmtpMailer;
let merchant: Merchant;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 12 });
  mailer = new SmtpMailer();
  const logo = { content: blackLogo(220, 64), contentType: 'image/png', width: 220, height: 64 } as const;
  merchant = nordicSupplies({
    delivery: {
      smtp: { host: '127.0.0.1', port: sandbox.smtpPort, secure: false, user: null, password: null },
      from: `"Nordic Supplies – fakturaavdelingen på Øya" <faktura@${DOMAIN}>`,
      replyTo: `svar@${DOMAIN}`,
      dkim: {
        domain: DOMAIN,
        selector: 'fb1',
        privateKey: new Secret(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()),
      },
      mail: { ...DEFAULT_MAIL_DESIGN, logo },
    },
  });
});

afterAll(async () => {
  mailer.onApplicationShutdown();
  await sandbox.close();
});

/** Sends an invoice as the connector does, and gives the bytes that the mail server received. */
async function received(): Promise<Buffer> {
  await fetch(`${sandbox.mailboxUrl}/api/messages`, { method: 'DELETE' });
  const order = sampleOrder(merchant);
  const { subject, html, text, pictures } = invoiceMail(merchant, order, sampleInvoice(order));
  const pdf = { filename: 'Faktura-æ.pdf', contentType: 'application/pdf', content: Buffer.alloc(100_000, 'PDF') };
  await mailer.send(merchant, {
    to: ['ap@fjordtest.example'],
    subject,
    html,
    text,
    messageId: `<nordic.SO-1-1.7@${DOMAIN}>`,
    attachments: [pdf, ...pictures],
    returnAddress: null,
    withBlindCopies: false,
  });
  const { messages } = (await (await fetch(`${sandbox.mailboxUrl}/api/messages`)).json()) as {
    messages: { id: string }[];
  };
  const raw = await fetch(`${sandbox.mailboxUrl}/api/messages/${messages[0]?.id ?? ''}/raw`);
  return Buffer.from(await raw.arrayBuffer());
}

const verdict = async (message: Buffer, resolver: DNSResolver): Promise<string | undefined> =>
  (await dkimVerify(message, { resolver })).results[0]?.status.result;

describe('an invoice mail, as a mail server received it', () => {
  it('carries a DKIM signature of the sender’s domain that somebody else’s verifier accepts', async () => {
    const message = await received();
    const { results } = await dkimVerify(message, { resolver: dns({ [KEY_NAME]: keyRecord() }) });

    expect(results).toMatchObject([{ signingDomain: DOMAIN, selector: 'fb1', status: { result: 'pass' } }]);
    const header = message.toString('latin1').replaceAll(/\r\n\s+/g, '');
    const signed = /^DKIM-Signature:.*?\bh=([^;]+)/m.exec(header)?.[1]?.split(':');
    expect(signed).toEqual(expect.arrayContaining(['from', 'to', 'subject', 'message-id', 'reply-to', 'date']));
  });

  it.each([
    ['its amount is changed', (text: string) => text.replace('612,50', '999,50')],
    ['its account is changed', (text: string) => text.replace('15063092174', '15063092175')],
    ['its subject is changed', (text: string) => text.replace(/^Subject: .*$/m, 'Subject: Betal straks')],
    ['its sender is changed', (text: string) => text.replace(`<faktura@${DOMAIN}>`, `<faktura2@${DOMAIN}>`)],
  ])('is no longer accepted when %s on the way', async (_, change) => {
    const message = await received();
    const changed = Buffer.from(change(message.toString('latin1')), 'latin1');

    expect(changed.equals(message)).toBe(false);
    expect(await verdict(changed, dns({ [KEY_NAME]: keyRecord() }))).not.toBe('pass');
  });

  it('is not accepted under another key, nor without one', async () => {
    const message = await received();

    expect(await verdict(message, dns({ [KEY_NAME]: keyRecord(other.publicKey) }))).toBe('fail');
    expect(await verdict(message, dns({}))).toBe('neutral');
  });

  it('passes DMARC by its signature even where SPF does not help', async () => {
    const records = { [KEY_NAME]: keyRecord(), [`_dmarc.${DOMAIN}`]: 'v=DMARC1; p=reject' };
    const { dmarc, spf } = await authenticate(await received(), {
      ip: '203.0.113.9',
      helo: 'relay.example',
      sender: `faktura@${DOMAIN}`,
      resolver: dns(records),
      disableArc: true,
      disableBimi: true,
    });

    expect(spf && spf.status.result).toBe('none');
    expect(dmarc && dmarc.status.result).toBe('pass');
  });

  it('has a text part, an HTML part with its logo inside, and the PDF', async () => {
    const message = await simpleParser(await received(), { skipImageLinks: true });

    expect(message.from?.value).toEqual([
      { name: 'Nordic Supplies – fakturaavdelingen på Øya', address: `faktura@${DOMAIN}` },
    ]);
    expect(message.text).toContain('KID: 300000019497814');
    expect(message.html).toContain(`cid:${String(mailFrame(merchant).logoCid)}`);
    expect(message.attachments.map(({ filename, cid }) => [filename, cid])).toEqual([
      ['logo.png', framePictures(merchant)[0]?.cid],
      ['Faktura-æ.pdf', undefined],
    ]);
    expect(message.headers.get('auto-submitted')).toBe('auto-generated');
  });
});
