import { jest } from '@jest/globals';
import { control, eventually } from '../support/api.js';
import { Mission } from '../support/mission.js';
import { smallOrder } from '../support/orders.js';
import { Webshop } from '../support/webshop.js';

jest.setTimeout(60_000);

const ACCOUNT = 'T11223344';

let mission: Mission;
let webshop: Webshop;

beforeAll(async () => {
  mission = await Mission.start((yaml) =>
    yaml
      .replace(
        'flow: one-step',
        'flow: two-step\n  checkout: { linkValidDays: 2, sendLink: true, identityRequired: [b2c] }\n  lookUpReference: orderNumber',
      )
      .replace('concurrency: 8', 'concurrency: 8\n  timeoutSeconds: 2'),
  );
  webshop = new Webshop(mission.installation.sandbox.dinteroUrl, ACCOUNT);
});

afterAll(() => mission.close());

const send = async (order: Record<string, unknown>): Promise<void> => {
  expect((await mission.api.post('orders', order)).status).toBe(202);
};
const byKravia = (orderId: string, invoice: Record<string, unknown> = {}): Record<string, unknown> =>
  smallOrder(orderId, 20_000, { invoice: { channel: 'kravia', ...invoice } });

describe('an invoice in two steps', () => {
  it('is a session that we pay, collected, mailed and paid like any other', async () => {
    await send(smallOrder('TS-1', 20_000, { invoice: { channel: 'merchant' } }));
    const { transactionId, flow } = await mission.untilState('TS-1-1', 'issued');
    await eventually(
      () => mission.api.items<{ state: string }>('deliveries?invoice=TS-1-1'),
      ([first]) => first?.state === 'accepted',
    );
    await mission.pay(transactionId, 20_000);

    expect([flow, (await mission.untilState('TS-1-1', 'paid')).paidAmount]).toEqual(['two-step', 20_000]);
  });

  it('is made once though the answer to the payment was lost', async () => {
    await mission.fault('session.pay', 'TS-2-1', { fault: 'lost-answer', times: 1 });
    await send(byKravia('TS-2'));
    await mission.untilState('TS-2-1', 'issued');

    expect((await mission.provider()).transactionsByMerchantReference['TS-2-1']).toBe(1);
  });

  it('is made once though the answer to the payment never came, and the wait is kept', async () => {
    await mission.fault('session.pay', 'TS-3-1', { fault: 'timeout-after-success', times: 1 });
    await send(byKravia('TS-3'));
    await mission.untilState('TS-3-1', 'issued');

    expect((await mission.provider()).transactionsByMerchantReference['TS-3-1']).toBe(1);
  });

  it('leaves a session that nobody pays when the answer to its creation was lost', async () => {
    const before = await mission.provider();
    await mission.fault('sessions.create', 'TS-4-1', { fault: 'lost-answer', times: 1 });
    await send(byKravia('TS-4'));
    await mission.untilState('TS-4-1', 'issued');

    const after = await mission.provider();
    expect(after.sessions - before.sessions).toBe(2);
    expect(after.transactionsByMerchantReference['TS-4-1']).toBe(1);
  });

  it.each([
    ['with links instead of the transaction', { links: [{ rel: 'session_redirect', href: 'https://x.example' }] }],
    ['with an error beside the transaction', { error: 'Rejected', error_details: { code: 'x' } }],
  ])('reads the session when the payment is answered %s', async (what, body) => {
    const orderId = `TS-5${what.length}`;
    await mission.fault('session.pay', `${orderId}-1`, { fault: 'status-after-success', status: 200, body, times: 1 });
    await send(byKravia(orderId));
    await mission.untilState(`${orderId}-1`, 'issued');
  });

  it('is refused with the provider’s words, and retried by a new session once the old one is ended', async () => {
    await mission.fault('session.pay', 'TS-6-1', {
      fault: 'status',
      status: 200,
      body: { error: 'Rejected', error_details: { code: 'no_credit' } },
      times: 1,
    });
    await send(byKravia('TS-6'));
    const { sessionId } = await mission.untilState('TS-6-1', 'rejected');
    const refused = await mission.untilCase('TS-6-1', 'PROVIDER_REJECTED');
    expect(refused.what).toContain('Rejected: {"code":"no_credit"}');

    await mission.api.post(`exceptions/${refused.id}/retry`);
    await mission.untilState('TS-6-1', 'issued');
    const ended = await control<{ requests: { path: string }[] }>(
      mission.dintero,
      'GET',
      `requests?account=${ACCOUNT}&operation=session.cancel`,
    );
    expect(ended.requests.map(({ path }) => path)).toContain(`/v1/sessions/${sessionId}/cancel`);
  });
});

describe('an order that is cancelled between the two steps', () => {
  it('is never invoiced, and its session is ended', async () => {
    await mission.fault('session.pay', 'TS-7-1', { fault: 'refuse-before', times: null });
    await send(byKravia('TS-7'));
    const { sessionId } = await eventually(
      () => mission.invoice('TS-7-1'),
      (invoice) => typeof invoice.sessionId === 'string',
    );
    await mission.api.post('orders', { orderId: 'TS-7', status: 'cancelled', cause: 'entered twice' });
    await mission.untilState('TS-7-1', 'withdrawn');

    await expect(mission.customer(sessionId, 'pay')).rejects.toThrow('412');
    expect((await mission.provider()).transactionsByMerchantReference).not.toHaveProperty('TS-7-1');
  });
});

describe('a checkout', () => {
  it('gives the link to ERP and debtor, and becomes an invoice when the debtor accepts', async () => {
    await mission.webhook(byKravia('CO-1', { flow: 'checkout' }));
    const waiting = await mission.untilState('CO-1-1', 'awaiting-debtor');
    expect(waiting.checkoutUrl).toContain(waiting.sessionId);
    const daysValid = (Date.parse(waiting.checkoutExpiresAt ?? '') - Date.now()) / 86_400_000;
    expect(daysValid).toBeCloseTo(2, 1);

    const mails = await eventually(
      () => mission.mailsTo('ap@fjordtest.example'),
      (all) => all.some(({ messageId }) => messageId.includes('CO-1-1.link')),
    );
    const { text } = await mission.mailWith(
      mails.find(({ messageId }) => messageId.includes('CO-1-1.link'))!.messageId,
    );
    expect(text).toContain(waiting.checkoutUrl);
    const told = await eventually(
      () => factsOf('CO-1'),
      (facts) => facts.some(({ state }) => state === 'awaiting-debtor'),
    );
    expect(told.at(-1)).toMatchObject({ checkoutUrl: waiting.checkoutUrl, transactionId: null });

    const { transaction } = await mission.customer(waiting.sessionId, 'pay');
    const issued = await mission.untilState('CO-1-1', 'issued');
    expect(issued).toMatchObject({ transactionId: transaction?.id, checkoutUrl: null });
    await mission.pay(issued.transactionId, 20_000);
    await mission.untilState('CO-1-1', 'paid');
    expect((await mission.provider()).transactionsByMerchantReference['CO-1-1']).toBe(1);
  });

  it('is found by polling when no callback comes', async () => {
    await send(byKravia('CO-2', { flow: 'checkout', sendLink: false }));
    const { sessionId } = await mission.untilState('CO-2-1', 'awaiting-debtor');
    await mission.fault('callback', 'CO-2-1', { fault: 'drop', times: null });
    await mission.customer(sessionId, 'pay');
    await mission.api.run('poll-open');
    await mission.untilState('CO-2-1', 'issued');
  });

  it('explains a refused attempt once, and makes a new link on request', async () => {
    await mission.webhook(byKravia('CO-3', { flow: 'checkout' }));
    const { sessionId } = await mission.untilState('CO-3-1', 'awaiting-debtor');
    await mission.customer(sessionId, 'decline');
    const declined = await mission.untilCase('CO-3-1', 'CHECKOUT_DECLINED');
    expect(declined.what).toContain('does not give this debtor credit');
    await mission.api.run('poll-open');

    await mission.api.post(`exceptions/${declined.id}/retry`);
    const renewed = await eventually(
      () => mission.invoice('CO-3-1'),
      (invoice) => invoice.state === 'awaiting-debtor' && invoice.sessionId !== sessionId,
    );
    await mission.customer(renewed.sessionId, 'pay');
    await mission.untilState('CO-3-1', 'issued');
    expect((await mission.provider()).invoicedTwice).toEqual([]);
    expect(await mission.casesOf('CO-3-1')).toEqual([]);
  });

  it('that the debtor ends is explained', async () => {
    await send(byKravia('CO-4', { flow: 'checkout' }));
    const { sessionId } = await mission.untilState('CO-4-1', 'awaiting-debtor');
    await mission.customer(sessionId, 'cancel');
    await mission.untilState('CO-4-1', 'expired');
    await mission.untilCase('CO-4-1', 'CHECKOUT_ENDED');
  });

  it('that Dintero does not know any more is over, and holds up no cancellation', async () => {
    await send(byKravia('CO-9', { flow: 'checkout' }));
    await mission.untilState('CO-9-1', 'awaiting-debtor');
    await control(mission.dintero, 'POST', 'faults', {
      operation: 'session.get',
      fault: 'status',
      status: 404,
      times: 2,
    });

    await mission.api.post('orders', { orderId: 'CO-9', status: 'cancelled', cause: 'entered twice' });

    await mission.untilState('CO-9-1', 'withdrawn');
  });

  it('that the ERP cancels cannot be paid any more, and a new revision can', async () => {
    await send(byKravia('CO-5', { flow: 'checkout' }));
    const { sessionId } = await mission.untilState('CO-5-1', 'awaiting-debtor');
    await mission.api.post('orders', { orderId: 'CO-5', status: 'cancelled', cause: 'entered twice' });
    await mission.untilState('CO-5-1', 'withdrawn');
    await expect(mission.customer(sessionId, 'pay')).rejects.toThrow('412');

    await send({ ...byKravia('CO-5'), revision: 2 });
    await mission.untilState('CO-5-2', 'issued');
    expect((await mission.provider()).transactionsByMerchantReference).not.toHaveProperty('CO-5-1');
  });
});

describe('a sale that exists already', () => {
  it('is bound by the id of its transaction, and not invoiced again', async () => {
    const transactionId = await webshop.sell('WEB-1');
    const { payCalls } = await mission.provider();
    await send(byKravia('AD-1', { channel: undefined, transactionId }));

    expect(await mission.untilState('AD-1-1', 'issued')).toMatchObject({ transactionId, flow: 'adopted' });
    expect((await mission.provider()).payCalls).toBe(payCalls);
  });

  it('is bound once the debtor has paid its session', async () => {
    await send(byKravia('AD-2', { flow: 'checkout', sendLink: false }));
    const foreign = (await mission.untilState('AD-2-1', 'awaiting-debtor')).sessionId;
    await send(byKravia('AD-3', { sessionId: foreign }));
    await mission.untilState('AD-3-1', 'awaiting-debtor');
    await mission.fault('callback', 'AD-2-1', { fault: 'drop', times: null });
    await mission.customer(foreign, 'pay');
    await mission.api.run('poll-open');

    // Both orders claim the same sale: one has it, the other is told so.
    const states = await eventually(
      () => Promise.all(['AD-2-1', 'AD-3-1'].map((reference) => mission.invoice(reference))),
      (both) => both.some(({ state }) => state === 'issued'),
    );
    const loser = states[0]?.state === 'issued' ? 'AD-3-1' : 'AD-2-1';
    expect((await mission.untilCase(loser, 'SALE_TAKEN')).what).toContain('belongs to order');
  });

  it('is bound by its reference, or the order waits until it exists', async () => {
    await send(byKravia('AD-4', { saleReference: 'WEB-4' }));
    const missing = await mission.untilCase('AD-4-1', 'SALE_UNKNOWN');
    await webshop.sell('WEB-4');
    await mission.api.post(`exceptions/${missing.id}/retry`);
    await mission.untilState('AD-4-1', 'issued');
    expect((await mission.provider()).transactionsByMerchantReference).not.toHaveProperty('AD-4-1');
  });

  it('stops the order with both values when its amount differs', async () => {
    const transactionId = await webshop.sell('WEB-5', 20_001);
    await send(byKravia('AD-5', { transactionId }));
    const { what } = await mission.untilCase('AD-5-1', 'ADOPTION_MISMATCH');
    expect(what).toContain('200.01 NOK instead of 200.00 NOK');
  });

  it('cannot be two orders’', async () => {
    const transactionId = await webshop.sell('WEB-6');
    await send(byKravia('AD-6', { transactionId }));
    await mission.untilState('AD-6-1', 'issued');
    await send(byKravia('AD-7', { transactionId }));
    expect((await mission.untilCase('AD-7-1', 'SALE_TAKEN')).what).toContain('AD-6');
  });

  it('is found by the order’s number where the merchant’s configuration says so', async () => {
    const transactionId = await webshop.sell('4711');
    await send({ ...byKravia('AD-9'), orderNumber: '4711' });

    expect(await mission.untilState('AD-9-1', 'issued')).toMatchObject({ transactionId, flow: 'adopted' });
  });

  it('is given up, with the reason, when its session runs out unpaid', async () => {
    const sessionId = await webshop.open('WEB-10', new Date(Date.now() + 1500));
    await send(byKravia('AD-10', { sessionId }));
    const waiting = await mission.untilState('AD-10-1', 'awaiting-debtor');
    expect(waiting.checkoutUrl).toBeNull();

    await eventually(
      async () => {
        await mission.api.run('poll-open');
        return mission.invoice('AD-10-1');
      },
      ({ state }) => state === 'expired',
    );
    expect((await mission.untilCase('AD-10-1', 'CHECKOUT_EXPIRED')).what).toContain('unused');
  });

  it('is refused at once when the order also asks for an invoice', async () => {
    const order = byKravia('AD-8', { transactionId: `${ACCOUNT}.x`, flow: 'checkout' });
    const { status, body } = await mission.api.post<{ errors: { pointer: string }[] }>('orders', order);
    expect([status, body.errors.map(({ pointer }) => pointer)]).toEqual([422, ['/invoice/flow']]);
  });
});

interface ToldFacts {
  readonly state: string;
  readonly checkoutUrl?: string;
}

async function factsOf(orderId: string): Promise<ToldFacts[]> {
  const state = await control<{ invoices: Record<string, { facts: ToldFacts }[]> }>(
    mission.erp,
    'GET',
    'nordic-supplies/state',
  );
  return (state.invoices[orderId] ?? []).map(({ facts }) => facts);
}
