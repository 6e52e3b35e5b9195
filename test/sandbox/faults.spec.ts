import { setTimeout as sleep } from 'node:timers/promises';
import { Client, faultyFields } from './support/client.js';
import { payBody } from './support/requests.js';

describe('faults on request', () => {
  const client = Client.forTheseTests();

  const invoices = async (): Promise<number> => (await client.state()).transactions;

  it('loses the answer after the work is done', async () => {
    await client.fault({ operation: 'sessions.pay', fault: 'lost-answer' });

    await expect(client.pay()).rejects.toThrow(/fetch failed/);

    expect(await invoices()).toBe(1);
    expect((await client.pay(payBody(), 'strict-success-merchant-reference')).status).toBe(400);
  });

  it('never answers, after the work is done', async () => {
    await client.fault({ operation: 'sessions.pay', fault: 'timeout-after-success' });
    const headers = { authorization: `Bearer ${await client.fetchToken()}`, 'content-type': 'application/json' };
    const options = { method: 'POST', headers, body: JSON.stringify(payBody()), signal: AbortSignal.timeout(500) };

    await expect(fetch(`${client.sandbox.dinteroUrl}/sessions/pay`, options)).rejects.toThrow(/timeout/i);

    expect(await invoices()).toBe(1);
  });

  it('cuts the connection before anything is done', async () => {
    await client.fault({ operation: 'sessions.pay', fault: 'refuse-before' });

    await expect(client.pay()).rejects.toThrow(/fetch failed/);

    expect(await invoices()).toBe(0);
  });

  it('answers a status instead of working', async () => {
    await client.fault({
      operation: 'sessions.pay',
      fault: 'status',
      status: 503,
      retryAfterSeconds: 7,
      body: { message: 'x' },
    });

    const reply = await client.pay();

    expect(reply).toMatchObject({ status: 503, body: { message: 'x' } });
    expect(reply.headers.get('retry-after')).toBe('7');
    expect(await invoices()).toBe(0);
  });

  it('answers a page that is not JSON', async () => {
    await client.fault({ operation: 'token', fault: 'status', status: 502, html: true });

    const reply = await client.requestToken('T11223344', 'nordic-sandbox-client:nordic-sandbox-secret');

    expect(reply.status).toBe(502);
    expect(reply.headers.get('content-type')).toBe('text/html');
    expect(reply.body).toContain('<h1>502</h1>');
  });

  it('works, and answers a status all the same', async () => {
    const { id } = await client.invoice({ payment: { invoice_channel: 'merchant' } });
    await client.fault({ operation: 'capture', fault: 'status-after-success', status: 500 });

    const reply = await client.api('POST', `/transactions/${id}/capture`, { body: { amount: 161_250 } });

    expect(reply.status).toBe(500);
    expect((await client.transaction(id)).events).toHaveLength(2);
  });

  it('is slow', async () => {
    await client.fault({ operation: 'sessions.pay', fault: 'slow', delayMs: 400 });
    const pending = client.pay();
    await sleep(20);
    expect(await invoices()).toBe(0);

    expect((await pending).status).toBe(200);
  });

  it('strikes as often as it is told to, then no more', async () => {
    await client.fault({ operation: 'transactions.list', fault: 'status', status: 500, times: 2 });
    const statuses = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await client.api('GET', '/transactions')).status);

    expect(statuses).toEqual([500, 500, 200]);
    expect((await client.control('GET', '/faults')).body.faults).toEqual([]);
  });

  it('strikes for ever, until it is taken away', async () => {
    await client.fault({ operation: 'transactions.list', fault: 'status', status: 500, times: null });
    for (let call = 0; call < 3; call += 1) expect((await client.api('GET', '/transactions')).status).toBe(500);
    expect((await client.control('GET', '/faults')).body.faults[0]).toMatchObject({ struck: 3, times: null });

    expect((await client.control('DELETE', '/faults')).status).toBe(204);

    expect((await client.api('GET', '/transactions')).status).toBe(200);
  });

  it('strikes by chance, the same way for the same seed', async () => {
    const run = async (): Promise<number[]> => {
      const other = await Client.start({ seed: 42 });
      await other.fault({
        operation: 'transactions.list',
        fault: 'status',
        status: 500,
        times: null,
        probability: 0.5,
      });
      const statuses = [];
      for (let call = 0; call < 20; call += 1) statuses.push((await other.api('GET', '/transactions')).status);
      await other.close();
      return statuses;
    };

    const first = await run();
    expect(await run()).toEqual(first);
    expect(new Set(first)).toEqual(new Set([200, 500]));
  });

  it('strikes only the reference, or the account, it is meant for', async () => {
    const { id } = await client.invoice({ order: { merchant_reference: 'SO-2' } });
    await client.fault({
      operation: 'transaction.get',
      fault: 'status',
      status: 500,
      times: null,
      match: { merchantReference: 'SO-2' },
    });
    await client.fault({
      operation: 'transactions.list',
      fault: 'status',
      status: 500,
      match: { account: 'T55667788' },
    });
    const other = await client.invoice();

    expect((await client.api('GET', `/transactions/${id}`)).status).toBe(500);
    expect((await client.api('GET', `/transactions/${other.id}`)).status).toBe(200);
    expect((await client.api('GET', '/transactions')).status).toBe(200);
  });

  it('counts what it did to a request', async () => {
    await client.fault({ operation: 'sessions.pay', fault: 'status', status: 500 });
    await client.pay();

    const { requests } = (await client.control('GET', '/requests?operation=sessions.pay')).body;
    expect(requests[0]).toMatchObject({ fault: 'status', status: 500, owner: 'T11223344', method: 'POST' });
    expect((await client.state()).requests['sessions.pay']).toEqual({ '500': 1 });
  });

  it.each([
    [{ operation: 'sessions.pay' }, 'fault'],
    [{ operation: 'sessions.nothing', fault: 'slow' }, 'operation'],
    [{ operation: 'sessions.pay', fault: 'broken-pdf' }, 'fault'],
    [{ operation: 'callback', fault: 'lost-answer' }, 'fault'],
    [{ operation: 'smtp.rcpt', fault: 'bounce' }, 'fault'],
    [{ operation: 'sessions.pay', fault: 'status' }, 'status'],
    [{ operation: 'sessions.pay', fault: 'slow' }, 'delayMs'],
    [{ operation: 'sessions.pay', fault: 'lost-answer', probability: 2 }, 'probability'],
    [{ operation: 'sessions.pay', fault: 'lost-answer', times: 0 }, 'times'],
    [{ operation: 'sessions.pay', fault: 'lost-answer', match: { reference: 'x' } }, 'match.reference'],
    [{ operation: 'document', fault: 'redirect', url: '/x' }, 'url'],
  ])('refuses %j', async (fault, field) => {
    const reply = await client.fault(fault);

    expect(reply.status).toBe(400);
    expect(faultyFields(reply)).toEqual([field]);
  });
});
