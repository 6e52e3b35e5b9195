import { jest } from '@jest/globals';
import { eventually } from '../support/api.js';
import { fakturabro } from '../support/cli.js';
import { Cancelling, kraviaOrder } from '../support/cancelling.js';
import { ADMIN_KEY } from '../support/connector.js';
import { smallOrder } from '../support/orders.js';

jest.setTimeout(60_000);

let some: Cancelling;

beforeAll(async () => {
  some = await Cancelling.start();
});

afterAll(() => some.mission.close());

describe('cancelling an invoice that is not paid', () => {
  it('voids it once and writes one credit note, and says so at once', async () => {
    const transactionId = await some.issued('V-1');

    const { status, body } = await some.cancel('V-1', 'entered twice');

    expect([status, body.cancellation]).toEqual([
      202,
      {
        outcome: 'requested',
        books: 'credit-note',
        detail: 'Det som er ubetalt, annulleres nå hos Dintero. Det skrives en kreditnota for det.',
      },
    ]);
    const invoice = await some.mission.untilState('V-1-1', 'voided');
    expect(invoice).toMatchObject({ openAmount: 0, paidAmount: 0 });
    expect(await some.kinds('V-1')).toEqual(['invoice', 'credit-note']);
    expect(await some.balances('V-1')).toEqual({});
    expect(await some.calls('void', transactionId)).toEqual([200]);
    expect(await some.cancel('V-1', 'again')).toMatchObject({ body: { cancellation: { outcome: 'nothing' } } });
  });

  it('looks again when the answer is lost, and never voids twice', async () => {
    const transactionId = await some.issued('V-2');
    await some.sandbox('faults', { operation: 'void', fault: 'lost-answer', times: 1 });

    await some.void('V-2-1', 'wrong-invoice');

    await some.mission.untilState('V-2-1', 'voided');
    expect((await some.calls('void', transactionId)).length).toBe(1);
    expect(await some.kinds('V-2')).toEqual(['invoice', 'credit-note']);
  });

  it('waits for the event when Dintero only accepts the void', async () => {
    await putAccount({ voidStatus: 202 });
    const transactionId = await some.issued('V-3');

    await some.void('V-3-1', 'sale-cancelled');

    await some.mission.untilState('V-3-1', 'voided');
    expect(await some.calls('void', transactionId)).toEqual([202]);
    await putAccount({ voidStatus: 200 });
  });

  it('before its capture books nothing, for it never was an invoice', async () => {
    await some.sandbox('faults', {
      operation: 'capture',
      fault: 'status',
      status: 503,
      times: null,
      match: { merchantReference: 'V-4-1' },
    });
    await some.mission.api.post('orders', smallOrder('V-4'));
    await some.mission.untilState('V-4-1', 'authorised');

    const { body } = await some.void('V-4-1', 'sale-cancelled');

    expect(body).toMatchObject({ outcome: 'requested', books: 'nothing' });
    await some.mission.untilState('V-4-1', 'voided');
    expect(await some.kinds('V-4')).toEqual([]);
  });

  it('withdraws what was never sent, and nothing goes to Dintero', async () => {
    await some.mission.api.post('orders', smallOrder('V-5', 60_000_000));
    await some.mission.untilState('V-5-1', 'held');

    expect(await some.cancel('V-5', 'sale-cancelled')).toMatchObject({
      status: 202,
      body: { cancellation: { outcome: 'withdrawn', books: null } },
    });
    await some.mission.untilState('V-5-1', 'withdrawn');
    expect(await some.calls('sessions.pay', 'V-5-1')).toEqual([]);
  });

  it('withdraws what Dintero never got, once no call of ours can be at work', async () => {
    const match = { merchantReference: 'V-9-1' };
    await some.sandbox('faults', { operation: 'sessions.pay', fault: 'status', status: 503, times: null, match });
    await some.mission.api.post('orders', kraviaOrder('V-9'));
    await some.mission.untilState('V-9-1', 'submitting');

    expect((await some.cancel('V-9', 'sale-cancelled')).body.cancellation).toMatchObject({ outcome: 'requested' });

    await some.mission.untilState('V-9-1', 'withdrawn');
    expect((await some.mission.api.get<{ state: string }>('orders/V-9')).state).toBe('cancelled');
    expect((await some.mission.provider()).transactionsByMerchantReference['V-9-1']).toBeUndefined();
  });

  it('that nobody can pay for writes the loss, with the VAT back', async () => {
    await some.issued('V-6', 12_500);

    await some.void('V-6-1', 'uncollectable');

    await some.mission.untilState('V-6-1', 'voided');
    expect(await some.balances('V-6')).toEqual({ '2700': -2500, '2710': 2500, '3000': -10_000, '7830': 10_000 });
  });

  it('in Dintero’s own Backoffice is found by polling, and credited like ours', async () => {
    const transactionId = await some.issued('V-7');
    await some.sandbox(`transactions/${transactionId}/void`, { callback: false });

    await some.mission.api.run('poll-open');

    await some.mission.untilState('V-7-1', 'voided');
    expect(await some.kinds('V-7')).toEqual(['invoice', 'credit-note']);
  });

  it('goes by the command line as well, in the same words', async () => {
    await some.issued('V-8');
    const environment = { FAKTURABRO_API_KEY: ADMIN_KEY, FAKTURABRO_URL: some.mission.connector.url };
    const verb = ['invoice', 'void', 'nordic-supplies', 'V-8-1', '--cause', 'goods-returned', '--json'];

    const { exitCode, stdout } = await fakturabro(environment, ...verb);

    expect([exitCode, JSON.parse(stdout)]).toMatchObject([0, { outcome: 'requested', books: 'credit-note' }]);
    await some.mission.untilState('V-8-1', 'voided');
  });
});

describe('cancelling an invoice that is paid in part', () => {
  it('for a cause voids the rest and credits exactly that', async () => {
    await some.partlyPaid('V-20', 50_000, 20_000);

    const { body } = await some.cancel('V-20', 'goods-returned');

    expect(body.cancellation).toMatchObject({ outcome: 'requested', books: 'credit-note' });
    const invoice = await some.mission.untilState('V-20-1', 'closed');
    expect(invoice).toMatchObject({ paidAmount: 20_000, openAmount: 0 });
    expect(await some.balances('V-20')).toEqual({ '1579': 20_000, '2700': -4000, '3000': -16_000 });
  });

  it('without a cause asks a person, and books what is decided', async () => {
    await some.partlyPaid('V-21', 50_000, 20_000);

    expect(await some.cancel('V-21', 'changed their mind')).toMatchObject({
      body: { cancellation: { outcome: 'requested', books: 'undecided' } },
    });
    expect(await some.mission.untilState('V-21-1', 'closed')).toMatchObject({ openAmount: 30_000 });
    const asked = await some.mission.untilCase('V-21-1', 'VOID_CAUSE_NEEDED');
    expect(asked).toMatchObject({
      choices: expect.arrayContaining(['sale-cancelled', 'uncollectable', 'goodwill']) as unknown,
    });
    expect((await some.mission.api.post(`exceptions/${asked.id}/decide`, { choice: 'whatever' })).status).toBe(409);

    await some.mission.api.post(`exceptions/${asked.id}/decide`, { choice: 'goodwill' });

    await some.untilEntries('V-21', ['invoice', 'payment', 'loss']);
    expect(await some.balances('V-21')).toEqual({ '1579': 20_000, '2700': -10_000, '3000': -40_000, '7830': 30_000 });
    expect(await some.mission.invoice('V-21-1')).toMatchObject({ state: 'closed', openAmount: 0 });
    expect((await some.mission.casesOf('V-21-1')).map(({ code }) => code)).not.toContain('VOID_CAUSE_NEEDED');
  });

  it('takes a cause that is told later for an answer to the question', async () => {
    const transactionId = await some.partlyPaid('V-22', 50_000, 20_000);
    await some.sandbox(`transactions/${transactionId}/void`);
    await some.mission.untilCase('V-22-1', 'VOID_CAUSE_NEEDED');

    expect((await some.void('V-22-1', 'sale-cancelled')).body).toMatchObject({
      outcome: 'decided',
      books: 'credit-note',
    });

    await some.untilEntries('V-22', ['invoice', 'payment', 'credit-note']);
    await eventually(
      () => some.mission.casesOf('V-22-1'),
      (cases) => cases.every(({ code }) => code !== 'VOID_CAUSE_NEEDED'),
    );
  });
});

describe('a payment', () => {
  it('that arrives at the moment of the void is kept, and only the rest is cancelled', async () => {
    const transactionId = await some.issued('V-30');
    await some.sandbox(`transactions/${transactionId}/payment-at-void`, { amountMinor: 20_000 });

    await some.void('V-30-1', 'sale-cancelled');

    await some.mission.untilState('V-30-1', 'closed');
    expect(await some.balances('V-30')).toEqual({ '1579': 20_000, '2700': -4000, '3000': -16_000 });
  });

  it('of everything at the moment of the void wins: the invoice is paid, and it is said what to do instead', async () => {
    const transactionId = await some.issued('V-31');
    await some.sandbox(`transactions/${transactionId}/payment-at-void`, { amountMinor: 50_000 });

    await some.cancel('V-31', 'sale-cancelled');

    await some.mission.untilState('V-31-1', 'paid');
    const { what } = await some.mission.untilCase('V-31-1', 'CANCEL_REFUSED');
    expect(what).toContain('500.00 of 500.00 NOK is paid');
    // The order stands: the same content again is known, and a cancellation is refused at once.
    const again = await some.cancel('V-31', 'sale-cancelled');
    expect(again).toMatchObject({ status: 409, body: { code: 'NOT_CANCELLABLE', paidAmount: 50_000 } });
    expect((await some.void('V-31-1', 'sale-cancelled')).status).toBe(409);
    expect((await some.calls('void', transactionId)).filter((status) => status === 200)).toEqual([]);
  });

  it('that was on its way when the invoice was cancelled is owed back to the debtor', async () => {
    const transactionId = await some.issued('V-32');
    await some.void('V-32-1', 'sale-cancelled');
    await some.mission.untilState('V-32-1', 'voided');

    await some.sandbox(`transactions/${transactionId}/payments`, { amountMinor: 50_000, inTransit: true });

    await some.mission.untilCase('V-32-1', 'CAPTURE_AFTER_VOID');
    expect(await some.balances('V-32')).toEqual({ '1579': 50_000, '2990': -50_000 });
    expect((await some.mission.invoice('V-32-1')).state).toBe('voided');
  });

  it('on a cancelled invoice is found by polling too', async () => {
    const transactionId = await some.issued('V-33');
    await some.void('V-33-1', 'sale-cancelled');
    await some.mission.untilState('V-33-1', 'voided');
    await some.sandbox(`transactions/${transactionId}/payments`, {
      amountMinor: 50_000,
      inTransit: true,
      callback: false,
    });

    await some.mission.api.run('poll-open');

    await some.mission.untilCase('V-33-1', 'CAPTURE_AFTER_VOID');
  });
});

it('cancels a grouped purchase before its period ends, and nothing but that', async () => {
  const grouped = { invoice: { product: 'b2b-grouped', channel: 'kravia' } };
  for (const orderId of ['V-40', 'V-41']) {
    await some.mission.api.post('orders', kraviaOrder(orderId, 50_000, grouped));
    await some.mission.untilState(`${orderId}-1`, 'authorised');
  }

  expect((await some.void('V-40-1', 'sale-cancelled')).body).toMatchObject({ outcome: 'requested', books: 'nothing' });

  await some.mission.untilState('V-40-1', 'voided');
  expect(await some.kinds('V-40')).toEqual([]);
  expect((await some.mission.invoice('V-41-1')).state).toBe('authorised');
});

it('leaves whole books behind', () => some.expectWholeBooks());

async function putAccount(settings: object): Promise<void> {
  const answer = await fetch(`${some.mission.dintero}/_sandbox/accounts/T11223344`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(settings),
  });
  if (!answer.ok) throw new Error(await answer.text());
}
