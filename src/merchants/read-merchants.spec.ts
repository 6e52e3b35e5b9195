import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { DEFAULT_ACCOUNTS, DEFAULT_ERP_MERCHANTS } from '../../sandbox/default-accounts.js';
import { sampleSecrets } from '../../sandbox/sample-secrets.js';
import {
  folderWith,
  MINIMAL,
  readFolder,
  readText,
  refusalOf,
  removeFolders,
  SECRETS,
  withField,
} from '../../test/support/merchant-files.js';
import { projectRoot } from '../platform/config/project-root.js';

afterAll(removeFolders);

describe('the sample files', () => {
  const environment = sampleSecrets();
  const config = join(projectRoot(), 'config');

  it('load with the secrets of the sandbox', () => {
    const merchants = readFolder(config, environment);

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
    const { message } = refusalOf(() => readFolder(config, {}));

    for (const name of Object.keys(environment))
      expect(message).toContain(`the environment variable ${name} is not set`);
  });
});

describe('a merchant file', () => {
  it('needs little; the rest has defaults', () => {
    expect(readText(MINIMAL)).toMatchObject({
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
        rules: [
          { when: { debtor: null, countries: [] }, product: 'b2b', channel: null, daysUntilDue: 14, interval: null },
        ],
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

    expect(readText(text.reduce((file, path) => withField(file, path, null), MINIMAL))).toEqual(readText(MINIMAL));
  });

  it('hands out its secrets only when asked', () => {
    const merchant = readText(MINIMAL);

    expect(merchant.provider.clientSecret.reveal()).toBe('hush-secret');
    expect(inspect(merchant, { depth: 9 })).not.toContain('hush');
    expect(Object.isFrozen(merchant)).toBe(true);
  });

  it('reads a secret from a file, without the line end', () => {
    const path = join(folderWith({}), 'secret');
    writeFileSync(path, 'from-a-file\n');

    expect(readText(withField(MINIMAL, 'dintero.clientSecret', `file:${path}`)).provider.clientSecret.reveal()).toBe(
      'from-a-file',
    );
  });

  it('accepts two secrets of the ERP during a rotation', () => {
    const text = withField(MINIMAL, 'erp.webhookSecret', 'env:ERP_KEY');
    const { erp } = readText(withField(text, 'erp.previousWebhookSecret', 'env:FORMER_ERP_KEY'));

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

    expect(readFolder(folder)[0]).toMatchObject({
      erp: { dropFolder: join(folder, 'drop') },
      provider: { apiUrl: 'https://api.example.com/v1' },
    });
  });
});
