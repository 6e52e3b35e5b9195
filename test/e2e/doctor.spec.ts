import { jest } from '@jest/globals';
import { addDoctorVerb } from '../../src/cli/doctor-verb.js';
import { EXIT } from '../../src/cli/output.js';
import type { CheckResult } from '../../src/platform/checks/run-checks.js';
import { control, eventually } from '../support/api.js';
import { fakturabro } from '../support/cli.js';
import { createTestDatabase } from '../support/databases.js';
import { DinteroAccount } from '../support/dintero-account.js';
import { install, type Installation } from '../support/installation.js';
import { Mission } from '../support/mission.js';
import { NameServer } from '../support/name-server.js';
import { smallOrder } from '../support/orders.js';
import { runVerb } from '../support/verb.js';

jest.setTimeout(60_000);

const SUBSCRIPTIONS = '/accounts/T11223344/hooks/subscriptions';

let mission: Mission;
let account: DinteroAccount;
let dns: NameServer;

beforeAll(async () => {
  mission = await Mission.start();
  account = await DinteroAccount.logIn(mission.installation);
  dns = await NameServer.start({ 'nordic-supplies.example': ['10 mx.nordic-supplies.example'] });
  await eventually(
    () => mission.api.items('inbox?subject=ping'),
    (pings) => pings.length > 0,
  );
});

afterAll(async () => {
  await dns.close();
  await mission.close();
});

describe('a sound installation', () => {
  it('is found sound, also by a process of its own, without showing a secret', async () => {
    const { exitCode, stdout } = await fakturabro(surroundings(), 'doctor', '--dns', dns.address);

    expect(exitCode).toBe(EXIT.ok);
    expect(stdout).toMatch(
      /^ {2}ok +configuration +Nothing is wrong with nordic-supplies \(test\), svenska-verktyg \(test\)\.$/m,
    );
    expect(stdout).toMatch(
      /\n {2}warning +public address +A signed callback through http.* came into this database.*\n +→ Set PUBLIC_URL/,
    );
    expect(stdout).toMatch(/\n\d+ ok, \d+ warning, /);
    for (const secret of Object.values(mission.installation.secrets)) expect(stdout).not.toContain(secret);
  });

  it('is told for programs too, check by check', async () => {
    const { exitCode, states } = await examine();

    expect(exitCode).toBe(EXIT.ok);
    expect(states).toEqual({
      configuration: 'ok',
      database: 'ok',
      token: 'ok',
      clock: 'ok',
      scopes: 'ok',
      // The sandbox can call a machine of one's own; the real Dintero cannot.
      'public address': 'warning',
      'signature secret': 'ok',
      webhook: 'ok',
      'settlement reports': 'not-known',
      channels: 'not-known',
      'mail server': 'warning',
      'mail domain': 'warning',
      'ERP orders': 'ok',
      'ERP entries': 'ok',
    });
  });

  it('knows the channels once invoices went through them', async () => {
    await mission.api.post('orders', smallOrder('D-1', 20_000, { invoice: { channel: 'kravia' } }));
    await mission.api.post('orders', smallOrder('D-2'));
    await mission.untilState('D-1-1', 'issued');
    await mission.untilState('D-2-1', 'issued');

    expect((await examine()).states.channels).toBe('ok');
  });
});

describe('what is wrong at Dintero', () => {
  it('the client secret', async () => {
    await configure({ clientSecret: 'another' });
    const { exitCode, states, found } = await examine();
    await configure({ clientSecret: 'nordic-sandbox-secret' });

    expect(exitCode).toBe(EXIT.failed);
    expect(states).toMatchObject({ token: 'failed', clock: 'ok', scopes: 'not-known', webhook: 'not-known' });
    expect(found.token).toMatch(/refuses our login to T11223344: 40[01]/);
  });

  it('a scope', async () => {
    await configure({ scopes: ['read:checkout'] });
    const { exitCode, states, found } = await examine();
    await configure({ scopes: ['write:checkout', 'read:checkout', 'read:settlements'] });

    expect(exitCode).toBe(EXIT.failed);
    expect(states).toMatchObject({ token: 'ok', scopes: 'failed', 'settlement reports': 'not-known' });
    expect(found.scopes).toContain('to issue, collect and cancel invoices, one of admin:checkout, write:checkout');
    expect(found.scopes).toMatch(/to read settlements, one of .*read:settlements/);
    expect(found.scopes).not.toContain('to read transactions');
  });

  it.each([
    ['another signature secret', { signatureSecret: 'changed-behind-our-back' }, /another secret than the 1 in/],
    ['no signature secret', { signatureSecret: null }, /no signature secret/],
  ])('%s', async (_what, settings, expected) => {
    await configure(settings);
    const { exitCode, states, found, stdout } = await examine();
    await configure({ signatureSecret: 'nordic-signature-secret' });

    expect([exitCode, states['signature secret']]).toEqual([EXIT.failed, 'failed']);
    expect(found['signature secret']).toMatch(expected);
    expect(stdout).not.toContain('changed-behind-our-back');
  });

  it('the webhook, which has vanished', async () => {
    const hook = await ours();
    await account.send('DELETE', `${SUBSCRIPTIONS}/${hook.id}`);
    const { exitCode, states, found } = await examine();
    await mission.api.run('webhook');

    expect([exitCode, states.webhook]).toEqual([EXIT.failed, 'failed']);
    expect(found.webhook).toContain('None of the account’s 0 webhooks leads to');
  });

  it('the secret of the webhook, which nobody sees but by a ping', async () => {
    const hook = await ours();
    await account.send('DELETE', `${SUBSCRIPTIONS}/${hook.id}`);
    const secret = { type: 'HMAC-SHA1', value: 'typed-wrongly' };
    const wrong = await account.send<Hook>('POST', SUBSCRIPTIONS, {
      config: { url: hook.config.url, secret },
      events: ['checkout_transaction', 'checkout_authorization', 'settlement_add'],
    });
    const { states, found } = await examine();
    await account.send('DELETE', `${SUBSCRIPTIONS}/${wrong.id}`);
    await mission.api.run('webhook');

    expect(states.webhook).toBe('failed');
    expect(found.webhook).toContain('did not come in, or was not rightly signed');
  });

  it.each([
    ['a minute and a half', 90, 'warning'],
    ['six minutes', 360, 'failed'],
  ])('its clock, by %s', async (_what, advanceSeconds, state) => {
    await control(mission.dintero, 'POST', 'time', { advanceSeconds });
    const { states, found } = await examine();
    await control(mission.dintero, 'POST', 'time', { advanceSeconds: -advanceSeconds });

    expect(states.clock).toBe(state);
    expect(found.clock).toMatch(/^Our clock is (8|9|35|36)\d? seconds behind Dintero’s\.$/);
  });

  it('settlements without a JSON report, until there is one', async () => {
    const { transactionId } = await mission.invoice('D-1-1');
    await mission.pay(transactionId, 10_000, false);
    await control(mission.dintero, 'POST', 'accounts/T11223344/settlements', { jsonDelayMs: 3_600_000 });
    const without = await examine();
    await mission.pay(transactionId, 10_000, false);
    await control(mission.dintero, 'POST', 'accounts/T11223344/settlements', {});

    expect(without.states['settlement reports']).toBe('failed');
    expect(without.found['settlement reports']).toContain('None of the 1 settlements looked at has a JSON report');
    expect((await examine()).states['settlement reports']).toBe('ok');
  });
});

describe('what is wrong around it', () => {
  it('the credentials of the ERP', async () => {
    await control(mission.erp, 'PUT', 'merchants/nordic-supplies', { token: 'another' });
    const { exitCode, states, found } = await examine();
    await control(mission.erp, 'PUT', 'merchants/nordic-supplies', { token: 'nordic-erp-token' });

    expect(exitCode).toBe(EXIT.failed);
    expect(states).toMatchObject({ 'ERP orders': 'failed', 'ERP entries': 'failed' });
    expect(found['ERP orders']).toContain('erp.orders gives 401');
  });

  it('a public address that is not the one the connector believes in: signatures would not fit', async () => {
    const { states, found } = await examine({ PUBLIC_URL: mission.connector.url.replace('127.0.0.1', 'localhost') });

    expect(states['public address']).toBe('failed');
    expect(found['public address']).toContain('its signature does not fit');
  });

  it('a public address at which something else answers', async () => {
    const { states, found } = await examine({ PUBLIC_URL: mission.erp });

    expect(states['public address']).toBe('failed');
    expect(found['public address']).toContain('/health/live answers 404');
  });

  it('a database other than the one of the connector that answers', async () => {
    const another = await createTestDatabase();
    const { states, found } = await examine({ DATABASE_URL: another.url });
    await another.drop();

    expect(states).toMatchObject({ database: 'ok', 'public address': 'failed', webhook: 'failed' });
    expect(found['public address']).toContain('did not come into this database');
  });

  it('a database that was never migrated', async () => {
    const empty = new URL(mission.database.url);
    empty.pathname = '/postgres';
    const { states, found } = await examine({ DATABASE_URL: empty.href });

    expect(states).toMatchObject({ database: 'warning', 'public address': 'warning', webhook: 'ok' });
    expect(found.database).toContain('migration(s) wait');
  });

  it('the configuration, before which nothing else can be checked', async () => {
    const { exitCode, states, found } = await examine({ NORDIC_DINTERO_CLIENT_ID: '', ROLES: 'api,cook' });

    expect([exitCode, states]).toEqual([EXIT.failed, { configuration: 'failed' }]);
    expect(found.configuration).toContain('ROLES may name only');
  });

  it('the command itself', async () => {
    const { exitCode, stderr } = await runVerb(addDoctorVerb, ['doctor', 'nobody'], surroundings());

    expect([exitCode, stderr]).toEqual([
      EXIT.usage,
      'There is no merchant nobody; there is nordic-supplies, svenska-verktyg.',
    ]);
  });
});

describe('without a running connector', () => {
  let alone: Installation;

  beforeAll(async () => {
    alone = await install((yaml) =>
      yaml.replace(/smtp: \{ host: 127.0.0.1, port: \d+/, 'smtp: { host: 127.0.0.1, port: 9'),
    );
  });
  afterAll(() => alone.close());

  it('says what cannot be known, and still looks at the rest', async () => {
    const { exitCode, states, found } = await examine({
      ...surroundings(),
      DATABASE_URL: '',
      CONFIG_DIR: alone.configDir,
      DATA_DIR: alone.dataDir,
      PUBLIC_URL: 'http://127.0.0.1:9',
    });

    expect(exitCode).toBe(EXIT.failed);
    expect(states).toMatchObject({
      database: 'not-known',
      token: 'ok',
      scopes: 'ok',
      'public address': 'failed',
      webhook: 'failed',
      'mail server': 'failed',
      'ERP orders': 'ok',
    });
    expect(found.database).toMatch(/^The embedded database under .* is not running/);
    expect(found['public address']).toContain('Nothing answers at http://127.0.0.1:9');
  });

  it('says that a database cannot be reached', async () => {
    const { states, stdout } = await examine({
      DATABASE_URL: 'postgresql://somebody:hush-hush@127.0.0.1:9/fakturabro',
    });

    expect(states.database).toBe('failed');
    expect(stdout).not.toContain('hush-hush');
  });
});

interface Hook {
  readonly id: string;
  readonly config: { readonly url: string };
}

interface Examination {
  readonly exitCode: number;
  readonly stdout: string;
  readonly states: Readonly<Record<string, string>>;
  readonly found: Readonly<Record<string, string>>;
}

function surroundings(): Record<string, string> {
  const { installation, database, connector } = mission;
  return {
    ...installation.secrets,
    CONFIG_DIR: installation.configDir,
    DATA_DIR: installation.dataDir,
    DATABASE_URL: database.url,
    PUBLIC_URL: connector.url,
  };
}

/** What is found about the Norwegian merchant, and what all share. */
async function examine(changes: Readonly<Record<string, string>> = {}): Promise<Examination> {
  const environment = { ...surroundings(), ...changes };
  const { exitCode, stdout } = await runVerb(
    addDoctorVerb,
    ['doctor', 'nordic-supplies', '--json', '--dns', dns.address],
    environment,
  );
  const { results } = JSON.parse(stdout) as { results: CheckResult[] };
  return {
    exitCode,
    stdout,
    states: Object.fromEntries(results.map(({ check, state }) => [check, state])),
    found: Object.fromEntries(results.map(({ check, found }) => [check, found])),
  };
}

function configure(settings: object): Promise<unknown> {
  return control(mission.dintero, 'PUT', 'accounts/T11223344', settings);
}

async function ours(): Promise<Hook> {
  const all = await account.send<Hook[]>('GET', SUBSCRIPTIONS);
  const hook = all.find(({ config }) => config.url.startsWith(mission.connector.url));
  if (!hook) throw new Error('The connector has no webhook.');
  return hook;
}
