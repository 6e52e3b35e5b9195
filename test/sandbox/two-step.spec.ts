import type { SessionAnswer } from './support/answers.js';
import { Client, faultyFields } from './support/client.js';
import { billingAddress, sessionBody } from './support/requests.js';

describe('paying a session in two steps', () => {
  const client = Client.forTheseTests();

  const payment = (changes: object = {}): object => ({
    payment_product_type: 'kravia.invoice_b2b',
    billing_address: billingAddress(),
    ...changes,
  });
  const create = (body: object = sessionBody()) => client.api('POST', '/sessions', { body });
  const pay = (id: string, body: object = payment()) => client.api('POST', `/sessions/${id}/pay`, { body });

  it('creates a session and pays it with the address of the second call', async () => {
    const { id, url } = (await create()).body;
    expect(url).toBe(`https://checkout.dintero.com/v1/view/${id}`);

    const { status, body } = await pay(id);

    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'AUTHORIZED', session_id: id, billing_address: { postal_place: 'Oslo' } });
    const session = (await client.api('GET', `/sessions/${id}`)).raw as SessionAnswer;
    expect(session.transaction_id).toBe(body.id);
    expect(session.events.map(({ name }) => name)).toEqual(['INITIATED', 'AUTHORIZED']);
  });

  it('takes channel and due days from the configuration of the session', async () => {
    const { id } = (await create(sessionBody({}, { invoice_channel: 'merchant', days_until_due: 10 }))).body;

    const { events, metadata } = (await pay(id)).body;

    expect(metadata['kravia:invoice_channel']).toBe('merchant');
    expect(events).toHaveLength(1);
    const { 'kravia:invoice_date': date, 'kravia:invoice_due_date': due } = events[0]!.metadata;
    expect((Date.parse(due) - Date.parse(date)) / 86_400_000).toBe(10);
  });

  it('creates one from the stored profile', async () => {
    const body = sessionBody({ profile_id: 'default', configuration: undefined });
    const { id } = (await client.api('POST', '/sessions-profile', { body })).body;

    const { metadata } = (await pay(id)).body;

    expect(metadata['session:profile_id']).toBe('default');
  });

  it('gives the whole session when it is asked to', async () => {
    const reply = await client.api('POST', '/sessions?include_session=true', { body: sessionBody() });

    expect(reply.body.session).toMatchObject({ id: reply.body.id, order: { amount: 161_250 } });
  });

  it.each([
    [
      'a billing address in the order',
      { order: { ...order(), billing_address: billingAddress() } },
      'order.billing_address',
    ],
    ['no configuration', { configuration: undefined }, 'configuration'],
    ['a profile', { profile_id: 'default' }, 'profile_id'],
    ['an expiry that is no time', { expires_at: 'tomorrow' }, 'expires_at'],
  ])('refuses %s', async (_what, changes, field) => {
    expect(faultyFields(await create(sessionBody(changes)))).toEqual([field]);
  });

  it.each([
    ['an unknown channel', { invoice_channel: 'post' }, 'invoice_channel'],
    ['a schedule on single invoices', { invoice_schedule: { interval: 'monthly' } }, 'invoice_schedule'],
    ['a misspelled option', { days_to_due: 3 }, 'days_to_due'],
    ['too many days', { days_until_due: 400 }, 'days_until_due'],
  ])('refuses %s', async (_what, product, field) => {
    const reply = await create(sessionBody({}, product));

    expect(faultyFields(reply)).toEqual([`configuration.kravia.invoice_b2b.${field}`]);
  });

  it('takes the schedule of a grouped invoice from the session, but not delivery by the merchant', async () => {
    const grouped = (changes: object) => ({
      configuration: {
        kravia: { invoice_b2b_grouped: { enabled: true, require_identity_verification: false, ...changes } },
      },
    });
    const refused = await create(sessionBody(grouped({ invoice_channel: 'merchant' })));
    const { id } = (await create(sessionBody(grouped({ invoice_schedule: { interval: 'quarterly' } })))).body;
    await pay(id, payment({ payment_product_type: 'kravia.invoice_b2b_grouped' }));
    const close = async (interval: string) =>
      (await client.control('POST', '/groups/close-period', { account: 'T11223344', interval })).body.invoices;

    expect(faultyFields(refused)).toEqual(['configuration.kravia.invoice_b2b_grouped.invoice_channel']);
    expect(await close('monthly')).toHaveLength(0);
    expect(await close('quarterly')).toHaveLength(1);
  });

  it('shows the headers of the caller only when that is asked for', async () => {
    const { id } = (await create()).body;
    const get = (query: string) => client.api('GET', `/sessions/${id}${query}`);

    expect((await get('')).body).not.toHaveProperty('initiating_system_request_headers');
    expect((await get('?includes=initiating_system_request_headers')).body).toHaveProperty(
      'initiating_system_request_headers',
    );
    expect(faultyFields(await get('?includes=everything'))).toEqual(['includes']);
  });

  it('refuses a profile that is missing or unknown', async () => {
    const missing = await client.api('POST', '/sessions-profile', { body: sessionBody() });
    const unknown = await client.api('POST', '/sessions-profile', { body: sessionBody({ profile_id: 'other' }) });

    expect([faultyFields(missing), faultyFields(unknown)]).toEqual([['profile_id'], ['profile_id']]);
  });

  it('compares the sums only under strict-session-amounts', async () => {
    const body = sessionBody({ order: { ...order(), amount: 161_000 } });
    const headers = { 'dintero-feature-toggles': 'strict-session-amounts' };

    expect((await create(body)).status).toBe(200);
    expect(faultyFields(await client.api('POST', '/sessions', { body, headers }))).toEqual(['order.amount']);
  });

  it('refuses the pay call without address or product, and a product that is not enabled', async () => {
    const { id } = (await create()).body;

    expect(faultyFields(await pay(id, {}))).toEqual(['payment_product_type', 'billing_address']);
    expect((await pay(id, payment({ payment_product_type: 'kravia.invoice_b2b_grouped' }))).status).toBe(400);
    expect((await pay('T11223344.nothing')).status).toBe(404);
  });

  it('answers 412 to a session that cannot be paid', async () => {
    const verified = (await create(sessionBody({}, { require_identity_verification: true }))).body;
    const expired = (await create(sessionBody({ expires_at: '2020-01-01T00:00:00Z' }))).body;
    const paid = (await create()).body;
    await pay(paid.id);

    const statuses = await Promise.all([verified, expired, paid].map(async ({ id }) => (await pay(id)).status));
    expect(statuses).toEqual([412, 412, 412]);
  });

  describe('updating', () => {
    const update = (id: string, changes: object, query = '?update_without_lock=true') =>
      client.api('PUT', `/sessions/${id}${query}`, { body: { order: changes } });

    it('changes the order of an unpaid session when the sums still agree', async () => {
      const { id } = (await create()).body;
      const items = [{ line_id: '1', description: 'Lisens', quantity: 1, amount: 5000 }];

      expect((await update(id, { amount: 5000, items })).body.order.amount).toBe(5000);
      expect((await pay(id)).body.amount).toBe(5000);
    });

    it('refuses without lock, with other sums, with another reference, and after the payment', async () => {
      const { id } = (await create()).body;

      expect((await update(id, {}, '')).status).toBe(400);
      expect(faultyFields(await update(id, { amount: 5000 }))).toEqual(['order.amount']);
      expect(faultyFields(await update(id, { merchant_reference: 'x' }))).toEqual(['order.merchant_reference']);
      await pay(id);
      expect((await update(id, {})).status).toBe(400);
    });
  });

  describe('cancelling', () => {
    const cancel = (id: string) => client.api('POST', `/sessions/${id}/cancel`);

    it('cancels an unpaid session, once', async () => {
      const { id } = (await create()).body;

      expect((await cancel(id)).body.cancelled_at).toEqual(expect.any(String));
      expect((await cancel(id)).status).toBe(400);
      expect((await pay(id)).status).toBe(412);
    });

    it('voids an authorised transaction', async () => {
      const { id } = (await create()).body;
      const transaction = (await pay(id)).body;

      await cancel(id);

      expect((await client.transaction(transaction.id)).status).toBe('AUTHORIZATION_VOIDED');
    });

    it('refuses once money has come in', async () => {
      const { id } = (await create()).body;
      const transaction = (await pay(id)).body;
      await client.debtorPays(transaction.id, 1000);

      expect((await cancel(id)).status).toBe(400);
    });
  });
});

function order(): object {
  return sessionBody().order as object;
}
