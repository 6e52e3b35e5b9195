import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { parse, stringify } from 'yaml';
import { DEFAULT_ACCOUNTS, DEFAULT_ERP_MERCHANTS } from '../../sandbox/default-accounts.js';
import { sampleSecrets } from '../../sandbox/sample-secrets.js';
import type { Merchant } from '../domain/merchant.js';
import { projectRoot } from '../platform/config/project-root.js';
import { ConfigurationError, readMerchants } from './read-merchants.js';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A configuration folder with these files. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'merchants-'));
  folders.push(folder);
  mkdirSync(join(folder, 'merchants'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'merchants', name), text);
  return folder;
}

const SECRETS = {
  CLIENT_ID: 'hush-client',
  CLIENT_SECRET: 'hush-secret',
  SIGNATURE: 'hush-signature',
  ERP_TOKEN: 'hush-token',
  ERP_KEY: `whsec_${Buffer.from('hush, the key of today').toString('base64')}`,
  FORMER_ERP_KEY: `whsec_${Buffer.from('hush, the key before it').toString('base64')}`,
};

/** The smallest file that is right. */
const MINIMAL = `
merchant: acme
name: Acme AS
country: NO
organizationNumber: "923609016"
baseCurrency: NOK
mode: test
dintero:
  accountId: T11223344
  clientId: env:CLIENT_ID
  clientSecret: env:CLIENT_SECRET
invoicing:
  rules: [{ product: b2b }]
erp: { type: generic }
ledger: { chart: ns4102 }
`;

const LIVE = MINIMAL.replace('mode: test', 'mode: live')
  .replace('T11223344', 'P11223344')
  .replace('clientSecret: env:CLIENT_SECRET', 'clientSecret: env:CLIENT_SECRET\n  callbackSecrets: [env:SIGNATURE]');

type Tree = Record<string, unknown>;

/** The file with one field set, added, or taken out with `undefined`; the path is written with dots. */
function withField(text: string, path: string, value: unknown): string {
  const root = parse(text) as Tree;
  const names = path.split('.');
  const leaf = names.pop() ?? '';
  let branch = root;
  for (const name of names) branch = (branch[name] ??= {}) as Tree;
  branch[leaf] = value;
  return stringify(root);
}

const PUBLIC_URL = new URL('https://hooks.example.com');

const readIn = (folder: string, environment: NodeJS.ProcessEnv = SECRETS, publicUrl = PUBLIC_URL): Merchant[] =>
  readMerchants(folder, { environment, publicUrl });

const read = (text: string): Merchant => readIn(folderWith({ 'acme.yaml': text }))[0]!;

function refusalOf(work: () => unknown): ConfigurationError {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error('The configuration was accepted.');
}

/** The faults of one file, one `pointer rule` each. */
const faultsOf = (text: string): string[] =>
  refusalOf(() => read(text)).files.flatMap(({ problems }) => problems.map((p) => `${p.pointer} ${p.rule}`));

describe('the sample files', () => {
  const environment = sampleSecrets();
  const config = join(projectRoot(), 'config');

  it('load with the secrets of the sandbox', () => {
    const merchants = readIn(config, environment);

    expect(merchants.map(({ id, country, mode }) => [id, country, mode])).toEqual([
      ['nordic-supplies', 'NO', 'test'],
      ['svenska-verktyg', 'SE', 'test'],
    ]);
    expect(merchants.map(({ provider }) => provider.accountId)).toEqual(DEFAULT_ACCOUNTS.map(({ id }) => id));
    expect(merchants.map(({ erp }) => erp.webhookSecrets.map((secret) => secret.reveal()))).toEqual(
      DEFAULT_ERP_MERCHANTS.map(({ webhookSecret }) => [webhookSecret]),
    );
  });

  it('say which variables they miss, all of them at once', () => {
    const { message } = refusalOf(() => readIn(config, {}));

    for (const name of Object.keys(environment))
      expect(message).toContain(`the environment variable ${name} is not set`);
  });
});

describe('a merchant file', () => {
  it('needs little; the rest has defaults', () => {
    expect(read(MINIMAL)).toMatchObject({
      id: 'acme',
      timeZone: 'Europe/Oslo',
      language: 'en',
      provider: {
        checkoutUrl: 'https://checkout.dintero.com/v1',
        apiUrl: 'https://api.dintero.com/v1',
        concurrency: 8,
        timeoutMs: 30_000,
      },
      invoicing: {
        rules: [{ when: { debtor: null, countries: [] }, product: 'b2b', channel: 'kravia', daysUntilDue: 14 }],
        holdAboveMinor: null,
      },
      delivery: null,
      erp: { webhookSecrets: [], orders: null, entries: null, dropFolder: null },
      ledger: { posting: { invoice: 'erp', 'credit-note': 'erp', payment: 'connector', payout: 'connector' } },
      schedule: { nightlySync: '0 2 * * *', report: null },
    });
  });

  it('takes a section whose lines are all commented out for one that is left out', () => {
    const text = ['schedule', 'ledger.vat', 'ledger.posting', 'invoicing.hold', 'erp.orders', 'dintero.documentHosts'];

    expect(read(text.reduce((file, path) => withField(file, path, null), MINIMAL))).toEqual(read(MINIMAL));
  });

  it('hands out its secrets only when asked', () => {
    const merchant = read(MINIMAL);

    expect(merchant.provider.clientSecret.reveal()).toBe('hush-secret');
    expect(inspect(merchant, { depth: 9 })).not.toContain('hush');
    expect(Object.isFrozen(merchant)).toBe(true);
  });

  it('reads a secret from a file, without the line end', () => {
    const path = join(folderWith({}), 'secret');
    writeFileSync(path, 'from-a-file\n');

    expect(read(withField(MINIMAL, 'dintero.clientSecret', `file:${path}`)).provider.clientSecret.reveal()).toBe(
      'from-a-file',
    );
  });

  it('accepts two secrets of the ERP during a rotation', () => {
    const text = withField(MINIMAL, 'erp.webhookSecret', 'env:ERP_KEY');
    const { erp } = read(withField(text, 'erp.previousWebhookSecret', 'env:FORMER_ERP_KEY'));

    expect(erp.webhookSecrets.map((secret) => secret.reveal())).toEqual([SECRETS.ERP_KEY, SECRETS.FORMER_ERP_KEY]);
  });

  it('keeps folders and logos relative to the configuration folder, and addresses without a last slash', () => {
    const folder = folderWith({
      'acme.yaml': withField(
        withField(MINIMAL, 'erp.dropFolder', 'drop'),
        'dintero.apiUrl',
        'https://api.example.com/v1//',
      ),
    });

    expect(readIn(folder)[0]).toMatchObject({
      erp: { dropFolder: join(folder, 'drop') },
      provider: { apiUrl: 'https://api.example.com/v1' },
    });
  });
});

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
    ['invoicing.flow', 'two-step', '/invoicing/flow available'],
    ['invoicing.flow', 'three-step', '/invoicing/flow flow'],
    ['invoicing.rules', [{ product: 'b2g' }], '/invoicing/rules/0/product product'],
    ['invoicing.rules', [{ product: 'b2b-grouped' }], '/invoicing/rules/0/product available'],
    ['invoicing.rules', [{ product: 'b2b', channel: 'post' }], '/invoicing/rules/0/channel channel'],
    ['invoicing.rules', [{ product: 'b2b', daysUntilDue: 366 }], '/invoicing/rules/0/daysUntilDue range'],
    ['invoicing.rules', [{ product: 'b2b', when: { debtor: 'club' } }], '/invoicing/rules/0/when/debtor debtor'],
    ['invoicing.rules', [{ product: 'b2b', when: { country: ['Norway'] } }], '/invoicing/rules/0/when/country country'],
    ['invoicing.rules', [{ product: 'b2b', channel: 'merchant' }], '/delivery required'],
    ['invoicing.hold', { amountAbove: -1 }, '/invoicing/hold/amountAbove range'],
    ['delivery', { smtp: { host: 'mail' }, from: 'nobody' }, '/delivery/from email'],
    ['delivery', { from: 'a@b.example' }, '/delivery/smtp required'],
    ['delivery', { smtp: { host: 'mail', port: 0 }, from: 'a@b.example' }, '/delivery/smtp/port range'],
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
    expect(read(LIVE).mode).toBe('live');
  });

  it.each<[string, unknown, string]>([
    ['dintero.accountId', 'T11223344', '/dintero/accountId mode'],
    ['dintero.checkoutUrl', 'http://checkout.example.com', '/dintero/checkoutUrl https'],
    ['dintero.apiUrl', 'http://127.0.0.1:4010/v1', '/dintero/apiUrl https'],
    ['erp.orders', { url: 'http://erp.example/orders' }, '/erp/orders/url https'],
    ['erp.entries', { url: 'http://erp.example/entries' }, '/erp/entries/url https'],
    ['dintero.callbackSecrets', [], '/dintero/callbackSecrets required'],
  ])('refuses %s: %j', (path, value, fault) => {
    expect(faultsOf(withField(LIVE, path, value))).toEqual([fault]);
  });

  it('refuses to be reached over plain http', () => {
    const folder = folderWith({ 'acme.yaml': LIVE });

    const { files } = refusalOf(() => readIn(folder, SECRETS, new URL('http://hooks.example.com')));

    expect(files[0]?.problems).toMatchObject([{ pointer: '/mode', rule: 'publicUrl' }]);
  });
});

describe('a secret', () => {
  it.each(['dintero.clientSecret', 'dintero.clientId', 'dintero.webhookSecret', 'erp.webhookSecret'])(
    'that stands in the file as %s is refused, and never printed',
    (path) => {
      const { message } = refusalOf(() => read(withField(MINIMAL, path, 'hunter2-very-secret')));

      expect(message).toContain(`${path}: must be a reference, never the secret itself.`);
      expect(message).not.toContain('hunter2');
    },
  );

  it('that the ERP is to sign with, but holds no key, is refused and never printed', () => {
    const { message } = refusalOf(() => read(withField(MINIMAL, 'erp.webhookSecret', 'env:ERP_TOKEN')));

    expect(message).toContain('erp.webhookSecret: what env:ERP_TOKEN holds is not a webhook key of at least 16 bytes');
    expect(message).not.toContain('hush');
  });

  it('in broken YAML is not printed either', () => {
    const { message } = refusalOf(() => read(`dintero: { clientSecret: "hunter2-very-secret"\nmode: test`));

    expect(message).toContain('line ');
    expect(message).not.toContain('hunter2');
  });

  it('whose file is missing or empty is named by its path', () => {
    const folder = folderWith({ 'empty.txt': '\n' });
    const empty = join(folder, 'merchants', 'empty.txt');
    const text = withField(
      withField(MINIMAL, 'dintero.clientId', `file:${empty}`),
      'dintero.clientSecret',
      'file:/nowhere/at/all',
    );

    const { message } = refusalOf(() => read(text));

    expect(message).toContain(`dintero.clientId: the file ${empty} is empty.`);
    expect(message).toContain('dintero.clientSecret: the file /nowhere/at/all cannot be read.');
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

    const { message, files } = refusalOf(() => readIn(folder));

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
    const { message } = refusalOf(() => readIn('/nowhere/at/all'));

    expect(message).toContain('the folder does not exist. Create it, or set CONFIG_DIR');
  });

  it('are none when there is no merchant', () => {
    expect(readIn(folderWith({}))).toEqual([]);
  });
});
