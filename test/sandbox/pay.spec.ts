import { Client } from './support/client.js';
import { payBody } from './support/requests.js';

describe('paying a session in one step', () => {
  const client = Client.forTheseTests();

  it('authorises an invoice and starts its collection at once when Kravia delivers it', async () => {
    await client.control('POST', '/time', { set: '2026-06-02T08:00:00Z' });
    await client.reconfigure({});

    const transaction = await client.invoice();

    expect(transaction).toMatchObject({
      status: 'AUTHORIZED',
      success: true,
      actions: [],
      payment_product: 'kravia',
      payment_product_type: 'kravia.invoice_b2b',
      amount: 161_250,
      currency: 'NOK',
      merchant_reference: 'SO-10017-1',
      settlement_status: 'NOT_SETTLED',
    });
    expect(transaction.id).toMatch(/^T11223344\.[0-9A-Za-z]{22}$/);
    expect(transaction.metadata['kravia:invoice_channel']).toBe('kravia');
    const [authorize, initiate] = transaction.events;
    expect(transaction.events).toHaveLength(2);
    expect(authorize).toMatchObject({
      id: '1',
      event: 'AUTHORIZE',
      transaction_status: 'AUTHORIZED',
      success: true,
      metadata: {
        'kravia:invoice_date': '2026-06-02',
        'kravia:invoice_due_date': '2026-07-02',
        'kravia:invoice_number': transaction.metadata['kravia:invoice_number'],
      },
    });
    expect(authorize!.metadata).not.toHaveProperty('kravia:debtor_id');
    expect(initiate).toMatchObject({ id: '2', event: 'INITIATE_CAPTURE', transaction_status: 'AUTHORIZED' });
    expect(initiate!.metadata).toMatchObject({
      'kravia:payment_details:bank_account:bban': '15063092174',
      'kravia:payment_details:bank_account:iban': 'NO0215063092174',
      'kravia:payment_details:bank_account:swift': 'DNBANOKKXXX',
    });
  });

  it('gives each invoice a number and a KID of its own, with a valid check digit', async () => {
    const invoices = await Promise.all([client.invoice(), client.invoice(), client.invoice()]);

    const kids = invoices.map(({ events }) => events[1]!.metadata['kravia:payment_details:kid']);
    expect(new Set(kids).size).toBe(3);
    for (const kid of kids) expect(luhnSum(kid) % 10).toBe(0);
    expect(new Set(invoices.map(({ metadata }) => metadata['kravia:invoice_number'])).size).toBe(3);
  });

  it('waits for the capture when the merchant delivers', async () => {
    const { events, metadata } = await client.invoice({ payment: { invoice_channel: 'merchant' } });

    expect(metadata['kravia:invoice_channel']).toBe('merchant');
    expect(events.map(({ event }) => event)).toEqual(['AUTHORIZE']);
  });

  it('gives a grouped purchase no invoice yet', async () => {
    const { status, metadata, events } = await client.invoice({
      payment: { payment_product_type: 'kravia.invoice_b2b_grouped' },
    });

    expect(status).toBe('AUTHORIZED');
    expect(metadata).not.toHaveProperty('kravia:invoice_number');
    expect(metadata).not.toHaveProperty('kravia:invoice_url');
    expect(events).toHaveLength(1);
  });

  it('gives back who called and what was sent', async () => {
    const headers = { 'Dintero-System-Name': 'fakturabro', 'Dintero-System-Version': '1.2' };
    const body = payBody({
      order: { merchant_reference_2: 'INV-88017' },
      session: { customer: { customer_id: 'C-1' } },
    });
    const { id } = (await client.api('POST', '/sessions/pay', { body, headers })).body;

    const transaction = await client.transaction(id);

    expect(transaction.initiating_system_request_headers).toMatchObject({
      'dintero-system-name': 'fakturabro',
      'dintero-system-version': '1.2',
    });
    expect(transaction).toMatchObject({ merchant_reference_2: 'INV-88017', customer: { customer_id: 'C-1' } });
    expect(transaction.items.map(({ line_id }) => line_id)).toEqual(['1', '2']);
  });

  it('puts shipping among the items of the transaction', async () => {
    const shipping_option = { id: 's', line_id: 's', amount: 9900, title: 'Frakt', operator: 'Bring' };

    const { items } = await client.invoice({ order: { shipping_option, amount: 171_150 } });

    expect(items.at(-1)).toMatchObject({ line_id: 's', amount: 9900, description: 'Frakt', type: 'shipping' });
  });

  describe('under the strict toggles', () => {
    const refused = { address: { email: 'ap+refused@nordmann.example' } };

    it('makes two invoices when nothing forbids it', async () => {
      await client.invoice();
      await client.invoice();

      expect((await client.state()).invoicedTwice).toEqual(['SO-10017-1']);
    });

    it('refuses any second session with the reference, even after a failure', async () => {
      await client.pay(payBody(refused));

      const reply = await client.pay(payBody(), 'strict-merchant-reference');

      expect(reply.status).toBe(400);
      expect(reply.body).toMatchObject({ error: { code: 'BAD_REQUEST', errors: [] }, success: false });
    });

    it('allows another try after a failure, but not after a success', async () => {
      const toggle = 'strict-success-merchant-reference';
      expect((await client.pay(payBody(refused), toggle)).body.status).toBe('FAILED');
      expect((await client.pay(payBody(), toggle)).body.status).toBe('AUTHORIZED');
      expect((await client.pay(payBody(), toggle)).status).toBe(400);
    });

    it('remembers a success that was voided later', async () => {
      const { id } = await client.invoice();
      await client.api('POST', `/transactions/${id}/void`);

      expect((await client.pay(payBody(), 'strict-success-merchant-reference')).status).toBe(400);
    });

    it('takes both toggles in one header', async () => {
      await client.invoice();

      const both = 'strict-success-merchant-reference, strict-merchant-reference';
      expect((await client.pay(payBody(), both)).status).toBe(400);
    });
  });

  describe('with an e-mail alias', () => {
    const pay = (alias: string) => client.invoice({ address: { email: `ap+${alias}@nordmann.example` } });

    it('answers 200 with FAILED and a reason when Kravia refuses', async () => {
      const { success, status, events } = await pay('refused');

      expect({ success, status }).toEqual({ success: false, status: 'FAILED' });
      expect(events).toHaveLength(2);
      expect(events[0]).toMatchObject({ event: 'INITIALIZE', transaction_status: 'INITIATED' });
      expect(events[1]).toMatchObject({
        event: 'AUTHORIZE',
        success: false,
        error: { code: 'invoice_refused', type: ['ERROR'], retry_policy: { retry_codes: ['RETRY_AFTER_DELAY'] } },
      });
    });

    it('says DECLINED and not to try again when there is no credit', async () => {
      const { status, events } = await pay('declined');

      expect(status).toBe('DECLINED');
      expect(events[1]!.error).toMatchObject({ type: ['DECLINED'], retry_policy: { retry_codes: ['DO_NOT_RETRY'] } });
    });

    it('leaves a pending one INITIATED until it is polled', async () => {
      const { id, status } = await pay('pending');
      expect(status).toBe('INITIATED');

      const polled = await client.api('POST', '/events/transaction/poll_initiated', { body: eventBody(id) });

      expect(polled.body.status).toBe('AUTHORIZED');
      expect((await client.api('POST', '/events/transaction/poll_initiated', { body: eventBody(id) })).status).toBe(
        400,
      );
    });

    it('authorises a pending one by itself after a while', async () => {
      const { id } = await pay('pending');

      await client.advance(3);

      expect((await client.transaction(id)).status).toBe('AUTHORIZED');
    });
  });

  describe('events/transaction', () => {
    it('answers sync_status with the transaction as it is', async () => {
      const { id } = await client.invoice();

      expect((await client.api('POST', '/events/transaction/sync_status', { body: eventBody(id) })).body.id).toBe(id);
    });

    it.each(['retry_refund', 'extend_authorization', 'cancel_unknown', 'nonsense'])('refuses %s', async (intent) => {
      const { id } = await client.invoice();

      expect((await client.api('POST', `/events/transaction/${intent}`, { body: eventBody(id) })).status).toBe(400);
    });

    it('refuses a body without the transaction, or with another amount', async () => {
      const { id } = await client.invoice();
      const wrong = { ...eventBody(id), transaction: { ...eventBody(id).transaction, amount: 1 } };
      const path = '/events/transaction/sync_status';

      expect((await client.api('POST', path, { body: { id } })).status).toBe(400);
      expect((await client.api('POST', path, { body: wrong })).status).toBe(400);
    });
  });
});

function eventBody(id: string) {
  const transaction = {
    payment_product: 'kravia',
    payment_product_type: 'kravia.invoice_b2b',
    amount: 161_250,
    currency: 'NOK',
  };
  return { id, transaction };
}

function luhnSum(digits: string): number {
  return Array.from(digits)
    .reverse()
    .map((digit, index) => (index % 2 === 1 ? Number(digit) * 2 : Number(digit)))
    .reduce((sum, value) => sum + (value > 9 ? value - 9 : value), 0);
}
