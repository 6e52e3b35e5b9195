import { jest } from '@jest/globals';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import type { SubjectNames } from '../../src/exceptions/names-subject.decorator.js';
import { InvoiceSubject } from '../../src/invoicing/invoice-subject.js';
import { OrderSubject } from '../../src/orders/order-subject.js';
import { dataSourceOptions } from '../../src/platform/database/data-source-options.js';
import { RETRIES_MAX } from '../../src/platform/jobs/job-engine.js';
import { control, eventually } from '../support/api.js';
import { Mission } from '../support/mission.js';
import { smallOrder } from '../support/orders.js';

jest.setTimeout(60_000);

interface Shown {
  readonly id: string;
  readonly code: string;
  readonly what: string;
  readonly subject: { readonly kind: string; readonly id: string };
}

let mission: Mission;
let pool: Pool;

beforeAll(async () => {
  mission = await Mission.start();
  pool = new Pool({ connectionString: mission.database.url, max: 1 });
});

afterEach(async () => {
  await control(mission.dintero, 'DELETE', 'faults');
});

afterAll(async () => {
  await pool.end();
  await mission.close();
});

const KRAVIA = { invoice: { channel: 'kravia' } };
const fails = (operation: string): Promise<unknown> =>
  control(mission.dintero, 'POST', 'faults', { operation, fault: 'status', status: 500, times: null });
const listed = (): Promise<Shown[]> => mission.api.items<Shown>('exceptions?code=STEP_GAVE_UP&language=en');

async function exceptionsOf(orderId: string): Promise<Shown[]> {
  return (await mission.api.get<{ exceptions: Shown[] }>(`orders/${orderId}`)).exceptions;
}

/** As if two hours of retries were over: the attempt after this one is the last. Other jobs of the step go on as they are. */
async function isTriedForTheLastTime(step: string, rowsOf: string, name: string): Promise<void> {
  const text = `update pgboss.job set retry_count = $2, start_after = now()
    where data->>'step' = $1 and state = 'retry' and retry_count < $2 and data->>'subject' in (${rowsOf})`;
  await eventually(
    async () => (await pool.query(text, [step, RETRIES_MAX, name])).rowCount,
    (count) => count === 1,
  );
}

const INVOICE = 'select id::text from invoice where reference = $3';
const DELIVERY = 'select d.id::text from delivery d join invoice i on i.id = d.invoice_id where i.reference = $3';
const ENTRY = `select id::text from journal_entry where invoice_reference = $3 and kind = 'payment'`;
const SETTLEMENT = 'select id::text from settlement where settlement_id = $3';

/** The open case of this step on the order, as people see it there. */
async function onOrder(orderId: string, step: string): Promise<Shown> {
  const [shown] = await eventually(
    async () => (await exceptionsOf(orderId)).filter(({ what }) => what.includes(step)),
    (some) => some.length > 0,
  );
  if (!shown) throw new Error(`The order ${orderId} shows no case of ${step}.`);
  return shown;
}

describe('a step that gave up', () => {
  it('shows on the order and in the list, under the invoice it was about, and is over when the retry succeeds', async () => {
    await fails('sessions.pay');
    await mission.webhook(smallOrder('G-1', 20_000, KRAVIA));
    await isTriedForTheLastTime('issue-invoice', INVOICE, 'G-1-1');
    const shown = await onOrder('G-1', 'issue-invoice');
    expect(shown.code).toBe('STEP_GAVE_UP');
    expect(await listed()).toMatchObject([
      { id: shown.id, subject: { kind: 'invoice', id: 'G-1-1' }, retryable: true },
    ]);

    await control(mission.dintero, 'DELETE', 'faults');
    expect((await mission.api.post(`exceptions/${shown.id}/retry`)).status).toBe(202);
    await mission.untilState('G-1-1', 'issued');
    expect(await exceptionsOf('G-1')).toEqual([]);
  });

  it('has a case of its own beside another step of the same invoice, and each ends with its own success', async () => {
    await fails('erp.invoice.patch');
    await fails('document');
    await mission.webhook(smallOrder('G-2', 20_000, { invoice: { channel: 'merchant' } }));
    await isTriedForTheLastTime('tell-erp', INVOICE, 'G-2-1');
    await isTriedForTheLastTime('fetch-document', INVOICE, 'G-2-1');
    await onOrder('G-2', 'tell-erp');
    const document = await onOrder('G-2', 'fetch-document');
    expect((await listed()).map(({ subject }) => subject)).toEqual(
      Array.from({ length: 2 }, () => ({ kind: 'invoice', id: 'G-2-1' })),
    );

    await control(mission.dintero, 'DELETE', 'faults');
    // Nobody presses anything: the nightly run starts what is unfinished, and success closes the case.
    await mission.api.run('nightly-sync');
    await eventually(listed, (some) => some.length === 0);
    expect(await mission.api.items<Shown>('exceptions?state=resolved&code=STEP_GAVE_UP')).toContainEqual(
      expect.objectContaining({ id: document.id, resolution: 'the step succeeded' }),
    );
  });

  it('shows on the order when it was about a journal entry of its invoice', async () => {
    await mission.webhook(smallOrder('G-3', 20_000, KRAVIA));
    const { transactionId } = await mission.untilState('G-3-1', 'issued');
    await fails('erp.entries.post');
    await mission.pay(transactionId, 20_000);
    await isTriedForTheLastTime('post-entry', ENTRY, 'G-3-1');
    await onOrder('G-3', 'post-entry');

    expect((await listed()).map(({ subject }) => subject.kind)).toEqual(['entry']);
    await control(mission.dintero, 'DELETE', 'faults');
    await mission.api.post('exceptions/retry', { code: 'STEP_GAVE_UP' });
    await eventually(listed, (some) => some.length === 0);
  });

  it('shows on the order when it was about the mail with its invoice', async () => {
    await control(mission.dintero, 'POST', 'faults', { operation: 'smtp.data', fault: 'greylist', times: null });
    await mission.webhook(smallOrder('G-4', 20_000, { invoice: { channel: 'merchant' } }));
    await isTriedForTheLastTime('send-invoice', DELIVERY, 'G-4-1');
    await onOrder('G-4', 'send-invoice');

    expect((await listed()).map(({ subject }) => subject)).toEqual([{ kind: 'invoice', id: 'G-4-1' }]);
    await control(mission.dintero, 'DELETE', 'faults');
    await mission.api.post('exceptions/retry', { code: 'STEP_GAVE_UP' });
    await eventually(listed, (some) => some.length === 0);
  });

  it('is listed under the settlement when it was about one', async () => {
    const { id } = await control<{ id: string }>(mission.dintero, 'POST', 'accounts/T11223344/settlements', {});
    await fails('settlement.attachment');
    await mission.api.run('settlements');
    await isTriedForTheLastTime('read-settlement', SETTLEMENT, id);

    const cases = await eventually(listed, (some) => some.length === 1);
    expect(cases[0]?.subject).toEqual({ kind: 'settlement', id });
  });
});

describe('the name of an object', () => {
  let dataSource: DataSource;

  beforeAll(async () => {
    dataSource = await new DataSource({ ...dataSourceOptions(mission.database.url, 2), logging: false }).initialize();
  });

  afterAll(() => dataSource.destroy());

  it.each<[string, (source: DataSource) => SubjectNames, text: string, name: object]>([
    [
      'an order',
      (source) => new OrderSubject(source),
      `select id from sales_order where order_id = 'G-1'`,
      { kind: 'order', id: 'G-1' },
    ],
    [
      'an invoice',
      (source) => new InvoiceSubject(source),
      `select id from invoice where reference = 'G-1-1'`,
      { kind: 'invoice', id: 'G-1-1' },
    ],
  ])('is what people call %s, and nothing to another merchant', async (_what, names, text, name) => {
    const { rows } = await pool.query<{ id: string }>(text);
    const id = rows[0]?.id ?? '';

    expect(await names(dataSource).nameOf('nordic-supplies', id)).toEqual(name);
    expect(await names(dataSource).nameOf('svenska-verktyg', id)).toBeNull();
  });
});
