import { generateKeyPairSync } from 'node:crypto';
import { NameServer, type Zone } from '../../../test/support/name-server.js';
import { dkimPublicKey } from '../../platform/crypto/dkim-key.js';
import { LANGUAGES } from '../../domain/order/order.js';
import { type FindingCode, FINDINGS, zoneLine } from './finding.js';
import { FINDING_WORDS } from './finding-words.js';
import { type MailDomainAdvice, mailDomainAdvice } from './mail-domain-advice.js';
import { mailDomainSetup, type MailDomainSetup } from './mail-domain-setup.js';
import { Secret } from '../../domain/secret.js';
import { nordicSupplies } from '../../../test/support/sandbox-merchant.js';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PEM = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const KEY = `v=DKIM1; k=rsa; p=${dkimPublicKey(PEM)}`;

const SETUP: MailDomainSetup = {
  fromDomain: 'shop.example',
  returnDomain: 'shop.example',
  replyDomain: 'shop.example',
  smtpHost: 'smtp.provider.example',
  dkim: { domain: 'shop.example', selector: 'fb1', publicKey: dkimPublicKey(PEM) },
};

/** Everything as it should be. */
const WELL: Zone = {
  'shop.example': ['v=spf1 a:smtp.provider.example -all', '10 mx.shop.example'],
  // Addresses kept for documentation count as inner ones.
  'smtp.provider.example': ['8.8.8.8', '2600::25'],
  'fb1._domainkey.shop.example': [KEY],
  '_dmarc.shop.example': ['v=DMARC1; p=quarantine; rua=mailto:dmarc@shop.example'],
};

async function adviceIn(zone: Zone, changes: Partial<MailDomainSetup> = {}): Promise<MailDomainAdvice[]> {
  const server = await NameServer.start({ ...WELL, ...zone });
  try {
    return await mailDomainAdvice({ ...SETUP, ...changes }, server.resolver, 'en');
  } finally {
    await server.close();
  }
}

const codesIn = async (zone: Zone, changes: Partial<MailDomainSetup> = {}): Promise<FindingCode[]> =>
  (await adviceIn(zone, changes)).map(({ code }) => code);

const MX = '10 mx.shop.example';
const [SPF_OK, DKIM_OK, DMARC_OK] = ['SPF_PASSES', 'DKIM_MATCHES', 'DMARC_PRESENT'] as const;

describe('the domain that mails are sent from', () => {
  it('has nothing to mend when DNS says what the mails claim', async () => {
    expect((await adviceIn({})).map(({ code, level, record }) => [code, level, record])).toEqual([
      ['SPF_PASSES', 'ok', null],
      ['DKIM_MATCHES', 'ok', null],
      ['DMARC_PRESENT', 'ok', null],
    ]);
  });

  it.each<[string, Zone, Partial<MailDomainSetup>, FindingCode[]]>([
    ['no SPF', { 'shop.example': [MX] }, {}, ['SPF_MISSING', DKIM_OK, DMARC_OK]],
    [
      'two SPF records',
      { 'shop.example': [MX, 'v=spf1 -all', 'v=spf1 mx -all'] },
      {},
      ['SPF_TWICE', DKIM_OK, DMARC_OK],
    ],
    [
      'an unreadable SPF record',
      { 'shop.example': [MX, 'v=spf1 ipv4:8.8.8.8'] },
      {},
      ['SPF_BROKEN', DKIM_OK, DMARC_OK],
    ],
    [
      'another server in SPF',
      { 'shop.example': [MX, 'v=spf1 ip4:192.0.2.1 -all'] },
      {},
      ['SPF_REFUSES', DKIM_OK, DMARC_OK],
    ],
    [
      'half of the server in SPF',
      { 'shop.example': [MX, 'v=spf1 ip4:8.8.8.8 -all'] },
      {},
      ['SPF_REFUSES', DKIM_OK, DMARC_OK],
    ],
    ['everybody in SPF', { 'shop.example': [MX, 'v=spf1 +all'] }, {}, ['SPF_OPEN', DKIM_OK, DMARC_OK]],
    [
      'a riddle in SPF',
      { 'shop.example': [MX, 'v=spf1 exists:%{i}.x.example -all'] },
      {},
      ['SPF_UNDECIDED', DKIM_OK, DMARC_OK],
    ],
    ['a server nobody knows', {}, { smtpHost: 'nowhere.example' }, ['SERVER_UNKNOWN', DKIM_OK, DMARC_OK]],
    ['a server on this machine', {}, { smtpHost: '127.0.0.1' }, ['SERVER_PRIVATE', DKIM_OK, DMARC_OK]],
    ['no signature', {}, { dkim: null }, [SPF_OK, 'DKIM_UNSIGNED', DMARC_OK]],
    ['no key', { 'fb1._domainkey.shop.example': [] }, {}, [SPF_OK, 'DKIM_MISSING', DMARC_OK]],
    [
      'a key that is another',
      { 'fb1._domainkey.shop.example': ['v=DKIM1; p=AAAA'] },
      {},
      [SPF_OK, 'DKIM_OTHER_KEY', DMARC_OK],
    ],
    ['two keys', { 'fb1._domainkey.shop.example': [KEY, 'p=AAAA'] }, {}, [SPF_OK, 'DKIM_OTHER_KEY', DMARC_OK]],
    ['a revoked key', { 'fb1._domainkey.shop.example': ['v=DKIM1; p='] }, {}, [SPF_OK, 'DKIM_REVOKED', DMARC_OK]],
    ['a key for tests', { 'fb1._domainkey.shop.example': [`t=y; ${KEY}`] }, {}, [SPF_OK, 'DKIM_TESTING', DMARC_OK]],
    ['no DMARC', { '_dmarc.shop.example': [] }, {}, [SPF_OK, DKIM_OK, 'DMARC_MISSING']],
    ['a DMARC that watches', { '_dmarc.shop.example': ['v=DMARC1; p=none'] }, {}, [SPF_OK, DKIM_OK, 'DMARC_WATCHES']],
    [
      'a DMARC without policy',
      { '_dmarc.shop.example': ['v=DMARC1; rua=mailto:a@b.example'] },
      {},
      [SPF_OK, DKIM_OK, 'DMARC_BROKEN'],
    ],
    [
      'two DMARC records',
      { '_dmarc.shop.example': ['v=DMARC1; p=none', 'v=DMARC1; p=reject'] },
      {},
      [SPF_OK, DKIM_OK, 'DMARC_TWICE'],
    ],
    [
      'no way back',
      { 'shop.example': ['v=spf1 a:smtp.provider.example -all'] },
      {},
      [SPF_OK, DKIM_OK, DMARC_OK, 'NO_ANSWERS'],
    ],
    [
      'a refusal of all mail',
      { 'shop.example': ['v=spf1 a:smtp.provider.example -all', '0 .'] },
      {},
      [SPF_OK, DKIM_OK, DMARC_OK, 'NO_ANSWERS'],
    ],
    [
      'proofs of others only',
      { 'shop.example': [MX] },
      { dkim: null },
      ['SPF_MISSING', 'DKIM_UNSIGNED', DMARC_OK, 'NOT_ALIGNED'],
    ],
  ])('is told about %s', async (_, zone, setup, codes) => {
    expect(await codesIn(zone, setup)).toEqual(codes);
  });

  it('may be a subdomain: the policy above it counts, its own for subdomains first', async () => {
    const setup = { fromDomain: 'faktura.shop.example' };
    expect(await codesIn({}, setup)).toEqual([SPF_OK, DKIM_OK, DMARC_OK]);

    const zone = { '_dmarc.shop.example': ['v=DMARC1; p=reject; sp=none'] };
    expect(await codesIn(zone, setup)).toEqual([SPF_OK, DKIM_OK, 'DMARC_WATCHES']);
  });

  it.each<[string, Zone]>([
    ['no SPF', { 'shop.example': [MX] }],
    [
      'another server in SPF',
      { 'shop.example': [MX, 'v=spf1 include:other.example ~all'], 'other.example': ['v=spf1 -all'] },
    ],
    ['a redirect in SPF', { 'shop.example': [MX, 'v=spf1 redirect=other.example'], 'other.example': ['v=spf1 -all'] }],
    ['everybody in SPF', { 'shop.example': [MX, 'v=spf1 mx +all'] }],
    ['no key', { 'fb1._domainkey.shop.example': [] }],
    ['another key', { 'fb1._domainkey.shop.example': ['v=DKIM1; p=AAAA'] }],
    ['a revoked key', { 'fb1._domainkey.shop.example': ['v=DKIM1; p='] }],
    ['a key for tests', { 'fb1._domainkey.shop.example': [`t=y; ${KEY}`] }],
    ['no DMARC', { '_dmarc.shop.example': [] }],
  ])('is mended of %s by exactly the record that is named', async (_, zone) => {
    const wrong = await adviceIn(zone);
    const records = wrong.flatMap(({ record }) => (record ? [record] : []));
    expect(records).toHaveLength(1);

    const mended = records.map(({ name, value }) => [name, name === 'shop.example' ? [MX, value] : [value]] as const);
    const left = await adviceIn({ ...zone, ...Object.fromEntries(mended) });

    expect(left.filter(({ level, code }) => level !== 'ok' && code !== 'DMARC_WATCHES')).toEqual([]);
  });

  it('is not blamed for name servers that do not answer', async () => {
    const advice = await adviceIn(
      {},
      { fromDomain: 'shop.broken', returnDomain: 'shop.broken', replyDomain: 'shop.broken', dkim: null },
    );

    expect(new Set(advice.map(({ code, level }) => `${code} ${level}`))).toEqual(
      new Set(['DNS_SILENT advice', 'DKIM_UNSIGNED advice']),
    );
  });
});

it('what a merchant’s mails claim is read from its settings, the key as it belongs into DNS', () => {
  const { delivery } = nordicSupplies();
  const dkim = { domain: 'Shop.Example', selector: 'fb1', privateKey: new Secret(PEM) };
  const bounces = { address: 'bounce+TOKEN@returns.shop.example', mailbox: null };

  const setup = mailDomainSetup({
    ...delivery!,
    from: '"Shop, AS" <faktura@Shop.example>',
    replyTo: null,
    dkim,
    bounces,
  });

  expect(setup).toEqual({ ...SETUP, returnDomain: 'returns.shop.example', smtpHost: delivery!.smtp.host });
});

it('a long record is written in parts that name servers take', () => {
  const [first = '', second = '', ...more] =
    zoneLine({ name: 'k.example', type: 'TXT', value: KEY }).match(/"[^"]*"/g) ?? [];

  expect([first.length, more]).toEqual([257, []]);
  expect(first.slice(1, -1) + second.slice(1, -1)).toBe(KEY);
});

describe.each(LANGUAGES)('the words in %s', (language) => {
  it.each(Object.keys(FINDINGS) as FindingCode[])('about %s name what was found', (code) => {
    const details = new Proxy({}, { get: (_, name) => `<${String(name)}>` });
    const says = FINDING_WORDS[language][code](details);

    expect(says).toMatch(/<\w+>.*\.$/);
    expect(says).not.toContain('undefined');
  });
});
