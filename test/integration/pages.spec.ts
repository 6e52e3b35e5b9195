import { DataSource, type Repository } from 'typeorm';
import { dataSourceOptions } from '../../src/platform/database/data-source-options.js';
import { newestRows, type Page, pageOf, PageQuery } from '../../src/platform/http/page.js';
import { RunRow } from '../../src/runs/run.entity.js';
import { createTestDatabase, type TestDatabase } from '../support/databases.js';
import { withCode } from '../support/with-code.js';

let database: TestDatabase;
let dataSource: DataSource;
let runs: Repository<RunRow>;

beforeAll(async () => {
  database = await createTestDatabase();
  const options = { ...dataSourceOptions(database.url, 2), logging: false as const, entities: [RunRow] };
  dataSource = await new DataSource(options).initialize();
  runs = dataSource.getRepository(RunRow);
  for (const slot of ['1', '2', '3', '4', '5']) {
    await runs.insert({ merchantId: 'acme', kind: 'nightly-sync', slot, trigger: 'clock' });
    await runs.insert({ merchantId: 'other', kind: 'nightly-sync', slot, trigger: 'clock' });
  }
  await runs.insert({ merchantId: 'acme', kind: 'verify', slot: '6', trigger: 'clock' });
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

async function page(query: Partial<PageQuery>, kind?: 'verify'): Promise<Page<string>> {
  const asked = Object.assign(new PageQuery(), query);
  return pageOf(await newestRows(runs, 'acme', asked, { kind }), asked.limit, ({ slot }) => slot);
}

describe('the pages of a list', () => {
  it('give the newest first, each once, and end', async () => {
    const first = await page({ limit: 2 });
    const second = await page({ limit: 2, cursor: first.nextCursor! });
    const third = await page({ limit: 2, cursor: second.nextCursor! });

    expect([first, second, third].map(({ items }) => items)).toEqual([
      ['6', '5'],
      ['4', '3'],
      ['2', '1'],
    ]);
    expect(third.nextCursor).toBeNull();
  });

  it('show one merchant what matches, and nothing of another', async () => {
    expect(await page({})).toEqual({ items: ['6', '5', '4', '3', '2', '1'], nextCursor: null });
    expect(await page({}, 'verify')).toEqual({ items: ['6'], nextCursor: null });
  });

  it('refuse a cursor that is not one of ours', async () => {
    await expect(page({ cursor: "1' or '1'='1" })).rejects.toEqual(withCode('CURSOR_INVALID'));
  });
});
