import { createHmac } from 'node:crypto';
import { jest } from '@jest/globals';
import { control, eventually } from '../support/api.js';
import { Mission } from '../support/mission.js';
import { smallOrder } from '../support/orders.js';

jest.setTimeout(60_000);

let mission: Mission;

beforeAll(async () => {
  mission = await Mission.start();
});

afterAll(() => mission.close());

describe('the provider', () => {
  it('may lose its answer: the invoice is adopted, not doubled', async () => {
    await control(mission.dintero, 'POST', 'faults', {
      operation: 'sessions.pay',
      fault: 'lost-answer',
      times: 1,
      match: { merchantReference: 'E-9-1' },
    });
    await mission.api.post('orders', smallOrder('E-9', 20_000, { invoice: { channel: 'kravia' } }));
    await mission.untilState('E-9-1', 'issued');
    const state = await control<{ transactionsByMerchantReference: Record<string, number> }>(
      mission.dintero,
      'GET',
      'state?account=T11223344',
    );
    expect(state.transactionsByMerchantReference['E-9-1']).toBe(1);
  });

  it('may refuse: the order stops with its reason, and can be tried again', async () => {
    await mission.api.post('orders', smallOrder('E-10', 20_000, { debtor: { email: 'ap+refused@fjordtest.example' } }));
    await mission.untilState('E-10-1', 'rejected');
    const [exception] = await mission.api.items<{ id: string; what: string; retryable: boolean }>(
      'exceptions?code=PROVIDER_REJECTED&language=en',
    );
    expect(exception).toMatchObject({ subject: { kind: 'invoice', id: 'E-10-1' }, retryable: true });
    expect((await mission.api.post(`exceptions/${exception?.id ?? ''}/retry`)).status).toBe(202);
    const again = await eventually(
      () => mission.api.items<{ id: string }>('exceptions?code=PROVIDER_REJECTED'),
      ([first]) => first !== undefined && first.id !== exception?.id,
    );
    expect(again).toHaveLength(1);
  });

  it('may call back with a wrong signature: 401, and nothing is believed', async () => {
    const answer = await fetch(
      `${mission.connector.url}/v1/merchants/nordic-supplies/dintero/callback?transaction_id=T11223344.x`,
      {
        headers: { 'dintero-signature': `t=${Math.floor(Date.now() / 1000)},v0-hmac-sha256=${'0'.repeat(64)}` },
      },
    );
    expect(answer.status).toBe(401);
  });

  it('may call by GET or POST, ten times, about anything: every message is kept and answered 200', async () => {
    const path = `/v1/merchants/nordic-supplies/dintero/callback?transaction_id=T11223344.unknown&merchant_reference=NOT-OURS&event=CAPTURE`;
    const url = new URL(mission.connector.url + path);
    for (const method of ['GET', 'POST', ...Array.from({ length: 8 }, () => 'POST')]) {
      const answer = await fetch(url, { method, headers: { 'dintero-signature': signatureOf(method, url) } });
      expect(answer.status).toBe(200);
    }
    expect((await mission.api.items('inbox?subject=T11223344.unknown')).length).toBe(10);
  });

  it.each(['sid', 'session_id'])('may tell of a failure that names nothing but its session (%s)', async (name) => {
    const session = `T11223344.${name}`;
    const path = `/v1/merchants/nordic-supplies/dintero/callback?${name}=${session}&error=authorization`;
    const url = new URL(mission.connector.url + path);
    const answer = await fetch(url, { headers: { 'dintero-signature': signatureOf('GET', url) } });

    expect([answer.status, await answer.json()]).toEqual([200, {}]);
    expect(await mission.api.items(`inbox?subject=${session}`)).toHaveLength(1);
  });

  it('may lose a callback: polling finds the payment', async () => {
    await mission.api.post('orders', smallOrder('E-11', 30_000, { invoice: { channel: 'kravia' } }));
    const { transactionId } = await mission.untilState('E-11-1', 'issued');
    await mission.pay(transactionId, 30_000, false);
    await mission.api.run('poll-open');
    expect((await mission.untilState('E-11-1', 'paid')).paidAmount).toBe(30_000);
  });

  it('may send a settlement one øre short: nothing is posted, and the difference is explained', async () => {
    const { id } = await control<{ id: string }>(mission.dintero, 'POST', 'accounts/T11223344/settlements', {
      shortByMinor: 1,
      shortAs: 'header',
    });
    await mission.api.run('settlements');
    await eventually(
      () => mission.api.get<{ state: string }>(`settlements/${id}`),
      ({ state }) => state === 'stopped',
    );
    const [exception] = await mission.api.items<{ what: string; subject: { id: string } }>(
      'exceptions?code=SETTLEMENT_UNBALANCED',
    );
    expect(exception?.subject.id).toBe(id);
    expect(await mission.api.items(`journal-entries?settlementId=${id}`)).toHaveLength(0);
  });
});

/** Written apart from the product's own code: the six lines of the documentation. */
function signatureOf(method: string, url: URL): string {
  const t = Math.floor(Date.now() / 1000);
  const query = new URLSearchParams(url.search);
  query.sort();
  const text = [t, 'T11223344', method, url.hostname, url.pathname, query.toString()].join('\n');
  const secret = mission.installation.secrets.NORDIC_DINTERO_SIGNATURE ?? '';
  return `t=${t},v0-hmac-sha256=${createHmac('sha256', secret).update(text).digest('hex')}`;
}
