import { hookSignature } from '../../sandbox/dintero/messages/signatures.js';
import { Client, faultyFields } from './support/client.js';
import { type Received, Receiver } from './support/receiver.js';

describe('hook subscriptions', () => {
  const client = Client.forTheseTests();
  let receiver: Receiver;

  beforeEach(async () => {
    await client.reconfigure({ hookRetryDelayMs: 1 });
    receiver = await Receiver.start();
  });
  afterEach(() => receiver.close());

  const path = '/accounts/T11223344/hooks/subscriptions';
  const config = (changes: object = {}) => ({
    url: `${receiver.url}/hook`,
    content_type: 'application/json',
    secret: { type: 'HMAC-SHA1', value: 'made-up-hook-secret' },
    insecure_ssl: 0,
    ...changes,
  });
  const subscribe = (changes: object = {}) => client.api('POST', path, { body: { config: config(), ...changes } });
  const eventsOf = (received: readonly Received[]) => received.map(({ content }) => content.event);

  it('pings a new subscription, signed over the body', async () => {
    const { status, body } = await subscribe();

    const [ping] = await receiver.calls(1);

    expect(status).toBe(200);
    expect(JSON.stringify(body)).not.toContain('made-up-hook-secret');
    expect(ping!.headers).toMatchObject({ event: 'ping', 'user-agent': 'Dintero-Hook/1.0' });
    expect(ping!.headers['event-signature']).toBe(hookSignature('made-up-hook-secret', ping!.body));
    expect(ping!.content).toMatchObject({ account_id: 'T11223344', event: 'ping' });
  });

  it('signs with the secret of the account when the subscription brings none', async () => {
    await subscribe({ config: config({ secret: undefined }) });

    const [ping] = await receiver.calls(1);

    expect(ping!.headers['event-signature']).toBe(hookSignature('nordic-hook-secret', ping!.body));
  });

  it('tells of authorisations, changes and settlements', async () => {
    await subscribe();
    const { id } = await client.invoice();
    await client.debtorPays(id, 161_250);
    await client.control('POST', '/accounts/T11223344/settlements', {});

    const received = await receiver.calls(6);

    expect(eventsOf(received).sort()).toEqual([
      'checkout_authorization',
      'checkout_transaction',
      'checkout_transaction',
      'checkout_transaction',
      'ping',
      'settlement_add',
    ]);
    const bodies = received.map(({ content }) => content);
    expect(bodies.find(({ event }) => event === 'checkout_authorization')).toMatchObject({
      authorization: { transaction_id: id, merchant_reference: 'SO-10017-1', error: null },
      transaction: { id },
    });
    const changes = bodies
      .filter(({ event }) => event === 'checkout_transaction')
      .map(({ transaction }) => transaction.status);
    expect(changes.sort()).toEqual(['AUTHORIZED', 'AUTHORIZED', 'CAPTURED']);
  });

  it('sends only the events asked for', async () => {
    await subscribe({ events: ['settlement_add'] });
    const { id } = await client.invoice();
    await client.debtorPays(id, 161_250);
    await client.control('POST', '/accounts/T11223344/settlements', {});

    expect(eventsOf(await receiver.calls(2))).toEqual(['ping', 'settlement_add']);
  });

  it('lists, reads, changes, pings and removes a subscription', async () => {
    const { id } = (await subscribe()).body;
    await receiver.calls(1);

    expect(((await client.api('GET', path)).raw as { id: string }[]).map((each) => each.id)).toEqual([id]);
    const changed = await client.api('PUT', `${path}/${id}`, {
      body: { config: config(), events: ['settlement_add'] },
    });
    expect(changed.body.events).toEqual(['settlement_add']);
    expect((await client.api('POST', `${path}/${id}/ping`)).status).toBe(204);
    await receiver.calls(2);
    expect((await client.api('DELETE', `${path}/${id}`)).status).toBe(200);
    expect((await client.api('GET', `${path}/${id}`)).status).toBe(404);
  });

  it('tries five times, whatever the refusal', async () => {
    receiver.statuses.push(404, 500, 302, 503);
    await subscribe();

    await receiver.calls(5);

    expect((await client.api('GET', path)).body).toHaveLength(1);
  });

  it('deletes a subscription nobody answers for, silently', async () => {
    await client.configure({ hookFailuresMax: 1 });
    receiver.statuses.push(500, 500, 500, 500, 500);
    await subscribe();
    await receiver.calls(5);

    while ((await client.state()).subscriptions > 0) await new Promise((resolve) => setTimeout(resolve, 2));

    expect((await client.api('GET', path)).body).toEqual([]);
    expect((await client.state()).hooks['gave-up']).toBe(1);
  });

  it.each([
    ['no config', { config: undefined }, 'config'],
    ['an event the sandbox never fires', { events: ['receipt_add'] }, 'events'],
    ['a relative address', { config: { url: '/hook' } }, 'config.url'],
    [
      'another kind of secret',
      { config: { url: 'https://example.com', secret: { type: 'MD5', value: 'x' } } },
      'config.secret.type',
    ],
  ])('refuses %s', async (_what, changes, field) => {
    expect(faultyFields(await subscribe(changes))).toEqual([field]);
  });
});
