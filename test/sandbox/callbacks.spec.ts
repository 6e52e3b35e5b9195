import { callbackSignature } from '../../sandbox/dintero/messages/signatures.js';
import { Client } from './support/client.js';
import { type Received, Receiver } from './support/receiver.js';
import { sessionBody } from './support/requests.js';

describe('session callbacks', () => {
  const client = Client.forTheseTests();
  let receiver: Receiver;

  beforeEach(async () => {
    await client.reconfigure({ callbackRetryDelayMs: 5 });
    receiver = await Receiver.start();
  });
  afterEach(() => receiver.close());

  const callbackTo = (query = '') => ({
    session: { url: { callback_url: `${receiver.url}/dintero/callback${query}` } },
  });
  const reporting = (query = '') => callbackTo(`?report_event=CAPTURE&report_event=VOID&report_event=REFUND${query}`);
  /** Waits for what the sandbox notes only after the receiver has answered. */
  const settled = async (count: number) => {
    for (;;) {
      const { deliveries: all } = (await client.control('GET', '/deliveries')).body;
      if (all.length >= count && all.every(({ outcome }) => outcome !== 'pending')) return all;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };

  const isSigned = (received: Received, secret = 'nordic-signature-secret'): boolean => {
    const header = String(received.headers['dintero-signature']);
    const timestamp = Number(/t=(\d+)/.exec(header)?.[1]);
    const fresh = Math.abs(Date.now() / 1000 - timestamp) < 60;
    const { method, url } = received;
    return fresh && header === callbackSignature(secret, { accountId: 'T11223344', method, url, timestamp });
  };

  it('calls by GET when the invoice is authorised, with the ids and our own parameters, signed', async () => {
    const { id, session_id, created_at } = await client.invoice(callbackTo('?tenant=no%201&sid_parameter_name=sid'));

    const [callback] = await receiver.calls(1);

    expect(callback!.method).toBe('GET');
    expect(callback!.body).toBe('');
    expect(Object.fromEntries(callback!.url.searchParams)).toEqual({
      tenant: 'no 1',
      sid_parameter_name: 'sid',
      transaction_id: id,
      sid: session_id,
      merchant_reference: 'SO-10017-1',
      time: created_at,
    });
    expect(callback!.headers['event-delivery']).toEqual(expect.any(String));
    expect(isSigned(callback!)).toBe(true);
  });

  it('posts the transaction as it was at that moment, with the session when that is asked for', async () => {
    await client.invoice(reporting('&method=POST&includes=session'));
    await receiver.calls(1);

    const transaction = receiver.received[0]!.content;

    expect(receiver.received[0]!.method).toBe('POST');
    expect(transaction.status).toBe('AUTHORIZED');
    expect(transaction.session.order.merchant_reference).toBe('SO-10017-1');
    expect(isSigned(receiver.received[0]!)).toBe(true);
  });

  it('signs with real time also when the clock was moved', async () => {
    await client.advance(90 * 86_400);
    await client.reconfigure({});
    await client.invoice(callbackTo());

    expect(isSigned((await receiver.calls(1))[0]!)).toBe(true);
  });

  it('signs nothing before there is a secret', async () => {
    await client.configure({ signatureSecret: null });
    await client.invoice(callbackTo());

    expect((await receiver.calls(1))[0]!.headers).not.toHaveProperty('dintero-signature');
  });

  it('reports the events that were asked for', async () => {
    const { id } = await client.invoice(reporting());
    await client.debtorPays(id, 100_000);
    await client.api('POST', `/transactions/${id}/void`);
    await client.control('POST', `/transactions/${id}/reversal`);

    const received = await receiver.calls(4);

    const events = received.map(({ url }) => url.searchParams.get('event')).sort();
    expect(events).toEqual(['CAPTURE', 'REFUND', 'VOID', null].sort());
    const capture = received.find(({ url }) => url.searchParams.get('event') === 'CAPTURE');
    expect(capture!.url.searchParams.get('event_id')).toBe('3');
    expect(capture!.url.searchParams.getAll('report_event')).toEqual(['CAPTURE', 'VOID', 'REFUND']);
  });

  it('reports no payment when that was not asked for, nor when it is to be lost', async () => {
    const { id } = await client.invoice(callbackTo());
    await client.debtorPays(id, 1000);
    const other = await client.invoice(reporting());
    await client.debtorPays(other.id, 1000, { callback: false });

    expect(await settled(2)).toHaveLength(2);
  });

  it('reports a failure only to those who ask, with less in it', async () => {
    const address = { email: 'ap+refused@nordmann.example' };
    await client.invoice({ address, ...callbackTo() });
    await client.invoice({ address, ...callbackTo('?report_error=true&method=POST') });
    await client.invoice({ address: { email: 'ap+declined@nordmann.example' }, ...callbackTo('?report_error=true') });

    const received = await receiver.calls(2);

    expect(await settled(2)).toHaveLength(2);
    const [failed, declined] = [...received].sort((one, other) => other.method.localeCompare(one.method));
    expect(failed!.url.searchParams.get('error')).toBe('authorization');
    expect(failed!.url.searchParams.has('transaction_id')).toBe(false);
    expect(failed!.body).toBe('');
    expect(declined!.url.searchParams.has('transaction_id')).toBe(true);
  });

  it('reports a cancelled session', async () => {
    const url = { callback_url: `${receiver.url}/cb?report_error=true` };
    const { id } = (await client.api('POST', '/sessions', { body: sessionBody({ url }) })).body;
    await client.api('POST', `/sessions/${id}/cancel`);

    expect((await receiver.calls(1))[0]!.url.searchParams.get('error')).toBe('cancelled');
  });

  it('waits as long as it is told to, at most a minute', async () => {
    await client.invoice(callbackTo('?delay_callback=600'));
    await client.advance(59);
    expect(receiver.received).toHaveLength(0);

    await client.advance(1);

    await receiver.calls(1);
  });

  it('tries again after a 5xx, with a signature for each try', async () => {
    receiver.statuses.push(503, 500);
    const { id } = await client.invoice(callbackTo());

    const received = await receiver.calls(3);

    expect(received.every((callback) => isSigned(callback))).toBe(true);
    expect(new Set(received.map(({ headers }) => headers['event-delivery'])).size).toBe(1);
    const [delivery] = await settled(1);
    expect(delivery).toMatchObject({ outcome: 'delivered', transactionId: id, event: 'AUTHORIZE' });
    expect(delivery!.tries.map(({ status }) => status)).toEqual([503, 500, 200]);
    expect((await client.state()).callbacks).toMatchObject({ delivered: 1, pending: 0 });
  });

  it.each([400, 404, 409])('never tries again after %d', async (status) => {
    receiver.statuses.push(status);
    await client.invoice(callbackTo());

    const [delivery] = await settled(1);

    expect(delivery).toMatchObject({ outcome: 'refused' });
    expect(delivery!.tries).toHaveLength(1);
  });

  it('gives up after all its tries', async () => {
    await client.configure({ callbackTriesMax: 3 });
    receiver.statuses.push(500, 500, 500);
    await client.invoice(callbackTo());

    const [delivery] = await settled(1);

    expect(delivery).toMatchObject({ outcome: 'gave-up' });
    expect(receiver.received).toHaveLength(3);
  });

  it('tries again when nobody listens, or nobody answers in time', async () => {
    await client.configure({ callbackTriesMax: 2, callbackTimeoutMs: 50 });
    const nobody = { session: { url: { callback_url: 'http://127.0.0.1:1/callback' } } };
    await client.invoice(nobody);

    const [delivery] = await settled(1);

    expect(delivery).toMatchObject({ outcome: 'gave-up', tries: [{ status: null }, { status: null }] });
  });

  describe('under a fault', () => {
    const fault = (name: string, more: object = {}) => client.fault({ operation: 'callback', fault: name, ...more });

    it('are dropped', async () => {
      await fault('drop');
      await client.invoice(callbackTo());

      expect((await client.state()).callbacks).toMatchObject({ dropped: 1, pending: 0, delivered: 0 });
    });

    it('come twice, as two deliveries', async () => {
      await fault('double');
      await client.invoice(callbackTo());

      const received = await receiver.calls(2);

      expect(new Set(received.map(({ headers }) => headers['event-delivery'])).size).toBe(2);
      expect(new Set(received.map(({ url }) => url.search)).size).toBe(1);
    });

    it('come late, telling what was true then', async () => {
      await fault('late', { delayMs: 60_000 });
      const { id } = await client.invoice(reporting('&method=POST'));
      await client.debtorPays(id, 161_250);
      await receiver.calls(1);

      await client.advance(60);

      const [first, second] = (await receiver.calls(2)).map(({ content }) => content.status);
      expect([first, second]).toEqual(['CAPTURED', 'AUTHORIZED']);
    });

    it('change places', async () => {
      await fault('reorder');
      const { id } = await client.invoice(reporting());
      await client.debtorPays(id, 1000);

      const received = await receiver.calls(2);

      expect(received.map(({ url }) => url.searchParams.get('event'))).toEqual(['CAPTURE', null]);
    });

    it('carry a wrong signature', async () => {
      await fault('bad-signature');
      await client.invoice(callbackTo());
      await client.invoice(callbackTo());

      const received = await receiver.calls(2);

      expect(received.filter((callback) => isSigned(callback))).toHaveLength(1);
    });

    it('strike only what they match', async () => {
      await fault('drop', { match: { merchantReference: 'SO-2' }, times: null });
      await client.invoice({ ...callbackTo(), order: { merchant_reference: 'SO-2' } });
      await client.invoice(callbackTo());

      expect((await receiver.calls(1))[0]!.url.searchParams.get('merchant_reference')).toBe('SO-10017-1');
      expect((await client.state()).callbacks.dropped).toBe(1);
    });
  });
});
