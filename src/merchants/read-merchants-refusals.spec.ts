import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  faultsOf,
  folderWith,
  LIVE,
  MINIMAL,
  readFolder,
  readText,
  refusalOf,
  removeFolders,
  SECRETS,
  withField,
} from '../../test/support/merchant-files.js';

afterAll(removeFolders);

/** A mailbox whose password would cross the network in clear. */
const UNCOVERED_MAILBOX = {
  smtp: { host: 'mail' },
  from: 'a@b.example',
  bounces: {
    address: 'bounces+TOKEN@b.example',
    imap: { host: 'mail', tls: 'none', user: 'env:CLIENT_ID', password: 'env:CLIENT_SECRET' },
  },
};

describe('a wrong field', () => {
  it.each<[string, unknown, string]>([
    ['merchant', 'Acme AS', '/merchant id'],
    ['merchant', 'other', '/merchant fileName'],
    ['name', undefined, '/name text'],
    ['country', 'DK', '/country country'],
    ['organizationNumber', 923609016, '/organizationNumber organizationNumber'],
    ['baseCurrency', 'kroner', '/baseCurrency currency'],
    ['timeZone', 'Oslo', '/timeZone timeZone'],
    ['language', 'da', '/language language'],
    ['mode', 'production', '/mode mode'],
    ['mode', undefined, '/mode mode'],
    ['dintero', undefined, '/dintero required'],
    ['dintero', 'T11223344', '/dintero section'],
    ['dintero', [], '/dintero section'],
    ['ledger', [], '/ledger section'],
    ['invoicing', null, '/invoicing required'],
    ['invoicing.rules', 'b2b', '/invoicing/rules section'],
    ['invoicing.rules', { product: 'b2b' }, '/invoicing/rules section'],
    ['invoicing.rules', ['b2b'], '/invoicing/rules/0 section'],
    ['invoicing.rules', [[]], '/invoicing/rules/0 section'],
    ['invoicing.rules', [null], '/invoicing/rules/0 section'],
    [
      'invoicing.policies',
      [{ from: '2027-02-30', channel: 'kravia', action: 'warn' }],
      '/invoicing/policies/0/from date',
    ],
    [
      'invoicing.policies',
      [{ from: '2027-01-01', channel: 'post', action: 'warn' }],
      '/invoicing/policies/0/channel channel',
    ],
    [
      'invoicing.policies',
      [{ from: '2027-01-01', channel: 'kravia', action: 'stop' }],
      '/invoicing/policies/0/action action',
    ],
    ['invoicing.policies', [{ from: '2027-01-01', channel: 'merchant', action: 'switch' }], '/delivery required'],
    [
      'invoicing.policies',
      [
        { from: '2027-01-01', channel: 'kravia', action: 'warn', when: { country: ['NO', 'SE'] } },
        { from: '2027-01-01', channel: 'kravia', action: 'hold', when: { country: ['SE', 'NO'] } },
      ],
      '/invoicing/policies/1 policy',
    ],
    ['erp.orders', [], '/erp/orders section'],
    ['schedule', [], '/schedule section'],
    ['delivery', [], '/delivery section'],
    ['delivery', { smtp: [], from: 'a@b.example' }, '/delivery/smtp section'],
    ['dintero.documentHosts', 'files.example', '/dintero/documentHosts list'],
    ['dintero.callbackSecrets', 'env:SIGNATURE', '/dintero/callbackSecrets list'],
    ['dintero.accountId', 'T1', '/dintero/accountId accountId'],
    ['dintero.accountId', 'P11223344', '/dintero/accountId mode'],
    ['dintero.checkoutUrl', 'checkout.dintero.com', '/dintero/checkoutUrl url'],
    ['dintero.callbackSecrets', ['plain-secret'], '/dintero/callbackSecrets secretReference'],
    ['dintero.concurrency', 0, '/dintero/concurrency range'],
    ['dintero.requestsPerSecond', 1.5, '/dintero/requestsPerSecond range'],
    ['dintero.timeoutSeconds', 301, '/dintero/timeoutSeconds range'],
    ['invoicing.lookUpReference', 'number', '/invoicing/lookUpReference lookUpReference'],
    ['invoicing.profileId', 7, '/invoicing/profileId text'],
    ['invoicing.checkout', { linkValidDays: 0 }, '/invoicing/checkout/linkValidDays range'],
    ['invoicing.checkout', { returnUrl: 'shop' }, '/invoicing/checkout/returnUrl url'],
    ['invoicing.checkout', { identityRequired: ['b2g'] }, '/invoicing/checkout/identityRequired product'],
    ['invoicing.checkout', { sendLink: true }, '/delivery required'],
    ['invoicing.flow', 'three-step', '/invoicing/flow flow'],
    ['invoicing.rules', [{ product: 'b2g' }], '/invoicing/rules/0/product product'],
    [
      'invoicing.rules',
      [{ product: 'b2b-grouped', channel: 'merchant' }],
      '/invoicing/rules/0/channel groupedByKravia',
    ],
    ['invoicing.rules', [{ product: 'b2b-grouped', interval: 'weekly' }], '/invoicing/rules/0/interval interval'],
    ['invoicing.rules', [{ product: 'b2b-grouped', interval: 'quarterly' }], '/invoicing/rules/0/interval oneStep'],
    ['invoicing.rules', [{ product: 'b2b', interval: 'monthly' }], '/invoicing/rules/0/interval groupedOnly'],
    ['invoicing.grouped', { interval: 'yearly' }, '/invoicing/grouped/interval interval'],
    ['invoicing.grouped', { lateAfterBankDays: 31 }, '/invoicing/grouped/lateAfterBankDays range'],
    ['invoicing.defaultChannel', 'post', '/invoicing/defaultChannel channel'],
    ['invoicing.defaultChannel', 'merchant', '/delivery required'],
    ['invoicing.channelFallback', 'merchant', '/invoicing/channelFallback channelFallback'],
    ['invoicing.rules', [{ product: 'b2b', channel: 'post' }], '/invoicing/rules/0/channel channel'],
    ['invoicing.rules', [{ product: 'b2b', daysUntilDue: 366 }], '/invoicing/rules/0/daysUntilDue range'],
    ['invoicing.rules', [{ product: 'b2b', when: { debtor: 'club' } }], '/invoicing/rules/0/when/debtor debtor'],
    ['invoicing.rules', [{ product: 'b2b', when: { country: ['Norway'] } }], '/invoicing/rules/0/when/country country'],
    ['invoicing.rules', [{ product: 'b2b', channel: 'merchant' }], '/delivery required'],
    ['invoicing.hold', { amountAbove: -1 }, '/invoicing/hold/amountAbove range'],
    ['delivery', { smtp: { host: 'mail' }, from: 'nobody' }, '/delivery/from email'],
    ['delivery', { from: 'a@b.example' }, '/delivery/smtp required'],
    ['delivery', { smtp: { host: 'mail', port: 0 }, from: 'a@b.example' }, '/delivery/smtp/port range'],
    [
      'delivery',
      { smtp: { host: 'mail' }, from: 'a@b.example', bounces: { address: 'bounces@b.example' } },
      '/delivery/bounces/address returnAddress',
    ],
    [
      'delivery',
      { smtp: { host: 'mail' }, from: 'a@b.example', bounceWindowBankDays: 0 },
      '/delivery/bounceWindowBankDays range',
    ],
    ['erp.type', 'visma', '/erp/type type'],
    ['erp.webhookSecret', 'whsec_AAAA', '/erp/webhookSecret secretReference'],
    ['erp.orders', { url: 'ftp://erp.example' }, '/erp/orders/url url'],
    [
      'erp.orders',
      { url: 'https://erp.example', headers: { authorization: 'Bearer x' } },
      '/erp/orders/headers headers',
    ],
    ['ledger.chart', 'skr03', '/ledger/chart chart'],
    ['ledger.accounts', { cash: '1900' }, '/ledger/accounts accountRoles'],
    ['ledger.accounts', { bank: 1920 }, '/ledger/accounts accountRoles'],
    ['ledger.vat', [{ country: 'NO', rate: 25, code: 'MP1' }], '/ledger/vat/0/code vatCode'],
    ['ledger.vat', [{ country: 'NO', rate: 'high', code: '3' }], '/ledger/vat/0/rate rate'],
    ['ledger.posting', { invoice: 'nobody' }, '/ledger/posting/invoice owner'],
    ['schedule', { nightlySync: '0 2 * *' }, '/schedule/nightlySync cron'],
    ['schedule', { pollOpen: '61 * * * *' }, '/schedule/pollOpen cron'],
    ['schedule', { report: { to: ['finance'] } }, '/schedule/report/to email'],
    ['schedule', { report: { to: ['a@b.example'] } }, '/delivery required'],
    ['nmae', 'Acme', '/nmae unknownField'],
    ['dintero.acountId', 'T1', '/dintero/acountId unknownField'],
    ['invoicing.rules', [{ product: 'b2b', chanel: 'kravia' }], '/invoicing/rules/0/chanel unknownField'],
  ])('%s: %j is refused', (path, value, fault) => {
    expect(faultsOf(withField(MINIMAL, path, value))).toEqual([fault]);
  });
});

describe('live mode', () => {
  it('is accepted with a production account, https and a callback secret', () => {
    expect(readText(LIVE).mode).toBe('live');
  });

  it.each<[string, unknown, string]>([
    ['dintero.accountId', 'T11223344', '/dintero/accountId mode'],
    ['dintero.checkoutUrl', 'http://checkout.example.com', '/dintero/checkoutUrl https'],
    ['dintero.apiUrl', 'http://127.0.0.1:4010/v1', '/dintero/apiUrl https'],
    ['erp.orders', { url: 'http://erp.example/orders' }, '/erp/orders/url https'],
    ['erp.entries', { url: 'http://erp.example/entries' }, '/erp/entries/url https'],
    ['dintero.callbackSecrets', [], '/dintero/callbackSecrets required'],
    ['invoicing.checkout', { returnUrl: 'http://shop.example' }, '/invoicing/checkout/returnUrl https'],
    ['delivery', UNCOVERED_MAILBOX, '/delivery/bounces/imap/tls tls'],
  ])('refuses %s: %j', (path, value, fault) => {
    expect(faultsOf(withField(LIVE, path, value))).toEqual([fault]);
  });

  it('refuses to be reached over plain http', () => {
    const folder = folderWith({ 'acme.yaml': LIVE });

    const { files } = refusalOf(() => readFolder(folder, SECRETS, new URL('http://hooks.example.com')));

    expect(files[0]?.problems).toMatchObject([{ pointer: '/mode', rule: 'publicUrl' }]);
  });
});

describe('several broken files', () => {
  it('are told in one error, each fault with file, field and fix', () => {
    const folder = folderWith({
      'acme.yaml': withField(withField(MINIMAL, 'country', 'DK'), 'invoicing.rules', [
        { product: 'b2b', daysUntilDue: -1 },
      ]),
      'beta.yaml': 'merchant: beta\n  name: [',
      'gamma.yaml': '- just\n- a list',
      'delta.yaml': MINIMAL.replace('merchant: acme', 'merchant: delta').replace('CLIENT_ID', 'MISSING'),
      'empty.yaml': '',
      'twice.yaml': `${MINIMAL}name: Again`,
      'notes.txt': 'not a merchant',
    });

    const { message, files } = refusalOf(() => readFolder(folder));

    expect(files).toHaveLength(readdirSync(join(folder, 'merchants')).length - 1);
    const lines = message.split('\n');
    expect(lines).toContain(`  ${join(folder, 'merchants', 'acme.yaml')}`);
    expect(lines).toContain('    country: must be NO or SE. Write NO or SE.');
    expect(lines).toContain(
      '    invoicing.rules[0].daysUntilDue: must be a whole number from 0 to 365. Write a number from 0 to 365.',
    );
    expect(lines).toContain('    the file must hold one section. Start from a sample file.');
    expect(lines).toContain(
      '    dintero.clientId: the environment variable MISSING is not set. Set MISSING, or refer to another place.',
    );
    expect(message).toMatch(/twice\.yaml\n {4}line 16: .*\. Correct the YAML\./);
  });

  it('do not hide behind a folder that does not exist', () => {
    const { message } = refusalOf(() => readFolder('/nowhere/at/all'));

    expect(message).toContain('the folder does not exist. Create it, or set CONFIG_DIR');
  });

  it('are none when there is no merchant', () => {
    expect(readFolder(folderWith({}))).toEqual([]);
  });
});
