import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Merchants } from '../../src/merchants/merchants.js';
import { BusinessMetrics } from '../../src/monitoring/business-metrics.js';
import type { Look } from '../../src/monitoring/measure.js';
import { MEASURES } from '../../src/monitoring/measures.js';
import { dataSourceOptions } from '../../src/platform/database/data-source-options.js';
import { JobEngine } from '../../src/platform/jobs/job-engine.js';
import { createTestDatabase, type TestDatabase } from '../support/databases.js';
import { seriesIn } from '../support/metrics.js';
import { nordicSupplies } from '../support/sandbox-merchant.js';

/** Finished objects, of which a year leaves many; a handful waits beside them. */
const FINISHED = 20_000;
const WAITING = 5;

let database: TestDatabase;
let dataSource: DataSource;
let engine: JobEngine;

beforeAll(async () => {
  Logger.overrideLogger(false);
  database = await createTestDatabase();
  dataSource = await new DataSource({ ...dataSourceOptions(database.url, 4), logging: false }).initialize();
  engine = new JobEngine(database.url, false);
  await engine.start();
});

afterAll(async () => {
  await engine.stop();
  if (dataSource.isInitialized) await dataSource.destroy();
  await database.drop();
});

describe('after a year of work', () => {
  beforeAll(async () => {
    await dataSource.query(
      `insert into inbox (merchant_id, source, subject, headers, body, verdict, handled_at)
       select 'nordic-supplies', 'erp-webhook', 'SO-' || no, '{}', '\\x00', 'new', case when no > $1 then now() end
       from generate_series(1, $2::int) no`,
      [WAITING, FINISHED],
    );
    await dataSource.query(
      `insert into sales_order (merchant_id, order_id, order_number, revision, content_hash, inbox_id, state)
       select merchant_id, subject, subject, 1, '\\x00', id, case when handled_at is null then 'received' else 'accepted' end
       from inbox`,
    );
    await dataSource.query(
      `insert into invoice (merchant_id, sales_order_id, inbox_id, order_id, order_number, revision, reference, flow, product,
         channel, days_until_due, currency, total_minor, open_minor, debtor_id, state)
       select merchant_id, id, inbox_id, order_id, order_number, 1, order_id || '-1', 'one-step', 'b2b', 'kravia', 14, 'NOK',
         100, 100, 'C-1', case when state = 'received' then 'issued' else 'paid' end
       from sales_order`,
    );
    await dataSource.query(
      `insert into exception_case (merchant_id, code, subject_kind, subject_id, state)
       select merchant_id, 'INVOICE_HELD', 'order', order_id, case when state = 'received' then 'open' else 'resolved' end
       from sales_order`,
    );
    await dataSource.query(
      `insert into run (merchant_id, kind, slot, trigger, state, finished_at)
       select 'nordic-supplies', case when no % 100 = 0 then 'nightly-sync' else 'poll-open' end, no::text, 'schedule',
         'succeeded', now() - make_interval(mins => $1::int - no)
       from generate_series(1, $1::int) no`,
      [FINISHED],
    );
    await dataSource.query(
      `insert into pgboss.job (name, data, state, policy)
       select 'provider', '{"step":"issue-invoice","merchantId":"nordic-supplies","subject":"1"}',
         (case when no > $1 then 'completed' else 'created' end)::pgboss.job_state, 'standard'
       from generate_series(1, $2::int) no`,
      [WAITING, FINISHED],
    );
    for (const table of ['inbox', 'sales_order', 'invoice', 'exception_case', 'run', 'pgboss.job'])
      await dataSource.query(`vacuum analyze ${table}`);
  });

  it('no figure reads what is finished: not one page of the tables in full', async () => {
    const plans: string[] = [];
    const manager = Object.create(dataSource.manager, {
      query: {
        value: async (text: string, parameters?: unknown[]) => {
          const plan: unknown = await dataSource.query(`explain (analyze, buffers, costs off) ${text}`, parameters);
          plans.push(JSON.stringify(plan));
          const rows: unknown = await dataSource.query(text, parameters);
          return rows;
        },
      },
    }) as Look['manager'];
    const look: Look = { manager, merchants: ['nordic-supplies'], jobs: [] };
    await engine.standing(manager);
    for (const measure of MEASURES) await measure.read(look);

    expect(plans.length).toBeGreaterThan(6);
    expect(plans.filter((plan) => plan.includes('Seq Scan'))).toEqual([]);
  });

  it('every figure counts what waits, and nothing else', async () => {
    const told = seriesIn(await metrics().text());
    const counts = ['orders_waiting', 'invoices', 'exceptions_open', 'inbox_waiting', 'jobs_waiting'];

    for (const name of counts) {
      const values = [...told].filter(([series]) => series.startsWith(`fakturabro_${name}{`)).map(([, value]) => value);
      expect([name, values.reduce((sum, value) => sum + value, 0)]).toEqual([name, WAITING]);
    }
    expect(told.get('fakturabro_nightly_run_succeeded{merchant="nordic-supplies"}')).toBe(1);
  });
});

describe('many scrapers at once', () => {
  it('make one look', async () => {
    const business = metrics();
    let looks = 0;
    const standing = engine.standing.bind(engine);
    const counting = Object.assign(Object.create(engine) as JobEngine, {
      standing: (manager: Look['manager']) => {
        looks += 1;
        return standing(manager);
      },
    });
    const counted = new BusinessMetrics(dataSource, new Merchants([nordicSupplies()]), counting);
    const texts = await Promise.all(Array.from({ length: 20 }, () => counted.text()));

    expect(looks).toBe(1);
    expect(new Set(texts).size).toBe(1);
    expect(seriesIn(texts[0] ?? '').size).toBe(seriesIn(await business.text()).size);
  });
});

describe('a database that is away', () => {
  it('takes the figures away and says so, instead of showing old ones', async () => {
    const gone = await new DataSource({ ...dataSourceOptions(database.url, 1), logging: false }).initialize();
    const business = new BusinessMetrics(gone, new Merchants([nordicSupplies()]), engine);
    await gone.destroy();
    const told = seriesIn(await business.text());

    expect([...told]).toEqual([['fakturabro_database_up', 0]]);
  });
});

function metrics(): BusinessMetrics {
  return new BusinessMetrics(dataSource, new Merchants([nordicSupplies()]), engine);
}
