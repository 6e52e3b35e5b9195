import { setTimeout as sleep } from 'node:timers/promises';
import { foldDiscounts } from '../../src/domain/order/fold-discounts.js';
import { toPayRequest } from '../../src/integrations/dintero/to-pay-request.js';
import { orderOf } from '../../src/orders/order-message.js';
import { readOrderMessage } from '../../src/orders/read-order.js';
import { API_KEY, type BenchWorld, CONCURRENCY, MERCHANT } from '../support/bench-world.js';
import { type PreparedRequest, sendAll } from '../support/load.js';
import { benchOrder } from '../support/orders.js';
import type { Row } from '../support/result.js';

/** Order to AUTHORIZED at 0 ms, against a loop of the same calls with the same concurrency and no database. */
export async function issueAtOnce(world: BenchWorld): Promise<Row> {
  await world.setLatency(0);
  const ceiling = await payDirectly(world, 'C0', 1000);
  const ours = await issueThroughConnector(world, 'O0', 1000);
  return { name: 'issue, provider at 0 ms', unit: 'invoices/s', ours, ceiling, goal: 0.35 };
}

/** The same with a provider that takes 100 ms: nothing but its latency should count. */
export async function issueAtHundred(world: BenchWorld): Promise<Row> {
  await world.setLatency(100);
  const ours = await issueThroughConnector(world, 'O1', 2000);
  return { name: 'issue, provider at 100 ms', unit: 'invoices/s', ours, ceiling: CONCURRENCY / 0.1, goal: 0.9 };
}

async function payDirectly(world: BenchWorld, prefix: string, count: number): Promise<number> {
  const token = await tokenOf(world);
  const requests: PreparedRequest[] = Array.from({ length: count }, (_, i) => ({
    path: '/v1/sessions/pay',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'dintero-feature-toggles': 'strict-success-merchant-reference',
    },
    body: JSON.stringify(payBody(`${prefix}-${i}`)),
  }));
  return sendAll(world.dinteroOrigin, requests, CONCURRENCY);
}

function payBody(orderId: string): unknown {
  const order = orderOf(readOrderMessage(Buffer.from(JSON.stringify(benchOrder(orderId))), 'test'));
  if (!order) throw new Error('The order of the benchmark is not valid.');
  const terms = { flow: 'one-step', product: 'b2b', channel: 'kravia', daysUntilDue: 30, interval: null } as const;
  const request = { reference: `${orderId}-1`, terms, order, lines: foldDiscounts(order.lines) };
  return toPayRequest(request, 'http://127.0.0.1:9/callback');
}

async function tokenOf(world: BenchWorld): Promise<string> {
  const login = Buffer.from('nordic-sandbox-client:nordic-sandbox-secret').toString('base64');
  const response = await fetch(`${world.dinteroOrigin}/v1/accounts/T11223344/auth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${login}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      grant_type: 'client_credentials',
      audience: 'https://api.dintero.com/v1/accounts/T11223344',
    }),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

/** Orders are received while nobody works on them; then a worker starts, and is measured between its first and last. */
async function issueThroughConnector(world: BenchWorld, prefix: string, count: number): Promise<number> {
  const { url, process: api } = await world.connector('api');
  const requests = Array.from({ length: count }, (_, i) => ({
    path: `/v1/merchants/${MERCHANT}/orders`,
    headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify(benchOrder(`${prefix}-${i}`)),
  }));
  await sendAll(url, requests, 32);
  await api.stop();
  await world.pool.query('vacuum analyze');

  const { process: worker } = await world.connector('worker');
  const first = await until(world, (done) => done > count * 0.05);
  const last = await until(world, (done) => done === count);
  await worker.stop();
  return (last.done - first.done) / ((last.at - first.at) / 1000);
}

async function until(world: BenchWorld, isEnough: (done: number) => boolean): Promise<{ done: number; at: number }> {
  for (;;) {
    const { rows } = await world.pool.query<{ done: number }>(
      'select count(*)::int as done from invoice where transaction_id is not null',
    );
    const done = rows[0]?.done ?? 0;
    if (isEnough(done)) return { done, at: performance.now() };
    await sleep(15);
  }
}
