import { createHmac } from 'node:crypto';
import { jest } from '@jest/globals';
import { eventually } from '../support/api.js';
import { Cancelling } from '../support/cancelling.js';

jest.setTimeout(60_000);

let some: Cancelling;

beforeAll(async () => {
  some = await Cancelling.start();
});

afterAll(() => some.mission.close());

interface Line {
  readonly matchedBy: string | null;
}

/** Pays out what these transactions have, with what a test wants to be unusual, and waits for the connector's verdict. */
async function settle(
  transactionIds: readonly string[],
  order = {},
): Promise<{ id: string; state: string; lines: Line[] }> {
  const { id } = await some.sandbox<{ id: string }>('accounts/T11223344/settlements', { transactionIds, ...order });
  await some.mission.api.run('settlements');
  const { state, lines } = await eventually(
    () => some.mission.api.get<{ state: string; lines: Line[] }>(`settlements/${id}`),
    (settlement) => settlement.state === 'posted' || settlement.state === 'stopped',
    30_000,
  );
  return { id, state, lines };
}

describe('payments', () => {
  it('are counted by their events, though ten callbacks tell of one at the same moment, and out of order', async () => {
    const transactionId = await some.issued('P-1', 50_000);
    for (const amount of [10_000, 15_000]) await some.mission.pay(transactionId, amount, false);

    const told = ['4', '3', '4', '4', '3', '4', '3', '4', '4', '3'];
    const answers = await Promise.all(told.map((eventId) => callback(transactionId, eventId)));

    expect(new Set(answers)).toEqual(new Set([200]));
    await some.mission.untilState('P-1-1', 'partly-paid');
    await some.untilEntries('P-1', ['invoice', 'payment', 'payment']);
    expect(await some.mission.invoice('P-1-1')).toMatchObject({ paidAmount: 25_000, openAmount: 25_000 });
    expect(await some.mission.api.items(`payments?transactionId=${transactionId}`)).toHaveLength(2);
  });

  it('above the invoice are owed back, when Dintero says so by an event', async () => {
    const transactionId = await some.issued('P-2', 29_900);
    await some.sandbox(`transactions/${transactionId}/payments`, { amountMinor: 35_000, overCapture: true });

    await some.mission.untilCase('P-2-1', 'OVERPAID');
    expect(await some.balances('P-2')).toMatchObject({ '1579': 35_000, '2990': -5100 });
    expect(await some.mission.invoice('P-2-1')).toMatchObject({ state: 'paid', openAmount: 0 });

    // Kravia returned it: the settlement takes it out of our claim, and the debt to the debtor is gone.
    await some.sandbox(`transactions/${transactionId}/reversal`, { amountMinor: 5100 });
    await some.mission.untilCase('P-2-1', 'REFUND_REPORTED');
    expect((await settle([transactionId])).state).toBe('posted');
    expect((await some.balances('P-2'))['2990']).toBeUndefined();
    expect(await some.mission.invoice('P-2-1')).toMatchObject({ state: 'paid', openAmount: 0, paidAmount: 29_900 });
  });

  it('above the invoice are owed back, when only the settlement shows them', async () => {
    const transactionId = await some.issued('P-3', 29_900);
    await some.mission.pay(transactionId, 29_900);
    await some.mission.untilState('P-3-1', 'paid');

    const { state, lines } = await settle([transactionId], { overByMinor: 5100 });

    expect([state, lines.map(({ matchedBy }) => matchedBy)]).toEqual([
      'posted',
      ['transaction, and more than was open'],
    ]);
    await some.mission.untilCase('P-3-1', 'OVERPAID');
    expect(await some.balances('P-3')).toMatchObject({ '1579': 35_000, '2990': -5100 });
  });

  it('that Dintero returns above the invoice are none of our books', async () => {
    const transactionId = await some.issued('P-4', 29_900);
    await some.mission.pay(transactionId, 35_000);

    await some.mission.untilState('P-4-1', 'paid');
    expect(await some.balances('P-4')).toMatchObject({ '1579': 29_900 });
    expect((await some.mission.casesOf('P-4-1')).map(({ code }) => code)).not.toContain('OVERPAID');
  });
});

describe('money that goes back', () => {
  it.each([
    ['P-10', 'refund'],
    ['P-11', 'chargeback'],
    ['P-12', 'negative-capture'],
  ])('%s: a reversal shown as a %s makes the debt live again', async (orderId, reversalAs) => {
    const transactionId = await some.issued(orderId, 50_000);
    await some.mission.pay(transactionId, 50_000);
    await some.mission.untilState(`${orderId}-1`, 'paid');
    expect((await settle([transactionId], { feeBasisPoints: 0 })).state).toBe('posted');
    await some.sandbox(`transactions/${transactionId}/reversal`);
    await some.mission.untilCase(`${orderId}-1`, 'REFUND_REPORTED');
    expect(await some.kinds(orderId)).toEqual(['invoice', 'payment']);

    // It pays nothing out: what it takes back stays as a debt of ours to Dintero.
    const { state } = await settle([transactionId], { reversalAs });

    expect(state).toBe('posted');
    const invoice = await some.mission.untilState(`${orderId}-1`, 'issued');
    expect(invoice).toMatchObject({ paidAmount: 0, openAmount: 50_000 });
    expect(await some.kinds(orderId)).toEqual(['invoice', 'payment', 'payment-reversal']);
    expect((await some.balances(orderId))['1500']).toBe(50_000);
    await some.mission.untilCase(`${orderId}-1`, 'PAYMENT_REVERSED');
    expect((await some.mission.casesOf(`${orderId}-1`)).map(({ code }) => code)).not.toContain('REFUND_REPORTED');
  });

  it('by a chargeback without any event is found by its transaction, and can be paid again', async () => {
    const transactionId = await some.issued('P-13', 50_000);
    await some.mission.pay(transactionId, 50_000);
    await some.mission.untilState('P-13-1', 'paid');
    const other = await some.issued('P-14', 80_000);
    await some.mission.pay(other, 80_000);
    await some.mission.untilState('P-14-1', 'paid');
    await settle([transactionId]);

    expect((await settle([other], { chargebackMinor: 50_000, chargebackTransactionId: transactionId })).state).toBe(
      'posted',
    );

    expect(await some.mission.untilState('P-13-1', 'issued')).toMatchObject({ openAmount: 50_000 });
    expect((await some.mission.invoice('P-14-1')).state).toBe('paid');
  });

  it('stops the settlement when it could be either of two payments: nothing is guessed', async () => {
    const transactionId = await some.issued('P-15', 50_000);
    for (const amount of [25_000, 25_000]) await some.mission.pay(transactionId, amount);
    await some.mission.untilState('P-15-1', 'paid');
    await some.sandbox(`transactions/${transactionId}/reversal`, { amountMinor: 25_000 });

    const { id, state } = await settle([transactionId]);

    expect(state).toBe('stopped');
    const { what } = await some.mission.untilCase(id, 'SETTLEMENT_REVERSAL_UNKNOWN');
    expect(what).toContain(`${transactionId} with 250.00`);
    expect(await some.kinds('P-15')).toEqual(['invoice', 'payment', 'payment']);
  });
});

it('books nothing when Dintero corrects earlier events, and asks a person', async () => {
  const transactionId = await some.issued('P-20', 50_000);
  await some.mission.pay(transactionId, 20_000);
  await some.mission.untilState('P-20-1', 'partly-paid');

  await some.sandbox(`transactions/${transactionId}/correction`, { eventIds: ['3'] });
  await callback(transactionId, '4');

  await some.mission.untilCase('P-20-1', 'EVENT_CORRECTED');
  expect(await some.kinds('P-20')).toEqual(['invoice', 'payment']);
  expect(await some.mission.invoice('P-20-1')).toMatchObject({ state: 'partly-paid', paidAmount: 20_000 });
});

it('undoes what was booked on half the news, and books it anew: a void was shown before an earlier payment', async () => {
  const transactionId = await some.issued('P-30', 50_000);
  await some.mission.pay(transactionId, 20_000, false);
  const { transaction } = await some.sandbox<{ transaction: { events: { event: string }[] } }>(
    `transactions/${transactionId}/void`,
    { callback: false },
  );
  const events = transaction.events.filter(({ event }) => event !== 'CAPTURE');
  const half = { ...transaction, status: 'AUTHORIZATION_VOIDED', events };
  await some.sandbox('faults', { operation: 'transaction.get', fault: 'status', status: 200, body: half, times: 1 });

  await callback(transactionId, '4');
  await some.mission.untilState('P-30-1', 'voided');
  expect(await some.balances('P-30')).toEqual({});
  await callback(transactionId, '3');

  expect(await some.mission.untilState('P-30-1', 'closed')).toMatchObject({ paidAmount: 20_000, openAmount: 30_000 });
  await some.mission.untilCase('P-30-1', 'BOOKS_CORRECTED');
  const entries = await some.entries('P-30');
  expect(entries.map(({ reference }) => reference.split(':')[0])).toEqual([
    'invoice',
    'credit-note',
    'undo',
    'payment',
  ]);
  expect(await some.balances('P-30')).toEqual({ '1500': 30_000, '1579': 20_000, '2700': -10_000, '3000': -40_000 });

  // Now that it is known why, the rest is credited under a key of its own.
  await some.void('P-30-1', 'sale-cancelled');
  await eventually(
    () => some.balances('P-30'),
    (balances) => balances['1500'] === undefined,
  );
  expect((await some.entries('P-30')).at(-1)?.reference).toBe('credit-note:P-30-1#2');
});

it('leaves whole books behind', () => some.expectWholeBooks());

/** Dintero's own message, written apart from the product's code: the six lines of the documentation. */
async function callback(transactionId: string, eventId: string): Promise<number> {
  const path = '/v1/merchants/nordic-supplies/dintero/callback';
  const url = new URL(
    `${some.mission.connector.url}${path}?event=CAPTURE&event_id=${eventId}&transaction_id=${transactionId}`,
  );
  const t = Math.floor(Date.now() / 1000);
  const query = new URLSearchParams(url.search);
  query.sort();
  const text = [t, 'T11223344', 'GET', url.hostname, url.pathname, query.toString()].join('\n');
  const secret = some.mission.installation.secrets.NORDIC_DINTERO_SIGNATURE ?? '';
  const signature = createHmac('sha256', secret).update(text).digest('hex');
  const answer = await fetch(url, { headers: { 'dintero-signature': `t=${t},v0-hmac-sha256=${signature}` } });
  return answer.status;
}
