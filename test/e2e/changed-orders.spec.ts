import { jest } from '@jest/globals';
import { control, eventually } from '../support/api.js';
import { Cancelling, kraviaOrder } from '../support/cancelling.js';

jest.setTimeout(90_000);

let some: Cancelling;

beforeAll(async () => {
  some = await Cancelling.start((yaml) => yaml.replace('flow: one-step', 'flow: one-step\n  changedOrders: reissue'));
});

afterAll(() => some.mission.close());

interface OrderAnswer {
  readonly change?: { readonly outcome: string; readonly differences: readonly string[] };
  readonly code?: string;
  readonly reason?: string;
  readonly differences?: readonly string[];
}

const send = (orderId: string, revision: number, amount: number): Promise<{ status: number; body: OrderAnswer }> =>
  some.mission.api.post('orders', kraviaOrder(orderId, amount, { revision }));

describe('an order that comes back changed', () => {
  it('with a higher revision is voided, credited, and invoiced anew once that is proved', async () => {
    const first = await some.issued('O-1', 50_000);

    const { status, body } = await send('O-1', 2, 62_500);

    expect([status, body.change?.outcome]).toEqual([202, 'reissue']);
    expect(body.change?.differences).toContain('/totalMinor');
    await some.mission.untilState('O-1-2', 'issued');
    expect((await some.mission.invoice('O-1-1')).state).toBe('voided');
    expect(await some.calls('void', first)).toEqual([200]);
    expect(await some.kinds('O-1')).toEqual(['invoice', 'credit-note', 'invoice']);
    expect(await some.balances('O-1')).toEqual({ '1500': 62_500, '2700': -12_500, '3000': -50_000 });
    // Told once more, by a late copy or by the pull: nothing happens.
    expect((await send('O-1', 2, 62_500)).status).toBe(200);
    expect((await send('O-1', 1, 50_000)).status).toBe(200);
    expect(await some.mission.api.items('invoices?orderId=O-1')).toHaveLength(2);
  });

  it('twice in a row ends in the last version alone', async () => {
    await some.issued('O-2', 50_000);
    await some.sandbox('faults', { operation: 'void', fault: 'slow', delayMs: 700, times: 1 });

    const answers = [await send('O-2', 2, 60_000), await send('O-2', 3, 70_000)];

    expect(answers.map(({ status }) => status)).toEqual([202, 202]);

    await some.mission.untilState('O-2-3', 'issued');
    const invoices = await some.mission.api.items<{ reference: string }>('invoices?orderId=O-2');
    expect(invoices.map(({ reference }) => reference)).toEqual(['O-2-3', 'O-2-1']);
  });

  it('and is cancelled meanwhile is not invoiced any more', async () => {
    await some.issued('O-3', 50_000);
    await some.sandbox('faults', { operation: 'void', fault: 'slow', delayMs: 700, times: 1 });

    await send('O-3', 2, 60_000);
    await some.cancel('O-3', 'sale-cancelled', { revision: 2 });

    await some.mission.untilState('O-3-1', 'voided');
    await some.mission.api.run('nightly-sync');
    expect(await some.mission.api.items('invoices?orderId=O-3')).toHaveLength(1);
    expect((await some.mission.api.get<{ state: string }>('orders/O-3')).state).toBe('cancelled');
  });

  it('with the same revision is refused, with what to do', async () => {
    await some.issued('O-4', 50_000);

    const { status, body } = await send('O-4', 1, 60_000);

    expect([status, body.code, body.reason]).toEqual([409, 'ORDER_CHANGED', 'revision']);
    expect((await some.mission.invoice('O-4-1')).state).toBe('issued');
  });

  it('after a part payment is refused, and nothing is voided', async () => {
    const transactionId = await some.partlyPaid('O-5', 50_000, 20_000);

    const { status, body } = await send('O-5', 2, 60_000);

    expect([status, body.reason]).toEqual([409, 'paid']);
    await some.mission.untilCase('O-5', 'ORDER_CHANGED_PAID');
    expect(await some.calls('void', transactionId)).toEqual([]);
  });

  it('while the debtor pays is not invoiced anew: the payment wins, and the order is explained', async () => {
    const transactionId = await some.issued('O-6', 50_000);
    await some.sandbox(`transactions/${transactionId}/payment-at-void`, { amountMinor: 50_000 });

    expect((await send('O-6', 2, 60_000)).status).toBe(202);

    await some.mission.untilState('O-6-1', 'paid');
    await some.mission.untilCase('O-6', 'ORDER_CHANGED_PAID');
    expect(await some.mission.api.items('invoices?orderId=O-6')).toHaveLength(1);
  });

  it('takes the place of one that was held, and nothing is left to decide about that', async () => {
    await send('O-8', 1, 60_000_000);
    await send('O-9', 1, 60_000_000);
    await some.mission.untilState('O-8-1', 'held');
    await some.mission.untilState('O-9-1', 'held');

    await send('O-8', 2, 50_000);
    await send('O-9', 1, 50_000);

    await some.mission.untilState('O-8-2', 'issued');
    await some.mission.untilState('O-9-1', 'issued');
    const cases = [...(await some.mission.casesOf('O-8-1')), ...(await some.mission.casesOf('O-9-1'))];
    expect(cases.map(({ code }) => code)).not.toContain('INVOICE_HELD');
  });

  it('right behind its cancellation waits for the void instead of being refused', async () => {
    await some.issued('O-7', 50_000);
    await some.sandbox('faults', { operation: 'void', fault: 'slow', delayMs: 500, times: 1 });

    await some.cancel('O-7', 'entered twice', { revision: 1 });
    await send('O-7', 2, 60_000);

    await some.mission.untilState('O-7-2', 'issued');
    expect((await some.mission.invoice('O-7-1')).state).toBe('voided');
  });
});

it('never has two live invoices for one order, whatever is sent, cancelled, paid and voided, in any order', async () => {
  const random = randomOf(20261120);
  const orders = Array.from({ length: 5 }, (_, i) => `R-${i}`);
  await putLatency(30);
  const watching = watch(orders);

  await Promise.all(
    orders.map(async (orderId) => {
      for (let step = 0; step < 12; step += 1) await anything(orderId, 1 + step / 2, random);
    }),
  );
  await putLatency(0);
  await some.mission.api.run('nightly-sync');
  await eventually(
    () => some.mission.api.items<{ state: string; orderId: string }>('invoices?limit=200'),
    (all) => all.every(({ state }) => !['planned', 'submitting', 'pending'].includes(state)),
    20_000,
  );

  expect(await watching.end()).toEqual([]);
  const { transactionsByMerchantReference } = await some.mission.provider();
  const ours = Object.entries(transactionsByMerchantReference).filter(([reference]) => reference.startsWith('R-'));
  expect(ours.length).toBeGreaterThan(orders.length);
  expect(ours.filter(([, count]) => count !== 1)).toEqual([]);
  const keys = (await Promise.all(orders.map((orderId) => some.entries(orderId))))
    .flat()
    .map(({ reference }) => reference);
  expect(new Set(keys).size).toBe(keys.length);
  await some.expectWholeBooks();
});

/** One thing that an ERP, a debtor, or somebody in Backoffice may do. Refusals are answers too. */
async function anything(orderId: string, revisionMax: number, random: () => number): Promise<void> {
  const revision = 1 + Math.floor(random() * revisionMax);
  const transactions = await transactionsOf(orderId);
  const latest = transactions.at(-1)?.id;
  const choice = random();
  if (choice < 0.55 || latest === undefined) await send(orderId, revision, 10_000 * revision);
  else if (choice < 0.7) await some.cancel(orderId, 'sale-cancelled', random() < 0.5 ? { revision } : {});
  else if (choice < 0.8) await tolerated(some.sandbox(`transactions/${latest}/payments`, { amountMinor: 4000 }));
  else if (choice < 0.9) await tolerated(some.sandbox(`transactions/${latest}/void`));
  else await tolerated(some.sandbox(`transactions/${latest}/payment-at-void`, { amountMinor: 3000 }));
  await new Promise((resolve) => setTimeout(resolve, random() * 300));
}

interface ProviderTransaction {
  readonly id: string;
  readonly status: string;
  readonly merchant_reference: string;
  readonly events: readonly { readonly event: string }[];
}

async function transactionsOf(prefix: string): Promise<ProviderTransaction[]> {
  const { transactions } = await control<{ transactions: ProviderTransaction[] }>(
    some.mission.dintero,
    'GET',
    `transactions?account=T11223344&reference=${prefix}-`,
  );
  return transactions;
}

/** Looks at the provider the whole time, and keeps every order that ever had two live transactions. */
function watch(orders: readonly string[]): { end: () => Promise<string[]> } {
  const over = new AbortController();
  const found: string[] = [];
  const looking = (async (): Promise<void> => {
    while (!over.signal.aborted) {
      for (const orderId of orders) {
        const live = (await transactionsOf(orderId)).filter(isLive);
        if (live.length > 1) found.push(`${orderId}: ${live.map((some) => some.merchant_reference).join(' and ')}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  })();
  return {
    end: async () => {
      over.abort();
      await looking;
      return found;
    },
  };
}

/** The debtor may still be asked for money. */
function isLive({ status, events }: ProviderTransaction): boolean {
  const isVoided = events.some(({ event }) => event === 'VOID');
  return !isVoided && ['AUTHORIZED', 'PARTIALLY_CAPTURED', 'CAPTURED'].includes(status);
}

async function tolerated(promise: Promise<unknown>): Promise<void> {
  await promise.catch(() => undefined);
}

async function putLatency(latencyMs: number): Promise<void> {
  await control(some.mission.dintero, 'PUT', 'accounts/T11223344', { latencyMs });
}

/** The same numbers every time. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
