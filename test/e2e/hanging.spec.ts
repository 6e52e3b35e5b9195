import { jest } from '@jest/globals';
import { Pool } from 'pg';
import { control, eventually } from '../support/api.js';
import { Mission } from '../support/mission.js';
import { smallOrder } from '../support/orders.js';

jest.setTimeout(60_000);

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

interface Case {
  readonly id: string;
  readonly what: string;
  readonly subject: { readonly id: string };
}

describe('a transaction that hangs', () => {
  it.each([
    ['stuck', 'H-1'],
    ['unknown', 'H-2'],
    ['onhold', 'H-3'],
  ])('moves once the provider is asked to look: %s', async (alias, orderId) => {
    await order(orderId, alias);
    await mission.untilState(`${orderId}-1`, 'pending');
    await mission.api.run('poll-open');
    expect((await mission.invoice(`${orderId}-1`)).state).toBe('pending');

    await itIsTimeToAsk(orderId, 0);
    await mission.api.run('poll-open');
    await mission.untilState(`${orderId}-1`, 'issued');
    expect(await triesOf(orderId)).toBeNull();
  });

  it('is brought back when its status claims a payment that its events do not show', async () => {
    await order('H-4', 'plain');
    const { transactionId } = await mission.untilState('H-4-1', 'issued');
    await control(mission.dintero, 'POST', `transactions/${transactionId}/drift`, { status: 'CAPTURED' });
    await mission.api.run('poll-open');
    await eventually(
      () => cases('STATUS_EVENTS_DISAGREE'),
      (open) => open.length === 1,
    );

    await itIsTimeToAsk('H-4', 0);
    await mission.api.run('poll-open');
    await eventually(
      () => cases('STATUS_EVENTS_DISAGREE'),
      (open) => open.length === 0,
    );
    expect(await mission.invoice('H-4-1')).toMatchObject({ state: 'issued', paidAmount: 0 });
    expect(await triesOf('H-4')).toBeNull();
  });

  it('is for a person when asking did not help five times, and for us again after one more that did', async () => {
    const match = { merchantReference: 'H-5-1' };
    await control(mission.dintero, 'POST', 'faults', {
      operation: 'event',
      fault: 'status',
      status: 400,
      times: 2,
      match,
    });
    await order('H-5', 'stuck');
    await mission.untilState('H-5-1', 'pending');
    await itIsTimeToAsk('H-5', 3);
    await mission.api.run('poll-open');
    await eventually(
      () => triesOf('H-5'),
      (tries) => tries === 4,
    );
    expect(await cases('TRANSACTION_HANGS')).toEqual([]);

    await itIsTimeToAsk('H-5', 4);
    await mission.api.run('poll-open');
    const [open] = await eventually(
      () => cases('TRANSACTION_HANGS'),
      (found) => found.length === 1,
    );
    expect(open).toMatchObject({
      subject: { id: 'H-5-1' },
      what: expect.stringMatching(/at INITIATED since .* 5 times/) as string,
    });

    await mission.api.post(`exceptions/${open?.id ?? ''}/retry`);
    await mission.untilState('H-5-1', 'issued');
    expect(await cases('TRANSACTION_HANGS')).toEqual([]);
  });
});

async function order(orderId: string, alias: string): Promise<void> {
  const debtor = { email: `ap+${alias}@fjordtest.example` };
  await mission.api.post('orders', smallOrder(orderId, 20_000, { debtor, invoice: { channel: 'kravia' } }));
}

/** As if the wait were over, after so many questions that did not help. */
async function itIsTimeToAsk(orderId: string, tries: number): Promise<void> {
  await eventually(
    () => triesOf(orderId),
    (watched) => watched !== null,
  );
  await pool.query(
    'update transaction_nudge set next_at = now(), tries = $2 where invoice_id = (select id from invoice where order_id = $1)',
    [orderId, tries],
  );
}

async function triesOf(orderId: string): Promise<number | null> {
  const { rows } = await pool.query<{ tries: number }>(
    'select n.tries from transaction_nudge n join invoice i on i.id = n.invoice_id where i.order_id = $1',
    [orderId],
  );
  return rows[0]?.tries ?? null;
}

function cases(code: string): Promise<Case[]> {
  return mission.api.items<Case>(`exceptions?code=${code}&language=en`);
}
