import { jest } from '@jest/globals';
import { Pool } from 'pg';

import { RETRIES_MAX } from '../../src/platform/jobs/job-engine.js';
import { Api, control, eventually } from '../support/api.js';
import { Connector } from '../support/connector.js';
import { createTestDatabase } from '../support/databases.js';
import { install } from '../support/installation.js';
import { seriesIn } from '../support/metrics.js';
import { Mission } from '../support/mission.js';
import { smallOrder } from '../support/orders.js';

jest.setTimeout(60_000);

const KRAVIA = { invoice: { channel: 'kravia' } };
let mission: Mission;
let pool: Pool;

beforeAll(async () => {
  mission = await Mission.start();
  pool = new Pool({ connectionString: mission.database.url, max: 1 });
});

afterAll(async () => {
  await pool.end();
  await mission.close();
});

const series = async (url = mission.connector.url): Promise<ReadonlyMap<string, number>> =>
  seriesIn(await (await fetch(`${url}/metrics`)).text());

/** What is scraped is up to five seconds old. */
function until(name: string, isRight: (value: number | undefined) => boolean): Promise<ReadonlyMap<string, number>> {
  return eventually(series, (some) => isRight(some.get(name)));
}

const ofNordic = (name: string, more = ''): string => `fakturabro_${name}{merchant="nordic-supplies"${more}}`;

describe('the figures of the business', () => {
  it('are 0 where there is nothing, for every merchant, lane and state, and missing before the first night', async () => {
    const merchants = ['nordic-supplies', 'svenska-verktyg'];
    // The subscription to Dintero's hooks is made at the start, and answered with a message that waits for a moment.
    const start = await eventually(series, (some) =>
      merchants.every((merchant) => some.get(`fakturabro_inbox_waiting{merchant="${merchant}"}`) === 0),
    );
    for (const merchant of merchants) {
      expect(start.get(`fakturabro_orders_waiting{merchant="${merchant}",state="stopped"}`)).toBe(0);
      expect(start.get(`fakturabro_invoices{merchant="${merchant}",state="submitting"}`)).toBe(0);
      expect(start.get(`fakturabro_jobs_failed{merchant="${merchant}",lane="provider"}`)).toBe(0);
      expect(start.get(`fakturabro_inbox_waiting{merchant="${merchant}"}`)).toBe(0);
      expect(start.get(`fakturabro_exception_oldest_age_seconds{merchant="${merchant}"}`)).toBe(0);
    }
    expect(start.get('fakturabro_database_up')).toBe(1);
    expect([...start.keys()].filter((name) => name.includes('nightly'))).toEqual([]);
    expect([...start.keys()]).toContain('process_start_time_seconds');
  });

  it('tell of a stopped order, its exception, and for how long it has waited', async () => {
    const order = smallOrder('M-1', 20_000, KRAVIA);
    const [line] = order.lines as Record<string, unknown>[];
    await mission.webhook({ ...order, lines: [{ ...line, vatCode: 'nobody-knows' }] });
    const told = await until(ofNordic('orders_waiting', ',state="stopped"'), (value) => value === 1);

    expect(told.get(ofNordic('exceptions_open', ',code="TAX_CODE_UNMAPPED"'))).toBe(1);
    expect(told.get(ofNordic('exception_oldest_age_seconds'))).toBeGreaterThan(0);
    expect(told.get('fakturabro_exceptions_open{merchant="svenska-verktyg",code="TAX_CODE_UNMAPPED"}')).toBeUndefined();
  });

  it('count invoices by state for as long as they are not finished', async () => {
    await mission.webhook(smallOrder('M-2', 20_000, KRAVIA));
    const { transactionId } = await mission.untilState('M-2-1', 'issued');
    await until(ofNordic('invoices', ',state="issued"'), (value) => value === 1);

    await mission.pay(transactionId, 20_000);
    const paid = await until(ofNordic('invoices', ',state="issued"'), (value) => value === 0);
    expect(paid.get(ofNordic('invoices', ',state="paid"'))).toBeUndefined();
  });

  it('tell of a job that fails, and of one that gave up, in its lane', async () => {
    const fault = { operation: 'erp.invoice.patch', fault: 'status', status: 500, times: null };
    await control(mission.dintero, 'POST', 'faults', fault);
    await mission.webhook(smallOrder('M-3', 20_000, KRAVIA));
    await until(ofNordic('jobs_retrying', ',lane="erp"'), (value) => value === 1);

    // Asked for again and again: a try that was under way comes back to wait.
    const lastTry = `update pgboss.job set retry_count = $1, start_after = now() where state = 'retry'`;
    const told = await eventually(
      async () => {
        await pool.query(lastTry, [RETRIES_MAX]);
        return series();
      },
      (some) => some.get(ofNordic('jobs_failed', ',lane="erp"')) === 1,
    );
    expect(told.get(ofNordic('jobs_failed', ',lane="provider"'))).toBe(0);
    await control(mission.dintero, 'DELETE', 'faults');
  });

  it('tell when the last night was, and whether it went well', async () => {
    await mission.api.run('nightly-sync');
    const told = await until(ofNordic('nightly_run_age_seconds'), (value) => value !== undefined);

    expect(told.get(ofNordic('nightly_run_age_seconds'))).toBeLessThan(60);
    expect([0, 1]).toContain(told.get(ofNordic('nightly_run_succeeded')));
  });

  it('have one series for each merchant and kind, and none for an object', async () => {
    const before = await series();
    await Promise.all([10, 11, 12, 13, 14].map((no) => mission.webhook(smallOrder(`M-${no}`, 20_000, KRAVIA))));
    await mission.untilState('M-14-1', 'issued');
    const after = await until(ofNordic('invoices', ',state="issued"'), (value) => value !== undefined && value >= 5);

    const business = (some: ReadonlyMap<string, number>): string[] =>
      [...some.keys()].filter((name) => name.startsWith('fakturabro_') && !name.includes('exceptions_open'));
    expect(business(after)).toEqual(business(before));
    expect([...after.keys()].filter((name) => name.includes('M-1'))).toEqual([]);
  });
});

describe('a process that only receives', () => {
  it('tells of messages that nobody handles, and of jobs that nobody starts', async () => {
    const installation = await install();
    const database = await createTestDatabase();
    const connector = await Connector.start({ installation, databaseUrl: database.url, roles: 'api' });
    const api = new Api(connector.url);
    await api.post('orders', smallOrder('M-20', 20_000, KRAVIA));
    await api.post('runs', { kind: 'verify' });
    const told = await eventually(
      () => series(connector.url),
      (some) => some.get(ofNordic('inbox_waiting')) === 1,
    );
    await connector.stop();
    await installation.close();
    await database.drop();

    expect(told.get(ofNordic('inbox_oldest_age_seconds'))).toBeGreaterThan(0);
    expect(told.get(ofNordic('orders_waiting', ',state="received"'))).toBe(1);
    expect(told.get(ofNordic('jobs_waiting', ',lane="local"'))).toBe(1);
    expect(told.get(ofNordic('job_oldest_due_age_seconds', ',lane="local"'))).toBeGreaterThan(0);
  });
});

describe('the figures under a key', () => {
  it('are shown to nobody else', async () => {
    const installation = await install();
    const database = await createTestDatabase();
    const key = 'only-for-prometheus-in-this-test';
    const secrets = { ...installation.secrets, FAKTURABRO_METRICS_KEY: key };
    const connector = await Connector.start({
      installation: { ...installation, secrets },
      databaseUrl: database.url,
      roles: 'worker',
    });
    const statusWith = async (headers: Record<string, string>): Promise<number> =>
      (await fetch(`${connector.url}/metrics`, { headers })).status;
    const statuses = [
      await statusWith({}),
      await statusWith({ authorization: `Bearer ${key}x` }),
      await statusWith({ authorization: `Bearer ${key}` }),
    ];
    await connector.stop();
    await installation.close();
    await database.drop();

    expect(statuses).toEqual([401, 401, 200]);
  });
});
