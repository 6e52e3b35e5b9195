import { createHash } from 'node:crypto';
import { jest } from '@jest/globals';
import { Pool } from 'pg';
import { Api, eventually } from '../support/api.js';
import { type CliResult, fakturabro } from '../support/cli.js';
import { ADMIN_KEY, Connector } from '../support/connector.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/databases.js';
import { install, type Installation } from '../support/installation.js';

jest.setTimeout(60_000);

interface ListedKey {
  readonly id: string;
  readonly name: string;
  readonly merchant: string | null;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

let installation: Installation;
let database: TestDatabase;
let connector: Connector;
let pool: Pool;

beforeAll(async () => {
  installation = await install();
  database = await createTestDatabase();
  connector = await Connector.start({ installation, databaseUrl: database.url, roles: 'api' });
  pool = new Pool({ connectionString: database.url, max: 1 });
});

afterAll(async () => {
  await pool.end();
  await connector.stop();
  await installation.close();
  await database.drop();
});

const keys = (...verb: readonly string[]): Promise<CliResult> =>
  fakturabro({ DATABASE_URL: database.url }, 'keys', ...verb);

async function create(name: string, ...options: readonly string[]): Promise<string> {
  const { stdout } = await keys('create', name, ...options, '--json');
  return (JSON.parse(stdout) as { key: string }).key;
}

async function listed(name: string): Promise<ListedKey> {
  const { stdout } = await keys('list', '--json');
  const found = (JSON.parse(stdout) as { items: ListedKey[] }).items.filter((key) => key.name === name);
  if (found.length !== 1 || !found[0]) throw new Error(`The list has ${found.length} keys named ${name}: ${stdout}`);
  return found[0];
}

async function idOf(name: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>('select id from api_key where name = $1', [name]);
  return rows[0]?.id ?? '';
}

async function statusWith(key: string): Promise<number> {
  return (await new Api(connector.url, 'nordic-supplies', key).send('GET', 'orders')).status;
}

describe('the list of API keys', () => {
  it('shows whose each is and when it was last used', async () => {
    const key = await create('integrator', '--merchant', 'nordic-supplies');
    expect(await listed('integrator')).toMatchObject({
      merchant: 'nordic-supplies',
      lastUsedAt: null,
      revokedAt: null,
    });

    const before = Date.now();
    expect(await statusWith(key)).toBe(200);
    const { lastUsedAt } = await listed('integrator');
    expect(Date.parse(lastUsedAt ?? '')).toBeGreaterThanOrEqual(before - 1000);
  });

  it('never shows a key or its hash, as a table or as JSON', async () => {
    const key = await create('secretive');
    const hash = createHash('sha256').update(key).digest();
    const shown = (await keys('list')).stdout + (await keys('list', '--json')).stdout;

    expect(shown).toContain('secretive');
    for (const secret of [key, hash.toString('hex'), hash.toString('base64')]) expect(shown).not.toContain(secret);
    expect(shown).not.toMatch(/hash/i);
  });

  it('is empty in a database nobody has used, which it brings up to date', async () => {
    const fresh = await createEmptyDatabase();
    const { exitCode, stdout } = await fakturabro({ DATABASE_URL: fresh.url }, 'keys', 'list', '--json');
    await fresh.drop();

    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ items: [] });
  });
});

describe('a revoked API key', () => {
  it('opens nothing any more, and stays in the list with the time', async () => {
    const [key, other] = [await create('lost'), await create('kept')];
    expect(await statusWith(key)).toBe(200);
    expect((await keys('revoke', await idOf('lost'))).stdout).toBe('lost: revoked\n');

    // A running process remembers a key for ten seconds.
    await eventually(
      () => statusWith(key),
      (status) => status === 401,
    );
    const intake = await new Api(connector.url, 'nordic-supplies', key).post('orders', {});
    expect([intake.status, await statusWith(other)]).toEqual([401, 200]);
    expect(Date.parse((await listed('lost')).revokedAt ?? '')).toBeLessThanOrEqual(Date.now());
  });

  it('stands in the audit trail, once, with who revoked it', async () => {
    await create('audited', '--merchant', 'nordic-supplies');
    const id = await idOf('audited');
    await keys('revoke', id);
    const { revokedAt } = await listed('audited');
    const again = await keys('revoke', id);

    expect(again).toMatchObject({ exitCode: 0, stdout: `audited: was revoked at ${revokedAt ?? ''}\n` });
    const text = `select merchant_id, actor, action, reason from audit_event where subject_kind = 'key' and subject_id = $1`;
    const { rows } = await pool.query(text, [id]);
    expect(rows).toEqual([
      {
        merchant_id: 'nordic-supplies',
        actor: expect.stringMatching(/^cli:./) as string,
        action: 'revoke',
        reason: 'the key "audited"',
      },
    ]);
  });

  it.each([
    ['an id that no key has', '999999', 1, /There is no API key with the id 999999/],
    ['something that is no id', 'lost', 2, /Write the id as "fakturabro keys list" shows it/],
  ])('is not %s', async (_what, id, exitCode, message) => {
    const result = await keys('revoke', id);

    expect(result.exitCode).toBe(exitCode);
    expect(result.stderr).toMatch(message);
  });

  it('does not come back to life with the next start, not even the one of the environment', async () => {
    await keys('revoke', await idOf('admin'));
    await connector.stop();
    connector = await Connector.start({ installation, databaseUrl: database.url, roles: 'api' });

    expect(await statusWith(ADMIN_KEY)).toBe(401);
  });
});
