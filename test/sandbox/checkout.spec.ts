import type { SessionAnswer } from './support/answers.js';
import { Client } from './support/client.js';
import { Receiver } from './support/receiver.js';
import { billingAddress, sessionBody } from './support/requests.js';

describe('a person at the checkout page', () => {
  const client = Client.forTheseTests();
  let receiver: Receiver;

  beforeEach(async () => {
    receiver = await Receiver.start();
  });
  afterEach(() => receiver.close());

  const create = async (product: object = {}, changes: object = {}): Promise<string> => {
    const url = { return_url: 'https://shop.example/', callback_url: `${receiver.url}/callback?report_error=true` };
    return (await client.api('POST', '/sessions', { body: sessionBody({ url, ...changes }, product) })).body.id;
  };
  const does = (id: string, action: string, more: object = {}) =>
    client.control('POST', `/sessions/${id}/customer`, { does: action, ...more });
  const session = async (id: string): Promise<SessionAnswer> =>
    (await client.api('GET', `/sessions/${id}`)).raw as SessionAnswer;
  const eventsOf = async (id: string): Promise<string[]> => (await session(id)).events.map(({ name }) => name);

  it('accepts, and the transaction is called back', async () => {
    const id = await create({ require_identity_verification: true, invoice_channel: 'kravia' });
    await does(id, 'pay', { billingAddress: billingAddress() });

    const [callback] = await receiver.calls(1);
    const { transaction_id: transactionId } = await session(id);
    expect(callback?.url.searchParams.get('transaction_id')).toBe(transactionId);
    expect(await eventsOf(id)).toEqual(['INITIATED', 'VISITED', 'AUTHORIZED', 'AUTH_CALLBACK_SENT']);
  });

  it('looks and goes away, which nobody is told', async () => {
    const id = await create();
    await does(id, 'visit');

    expect(await eventsOf(id)).toEqual(['INITIATED', 'VISITED']);
    expect(receiver.received).toHaveLength(0);
  });

  it('is refused credit: the session has a DECLINED transaction, and is over', async () => {
    const id = await create();
    await does(id, 'decline');

    const { transaction_id: transactionId } = await session(id);
    expect((await client.transaction(transactionId)).status).toBe('DECLINED');
    expect((await does(id, 'pay')).status).toBe(412);
  });

  it('fails once and tries again', async () => {
    const id = await create();
    await does(id, 'fail');
    const [callback] = await receiver.calls(1);

    expect(callback?.url.searchParams.get('error')).toBe('failed');
    expect((await does(id, 'pay')).status).toBe(200);
  });

  it('presses cancel, and nobody can pay any more', async () => {
    const id = await create();
    await does(id, 'cancel');
    const [callback] = await receiver.calls(1);

    expect(callback?.url.searchParams.get('error')).toBe('cancelled');
    expect((await does(id, 'pay')).status).toBe(412);
  });

  it.each([
    ['without BankID where it is asked for', { identified: false }, 409],
    ['with a product the session does not offer', { product: 'kravia.invoice_b2c' }, 400],
    ['with an address that lacks something', { billingAddress: { first_name: 'Kari' } }, 400],
  ])('cannot pay %s', async (_, details, status) => {
    const id = await create({ require_identity_verification: true });

    expect((await does(id, 'pay', details)).status).toBe(status);
    expect((await session(id)).transaction_id).toBeUndefined();
  });

  it('cannot open a page that has no way back, nor one that has expired', async () => {
    const nowhere = await create({}, { url: {} });
    const expired = await create({}, { expires_at: '2020-01-01T00:00:00Z' });

    expect((await does(nowhere, 'visit')).status).toBe(409);
    expect((await does(expired, 'visit')).status).toBe(412);
  });
});
