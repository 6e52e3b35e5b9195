import { Pool, type PoolClient } from 'pg';
import { BALANCED, commit, insertEntry, insertPostings } from '../support/books.js';
import { createTestDatabase, type TestDatabase } from '../support/databases.js';

type Attack = (client: PoolClient) => Promise<unknown>;

let database: TestDatabase;
let pool: Pool;
let oldEntry: string;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new Pool({ connectionString: database.url, max: 2 });
  oldEntry = await commit(pool, (client) => insertEntry(client, { key: 'old', documentNumber: 'F-1' }));
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** Plain SQL as the role of the connector: what is refused here is refused to whoever writes. */
describe('the books refuse', () => {
  it.each<[attack: string, constraint: string, attack: Attack]>([
    [
      'an entry whose debits and credits differ',
      'journal_entry_balance_ck',
      (client) =>
        insertEntry(client, {
          key: 'x',
          postings: [
            { no: 1, side: 'D' },
            { no: 2, side: 'C', amount: 99 },
          ],
        }),
    ],
    [
      'an entry without postings',
      'journal_entry_postings_ck',
      (client) => insertEntry(client, { key: 'x', postings: [] }),
    ],
    [
      'an entry of a single posting',
      'journal_entry_count_ck',
      (client) => insertEntry(client, { key: 'x', count: 1, postings: [] }),
    ],
    [
      'fewer postings than the entry states',
      'journal_entry_postings_ck',
      (client) =>
        insertEntry(client, { key: 'x', count: 3, postings: BALANCED.map((posting) => ({ ...posting, count: 3 })) }),
    ],
    [
      'more postings than the entry states',
      'posting_no_ck',
      (client) => insertEntry(client, { key: 'x', postings: [...BALANCED, { no: 3, side: 'D' }] }),
    ],
    [
      'postings that state another number than their entry',
      'posting_entry_fk',
      (client) => insertEntry(client, { key: 'x', postings: BALANCED.map((posting) => ({ ...posting, count: 4 })) }),
    ],
    [
      'a posting of another merchant than its entry',
      'posting_entry_fk',
      (client) => insertEntry(client, { key: 'x', postings: [{ no: 1, side: 'D', merchantId: 'other' }] }),
    ],
    [
      'a posting of another day than its entry',
      'posting_entry_fk',
      (client) => insertEntry(client, { key: 'x', postings: [{ no: 1, side: 'D', date: '2026-11-21' }] }),
    ],
    [
      'an amount of nothing',
      'posting_amount_ck',
      (client) => insertEntry(client, { key: 'x', postings: [{ no: 1, side: 'D', amount: 0 }] }),
    ],
    [
      'a negative amount in place of the other side',
      'posting_amount_ck',
      (client) => insertEntry(client, { key: 'x', postings: [{ no: 1, side: 'D', amount: -100 }] }),
    ],
    ['the same entry key twice', 'journal_entry_key_uq', (client) => insertEntry(client, { key: 'old' })],
    [
      'the same document number twice',
      'journal_entry_document_uq',
      (client) => insertEntry(client, { key: 'x', documentNumber: 'F-1' }),
    ],
  ])('%s', async (_name, constraint, attack) => {
    await expect(commit(pool, attack)).rejects.toMatchObject({ constraint });
  });

  it.each([
    ['an old entry', (): Promise<string> => Promise.resolve(oldEntry)],
    ['an entry of the same transaction', (client: PoolClient): Promise<string> => insertEntry(client, { key: 'new' })],
    [
      'an entry that was already checked, in the same transaction',
      async (client: PoolClient): Promise<string> => {
        const id = await insertEntry(client, { key: 'new' });
        await client.query('set constraints all immediate');
        await client.query('set constraints all deferred');
        return id;
      },
    ],
  ])('a balanced pair appended to %s', async (_name, entry) => {
    const append = (postings: typeof BALANCED): Promise<void> =>
      commit(pool, async (client) => insertPostings(client, await entry(client), postings));

    // There is no free number below the stated count, none above it, and no other count that the entry answers to.
    await expect(append(BALANCED)).rejects.toMatchObject({ constraint: 'posting_pk' });
    await expect(append(pair(2))).rejects.toMatchObject({ constraint: 'posting_no_ck' });
    await expect(append(pair(4))).rejects.toMatchObject({ constraint: 'posting_entry_fk' });
  });

  it('an entry whose check was brought forward and then waits for the rest', async () => {
    const attack = commit(pool, async (client) => {
      await client.query('set constraints all immediate');
      await insertEntry(client, { key: 'x' });
    });

    await expect(attack).rejects.toMatchObject({ constraint: 'journal_entry_postings_ck' });
  });
});

describe('what is written once stays as it was', () => {
  const columns: Readonly<Record<string, string>> = {
    journal_entry: 'text',
    posting: 'account',
    payment: 'event_reference',
    transaction_event: 'name',
    audit_event: 'actor',
  };
  const attacks = Object.entries(columns).flatMap(([table, column]) => [
    [table, `update ${table} set ${column} = 'forged'`],
    [table, `delete from ${table}`],
    [table, `with gone as (delete from ${table} returning 1) select count(*) from gone`],
    [table, `truncate ${table} cascade`],
  ]);

  it.each(attacks)('%s refuses: %s', async (table, statement) => {
    const attack = commit(pool, (client) => client.query(statement));

    await expect(attack).rejects.toMatchObject({ constraint: refusalBy(table, statement) });
  });

  it.each(attacks)('%s refuses it without the ordinary triggers too: %s', async (table, statement) => {
    if (!(await maySilenceTriggers())) return;
    const attack = commit(pool, async (client) => {
      await client.query('set local session_replication_role = replica');
      await client.query(statement);
    });

    await expect(attack).rejects.toMatchObject({ constraint: refusalBy(table, statement) });
  });

  it.each(Object.keys(columns))('%s refuses to be truncated by itself', async (table) => {
    // PostgreSQL looks at the tables that lead to this one before it asks any trigger.
    const [leadsTo, isAppendOnly] = ['0A000', '23001'];
    const attack = commit(pool, (client) => client.query(`truncate ${table}`));

    await expect(attack).rejects.toMatchObject({
      code: expect.stringMatching(new RegExp(`^(${leadsTo}|${isAppendOnly})$`)) as string,
    });
  });

  it('refuses an update in the guise of an insert', async () => {
    const attack = commit(pool, (client) =>
      client.query(
        "insert into posting select * from posting on conflict (entry_id, no) do update set account = '9999'",
      ),
    );

    await expect(attack).rejects.toMatchObject({ constraint: 'posting_append_only_ck' });
  });

  it('checks the balance without the ordinary triggers too', async () => {
    if (!(await maySilenceTriggers())) return;
    const attack = commit(pool, async (client) => {
      await client.query('set local session_replication_role = replica');
      await insertEntry(client, { key: 'x', postings: [] });
    });

    await expect(attack).rejects.toMatchObject({ constraint: 'journal_entry_postings_ck' });
  });

  it('is all still there after every attack', async () => {
    const { rows } = await pool.query(
      'select e.entry_key, e.text, p.no, p.side, p.account from journal_entry e join posting p on p.entry_id = e.id order by 3',
    );

    expect(rows).toEqual([
      { entry_key: 'old', text: 'an entry', no: 1, side: 'D', account: '1500' },
      { entry_key: 'old', text: 'an entry', no: 2, side: 'C', account: '1500' },
    ]);
  });
});

/** A further debit and credit, of an entry that is said to have this many postings. */
function pair(count: number): typeof BALANCED {
  return [
    { no: 3, side: 'D', count },
    { no: 4, side: 'C', count },
  ];
}

/** A cascade reaches several guarded tables; the first one refuses for all. */
function refusalBy(table: string, statement: string): unknown {
  return statement.startsWith('truncate') ? expect.stringMatching(/_append_only_ck$/) : `${table}_append_only_ck`;
}

/** Only some roles may; where ours may not, the attack ends here already. */
async function maySilenceTriggers(): Promise<boolean> {
  const { rows } = await pool.query<{ may: boolean }>(
    "select has_parameter_privilege('session_replication_role', 'set') as may",
  );
  return rows[0]?.may === true;
}
