import fc from 'fast-check';
import { DataSource, type EntityManager } from 'typeorm';
import type { JournalEntry } from '../../src/domain/ledger/journal-entry.js';
import type { Merchant } from '../../src/domain/merchant.js';
import { Balances } from '../../src/ledger/balances.js';
import { Ledger, type PostedEntry } from '../../src/ledger/ledger.js';
import { dataSourceOptions } from '../../src/platform/database/data-source-options.js';
import { queryOne } from '../../src/platform/database/sql.js';
import { JobEngine } from '../../src/platform/jobs/job-engine.js';
import { Steps } from '../../src/platform/jobs/steps.js';
import { aPayment } from '../support/books.js';
import { createTestDatabase, type TestDatabase } from '../support/databases.js';
import { nordicSupplies } from '../support/sandbox-merchant.js';
import { withCode } from '../support/with-code.js';

let database: TestDatabase;
let dataSource: DataSource;
let ledger: Ledger;
let merchants = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({ ...dataSourceOptions(database.url, 10), logging: false }).initialize();
  ledger = new Ledger(new Steps(new JobEngine(database.url, false)));
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

describe('posting the same entry again', () => {
  it('gives the first one, and writes nothing', async () => {
    const merchant = aMerchant();
    const first = await post(merchant, aPayment('payment:1'));
    const second = await post(merchant, aPayment('payment:1'));

    expect(first).toEqual([{ id: expect.any(String) as string, key: 'payment:1', isNew: true }]);
    expect(second).toEqual([{ ...first[0], isNew: false }]);
    expect(await countOfPostings(merchant)).toBe(2);
  });

  it('takes new entries that come along with known ones', async () => {
    const merchant = aMerchant();
    await post(merchant, aPayment('payment:1'));
    const posted = await post(merchant, aPayment('payment:1'), aPayment('payment:2'));

    expect(posted.map(({ key, isNew }) => [key, isNew])).toEqual([
      ['payment:1', false],
      ['payment:2', true],
    ]);
  });

  it.each([
    ['amount', aPayment('payment:1', [101n])],
    ['number of postings', aPayment('payment:1', [50n, 50n])],
    ['date', aPayment('payment:1', [100n], '2026-11-21')],
  ])('is a conflict when the %s differs, and nothing that came along is kept', async (_what, other) => {
    const merchant = aMerchant();
    await post(merchant, aPayment('payment:1'));

    await expect(post(merchant, aPayment('payment:2'), other)).rejects.toThrow(
      withCode('LEDGER_KEY_REUSED', { key: 'payment:1' }),
    );
    expect(await countOfPostings(merchant)).toBe(2);
  });

  it('is another entry when another merchant does it', async () => {
    const [mine] = await post(aMerchant(), aPayment('payment:1'));
    const [theirs] = await post(aMerchant(), aPayment('payment:1', [500n]));

    expect(theirs?.isNew).toBe(true);
    expect(theirs?.id).not.toBe(mine?.id);
  });
});

describe('two processes that post one key at the same moment', () => {
  it('make one entry, and both learn its id', async () => {
    const merchant = aMerchant();
    const attempts = Array.from({ length: 8 }, () => post(merchant, aPayment('payment:1')));
    const posted = (await Promise.all(attempts)).flat();

    expect(new Set(posted.map(({ id }) => id)).size).toBe(1);
    expect(posted.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(await countOfPostings(merchant)).toBe(2);
  });

  it('make one entry too when the first of them fails in the end', async () => {
    const merchant = aMerchant();
    let second: Promise<PostedEntry[]> = Promise.resolve([]);
    const first = dataSource.transaction(async (manager) => {
      await ledger.post(manager, merchant, numbered([aPayment('payment:1')]));
      second = post(merchant, aPayment('payment:1'));
      throw new Error('the rest of the transaction failed');
    });

    await expect(first).rejects.toThrow('the rest of the transaction failed');
    expect(await second).toMatchObject([{ isNew: true }]);
    expect(await countOfPostings(merchant)).toBe(2);
  });
});

describe('document numbers', () => {
  it('have no gap, although transactions run side by side and some of them roll back', async () => {
    const merchant = aMerchant();
    const attempt = async (index: number): Promise<number | null> => {
      try {
        return await dataSource.transaction(async (manager) => {
          const number = await ledger.nextNumber(manager, merchant, 'invoice');
          if (index % 3 === 0) throw new Error('rolled back');
          return number;
        });
      } catch {
        return null;
      }
    };
    const numbers = await Promise.all(Array.from({ length: 30 }, (_, index) => attempt(index)));
    const kept = numbers.filter((number) => number !== null).sort((a, b) => a - b);

    expect(kept).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it('begin at one for every merchant and every series', async () => {
    const [one, two] = [aMerchant(), aMerchant()];
    const next = (merchant: Merchant, series: string): Promise<number> =>
      ledger.nextNumber(dataSource.manager, merchant, series);

    expect([await next(one, 'invoice'), await next(one, 'credit-note'), await next(two, 'invoice')]).toEqual([1, 1, 1]);
    expect(await next(one, 'invoice')).toBe(2);
  });
});

describe('whatever is posted', () => {
  const amounts = fc.array(fc.bigInt({ min: 1n, max: 10n ** 12n }), { minLength: 1, maxLength: 5 });
  const days = fc.constantFrom('2026-11-19', '2026-11-20', '2026-11-21');
  // Few keys, so that some entries are posted again; the same key always has the same content.
  const entries = fc
    .dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.tuple(amounts, days), { minKeys: 1 })
    .map((byKey) => Object.entries(byKey).map(([key, [parts, date]]) => aPayment(key, parts, date)));
  const batchSizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });

  it('sums to zero, and every account amounts to what was posted on it once', async () => {
    await fc.assert(
      fc.asyncProperty(entries, batchSizes, async (posted, sizes) => {
        const merchant = aMerchant();
        for (const batch of batchesOf(posted, sizes)) await post(merchant, ...batch);

        expect(await balances(merchant)).toEqual(expectedBalances(posted));
        expect(await balances(merchant, '2026-11-20')).toEqual(
          expectedBalances(posted.filter(({ date }) => date <= '2026-11-20')),
        );
        expect((await balances(merchant)).reduce((sum, [, balance]) => sum + balance, 0)).toBe(0);
      }),
      { numRuns: 25 },
    );
  });

  it('can be asked for as it was known at an earlier moment', async () => {
    const merchant = aMerchant();
    await post(merchant, aPayment('early'));
    const moment = await queryOne<{ now: Date }>(dataSource.manager, 'select clock_timestamp() as now');
    await post(merchant, aPayment('late', [900n]));

    const known = await new Balances(dataSource).of(merchant.id, null, moment?.now ?? null);
    expect(known.map(({ balance }) => balance)).toEqual([-100, 100]);
  });
});

/** A merchant that nobody else of this file uses, whose entries stay in our own books. */
function aMerchant(): Merchant {
  merchants += 1;
  return { ...nordicSupplies({ erp: { entries: null } }), id: `merchant-${merchants}` };
}

function post(merchant: Merchant, ...entries: readonly JournalEntry[]): Promise<PostedEntry[]> {
  return dataSource.transaction((manager: EntityManager) => ledger.post(manager, merchant, numbered(entries)));
}

function numbered(entries: readonly JournalEntry[]): { entry: JournalEntry; documentNumber: null }[] {
  return entries.map((entry) => ({ entry, documentNumber: null }));
}

async function countOfPostings(merchant: Merchant): Promise<number> {
  const text = 'select count(*) from posting where merchant_id = $1';
  const row = await queryOne<{ count: string }>(dataSource.manager, text, [merchant.id]);
  return Number(row?.count);
}

/** The entries in pieces of these sizes, and then all of them again. */
function batchesOf(entries: readonly JournalEntry[], sizes: readonly number[]): JournalEntry[][] {
  const batches: JournalEntry[][] = [];
  let start = 0;
  for (let index = 0; start < entries.length; index += 1) {
    const size = sizes[index % sizes.length] ?? 1;
    batches.push(entries.slice(start, start + size));
    start += size;
  }
  return [...batches, [...entries]];
}

async function balances(merchant: Merchant, at: string | null = null): Promise<[account: string, balance: number][]> {
  const accounts = await new Balances(dataSource).of(merchant.id, at, null);
  return accounts.map(({ account, balance }) => [account, balance]);
}

function expectedBalances(entries: readonly JournalEntry[]): [account: string, balance: number][] {
  const total = Number(entries.reduce((sum, entry) => sum + entry.total('debit').minor, 0n));
  return entries.length === 0
    ? []
    : [
        ['1500', -total],
        ['1579', total],
      ];
}
