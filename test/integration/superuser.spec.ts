import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/platform/database/data-source-options.js';
import { CompletenessAudit } from '../../src/runs/completeness-audit.js';
import { commit, insertEntry, insertPostings } from '../support/books.js';
import { createTestDatabase, type TestDatabase } from '../support/databases.js';

let database: TestDatabase;
let pool: Pool;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new Pool({ connectionString: database.url, max: 2 });
  dataSource = await new DataSource({ ...dataSourceOptions(database.url, 2), logging: false }).initialize();
});

afterAll(async () => {
  await pool.end();
  await dataSource.destroy();
  await database.drop();
});

/** What docs/adr/0007 says of a superuser: foreign keys are off for whoever silences them, and what is left. */
describe('a superuser who silences the ordinary triggers', () => {
  it('can put a posting beside a finished entry, and the audit shows the difference', async () => {
    const id = await commit(pool, (client) => insertEntry(client, { key: 'old' }));
    await commit(pool, async (client) => {
      await client.query('set local session_replication_role = replica');
      await insertPostings(client, id, [{ no: 3, side: 'D', count: 3, amount: 7 }]);
    });

    expect(await new CompletenessAudit(dataSource).run('acme')).toMatchObject({ ledgerImbalance: 7 });
  });

  it.each([
    ['a number that is taken', 'posting_pk', { no: 1, side: 'D' as const }],
    ['a number above the count it states', 'posting_no_ck', { no: 5, side: 'D' as const }],
    ['an amount of nothing', 'posting_amount_ck', { no: 4, side: 'D' as const, count: 4, amount: 0 }],
  ])('still cannot use %s', async (_what, constraint, posting) => {
    const attack = commit(pool, async (client) => {
      const id = await insertEntry(client, { key: 'new' });
      await client.query('set local session_replication_role = replica');
      await insertPostings(client, id, [posting]);
    });

    await expect(attack).rejects.toMatchObject({ constraint });
  });
});
