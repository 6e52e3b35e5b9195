import { jest } from '@jest/globals';
import { control, eventually } from '../support/api.js';
import { Mission } from '../support/mission.js';
import { orderBody } from '../../sandbox/sample-order.js';
import { smallOrder } from '../support/orders.js';

jest.setTimeout(60_000);

let mission: Mission;

beforeAll(async () => {
  mission = await Mission.start();
});

afterAll(() => mission.close());

describe('intake', () => {
  it('answers 202 for a new order, 200 for the same again, and stores both', async () => {
    const order = smallOrder('E-2');
    const { answers } = await mission.webhook(order, { times: 2 });
    expect(answers.map(({ status }) => status)).toEqual([202, 200]);
    expect(await mission.api.items('inbox?subject=E-2')).toHaveLength(2);
    await mission.untilState('E-2-1', 'issued');
    expect(await mission.api.items('invoices?orderId=E-2')).toHaveLength(1);
  });

  it('names every wrong field in one answer, and keeps what was sent', async () => {
    const order = orderBody({
      orderId: 'E-3',
      totalAmount: 1,
      debtor: { email: 'nobody', phone: '12' },
      address: { postalCode: '' },
    });
    const answer = await mission.api.post<{
      errors: { pointer: string; rule: string; message: string; fix: string }[];
    }>('orders', order);
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body.errors.map(({ pointer }) => pointer).sort()).toEqual([
      '/debtor/address/postalCode',
      '/debtor/email',
      '/debtor/phone',
      '/totalAmount',
    ]);
    expect(answer.body.errors.every(({ rule, message, fix }) => rule && message && fix)).toBe(true);
    expect(await mission.api.items('inbox?subject=E-3&verdict=refused')).toHaveLength(1);
    const [exception] = await eventually(
      () => mission.api.items<{ code: string }>('exceptions?code=ORDER_INVALID'),
      (some) => some.length === 1,
    );
    expect(exception).toMatchObject({ subject: { kind: 'order', id: 'E-3' } });
    // A correct version closes the case by itself.
    await mission.api.post('orders', smallOrder('E-3'));
    await eventually(
      () => mission.api.items('exceptions?code=ORDER_INVALID'),
      (some) => some.length === 0,
    );
  });

  it('refuses a changed order that has an invoice, with the difference', async () => {
    await mission.api.post('orders', smallOrder('E-4', 12_500, { invoice: { channel: 'kravia' } }));
    await mission.untilState('E-4-1', 'issued');
    const answer = await mission.api.post<{ differences: string[] }>(
      'orders',
      smallOrder('E-4', 25_000, { invoice: { channel: 'kravia' } }),
    );
    expect(answer.status).toBe(409);
    expect(answer.body.differences).toContain('/totalMinor');
    await eventually(
      () => mission.api.items('exceptions?code=ORDER_CHANGED'),
      (some) => some.length === 1,
    );
  });

  it.each([
    ['a wrong signature', { corrupt: 'signature' }],
    ['an altered body', { corrupt: 'body' }],
    ['an old timestamp', { corrupt: 'timestamp' }],
  ])('answers 401 to %s and stores nothing', async (_, options) => {
    const { answers } = await mission.webhook(smallOrder('E-5'), options);
    expect(answers.map(({ status }) => status)).toEqual([401]);
    expect(await mission.api.items('inbox?subject=E-5')).toHaveLength(0);
  });

  it('answers 413 to a body that is too large, and 422 to one that is not JSON', async () => {
    const big = await mission.api.send('POST', 'orders', JSON.stringify({ padding: 'x'.repeat(1_100_000) }));
    expect(big.status).toBe(413);
    const broken = await mission.api.send<{ code: string }>('POST', 'orders', '{"orderId": ');
    expect([broken.status, broken.body.code]).toEqual([422, 'ORDER_INVALID']);
  });

  it('finds in the nightly sync what no webhook brought', async () => {
    await control(
      mission.erp,
      'PUT',
      'nordic-supplies/orders/E-6',
      smallOrder('E-6', 10_000, { invoice: { channel: 'kravia' } }),
    );
    const run = await mission.api.run('nightly-sync');
    expect(run.counts['orders.new']).toBeGreaterThanOrEqual(1);
    await mission.untilState('E-6-1', 'issued');
  });
});

describe('cancelling', () => {
  it('voids an unpaid invoice and books a credit note of its own number series', async () => {
    const order = smallOrder('E-7', 50_000, { invoice: { channel: 'kravia' } });
    await mission.api.post('orders', order);
    await mission.untilState('E-7-1', 'issued');
    const answer = await mission.api.post('orders', { ...order, status: 'cancelled', cause: 'returned' });
    expect([200, 202]).toContain(answer.status);
    await mission.untilState('E-7-1', 'voided');
    const [note] = await mission.api.items<{ documentNumber: string; kind: string }>(
      'journal-entries?orderId=E-7&kind=credit-note',
    );
    expect(note?.documentNumber).toMatch(/^CN-\d+$/);
    expect((await mission.api.get<{ state: string }>('orders/E-7')).state).toBe('cancelled');
    // The late original cannot bring it back.
    expect((await mission.api.post('orders', order)).status).toBe(200);
    expect((await mission.invoice('E-7-1')).state).toBe('voided');
  });

  it('never sends an order that is cancelled before it arrives', async () => {
    await mission.api.post('orders', { orderId: 'E-8', status: 'cancelled', cause: 'entered twice' });
    await eventually(
      () => mission.api.send<{ state: string }>('GET', 'orders/E-8'),
      ({ body }) => body.state === 'cancelled',
    );
    expect((await mission.api.post('orders', smallOrder('E-8'))).status).toBe(200);
    expect(await mission.api.items('invoices?orderId=E-8')).toHaveLength(0);
  });
});
