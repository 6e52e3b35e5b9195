import { jest } from '@jest/globals';
import { Pool } from 'pg';
import { Api, eventually } from '../support/api.js';
import { Connector } from '../support/connector.js';
import { createEmptyDatabase, createOwnedDatabase, type TestDatabase } from '../support/databases.js';
import { install, type Installation } from '../support/installation.js';
import { smallOrder } from '../support/orders.js';
import { onServer } from '../support/server.mjs';

jest.setTimeout(60_000);

describe('a role that owns its database and has no other power', () => {
  let installation: Installation;
  let database: Awaited<ReturnType<typeof createOwnedDatabase>>;

  beforeAll(async () => {
    installation = await install();
    database = await createOwnedDatabase();
  });

  afterAll(async () => {
    await installation.close();
    await database.drop();
  });

  /** Starts the connector, sees one order to the books, and stops it. */
  async function invoices(orderId: string): Promise<void> {
    const connector = await Connector.start({ installation, databaseUrl: database.url });
    try {
      const api = new Api(connector.url);
      await api.post('orders', smallOrder(orderId, 20_000, { invoice: { channel: 'kravia' } }));
      await eventually(
        () => api.items(`journal-entries?orderId=${orderId}`),
        (entries) => entries.length === 1,
      );
    } finally {
      await connector.stop();
    }
  }

  it('is enough to migrate, to invoice and to keep the books', async () => {
    await invoices('R-1');
  });

  it('is enough with no more than INSERT and SELECT on what must never change', async () => {
    const role = new URL(database.url).username;
    const guarded = await guardedTables(database.adminUrl);
    expect(guarded).toContain('posting');
    for (const table of guarded) await onServer(database.adminUrl, `alter table ${table} owner to current_user`);
    await onServer(database.adminUrl, `grant select, insert on ${guarded.join(', ')} to ${role}`);

    await invoices('R-2');
    const disarm = onServer(database.url, 'alter table posting disable trigger posting_append_only');
    await expect(disarm).rejects.toMatchObject({ code: '42501' });
  });

  it('may not silence foreign keys', async () => {
    const silence = onServer(database.url, 'set session_replication_role = replica');
    await expect(silence).rejects.toMatchObject({ code: '42501' });
  });
});

describe('a live connector', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await install(toLive);
  });

  afterAll(() => installation.close());

  /** What it printed on its way to being ready; without worker and scheduler it calls nobody. */
  async function printedAtStart(database: TestDatabase): Promise<string> {
    const connector = await Connector.start({
      installation,
      databaseUrl: database.url,
      roles: 'api',
      publicUrl: 'https://fakturabro.example',
    });
    await connector.stop();
    await database.drop();
    return connector.printed;
  }

  it('warns when its role stands above the guards of the books', async () => {
    expect(await printedAtStart(await createEmptyDatabase())).toMatch(/"level":"warn".*names a superuser/);
  });

  it('has nothing to warn of when its role is an ordinary one', async () => {
    expect(await printedAtStart(await createOwnedDatabase())).not.toContain('superuser');
  });
});

/** The tables that guard themselves: in a stricter set-up they belong to somebody else than the connector. */
async function guardedTables(url: string): Promise<string[]> {
  const pool = new Pool({ connectionString: url, max: 1 });
  const { rows } = await pool.query<{ name: string }>(
    `select tgrelid::regclass::text as name from pg_trigger where tgname like '%\\_append\\_only'`,
  );
  await pool.end();
  return rows.map(({ name }) => name);
}

/** The sample merchant as it would be in earnest; nothing of it is ever called here. */
function toLive(yaml: string): string {
  return yaml
    .replace('mode: test', 'mode: live')
    .replace('accountId: T', 'accountId: P')
    .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, 'https://nobody.example');
}
