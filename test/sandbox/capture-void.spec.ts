import { Client, faultyFields } from './support/client.js';

describe('capture, void, refund and update', () => {
  const client = Client.forTheseTests();

  const merchant = { payment: { invoice_channel: 'merchant' } };
  const capture = (id: string, body: object = { amount: 161_250, capture_reference: 'INV-88017' }) =>
    client.api('POST', `/transactions/${id}/capture`, { body });
  const cancel = (id: string) => client.api('POST', `/transactions/${id}/void`);

  it('starts collection by capture and leaves the status AUTHORIZED', async () => {
    const { id } = await client.invoice(merchant);

    const { status, body } = await capture(id, {
      amount: 161_250,
      capture_reference: 'INV-88017',
      items: [
        { line_id: '1', amount: 125_000 },
        { line_id: '2', amount: 36_250 },
      ],
      metadata: { ext_run: '12' },
    });

    expect(status).toBe(200);
    expect(body.status).toBe('AUTHORIZED');
    expect(body.events[1]).toMatchObject({
      id: '2',
      event: 'INITIATE_CAPTURE',
      event_reference: 'INV-88017',
      metadata: {
        ext_run: '12',
        'kravia:invoice_number': body.metadata['kravia:invoice_number'],
        'kravia:payment_details:kid': expect.stringMatching(/^\d{15}$/) as unknown,
      },
    });
  });

  it('refuses a second capture, and one that Kravia has made itself', async () => {
    const { id } = await client.invoice(merchant);
    await capture(id);
    const automatic = await client.invoice();

    expect((await capture(id)).status).toBe(400);
    expect((await capture(automatic.id)).status).toBe(400);
    expect((await client.transaction(id)).events).toHaveLength(2);
  });

  it('refuses to capture a grouped purchase', async () => {
    const { id } = await client.invoice({ payment: { payment_product_type: 'kravia.invoice_b2b_grouped' } });

    expect((await capture(id)).status).toBe(400);
  });

  it.each([
    ['no amount', { capture_reference: 'x' }, ['amount']],
    ['an amount with decimals', { amount: 1.5 }, ['amount']],
    ['a reference that is a number', { amount: 161_250, capture_reference: 7 }, ['capture_reference']],
    ['a final capture', { amount: 161_250, final_capture: true }, ['final_capture']],
    ['metadata without ext_', { amount: 161_250, metadata: { run: '1' } }, ['metadata.run']],
    ['metadata that is a number', { amount: 161_250, metadata: { ext_run: 1 } }, ['metadata.ext_run']],
    ['items with another sum', { amount: 161_250, items: [{ line_id: '1', amount: 1 }] }, ['items']],
    ['an item of another order', { amount: 161_250, items: [{ line_id: '9', amount: 161_250 }] }, ['items[0].line_id']],
    ['a misspelled field', { amount: 161_250, captureReference: 'x' }, ['captureReference']],
  ])('refuses a capture with %s', async (_what, body, fields) => {
    const { id } = await client.invoice(merchant);

    const reply = await capture(id, body);

    expect(reply.status).toBe(400);
    expect(faultyFields(reply)).toEqual(fields);
  });

  it('refuses to capture less than the invoice', async () => {
    const { id } = await client.invoice(merchant);

    expect((await capture(id, { amount: 100_000 })).status).toBe(400);
    expect((await client.transaction(id)).events).toHaveLength(1);
  });

  it('can answer 202 and show the event later, correlated', async () => {
    await client.reconfigure({ captureStatus: 202 });
    const { id } = await client.invoice(merchant);

    const reply = await capture(id);

    expect(reply.status).toBe(202);
    expect(reply.body.events).toHaveLength(1);
    expect((await capture(id)).status).toBe(400);
    await client.advance(1);
    const { events } = await client.transaction(id);
    expect(events[1]!.correlation_request_id).toBe(reply.headers.get('event-request-id'));
  });

  it('voids an authorised invoice', async () => {
    const { id } = await client.invoice();

    const { body } = await cancel(id);

    expect(body.status).toBe('AUTHORIZATION_VOIDED');
    expect(body.events.at(-1)).toMatchObject({ event: 'VOID', success: true, amount: 161_250 });
    expect((await cancel(id)).status).toBe(400);
    expect((await capture(id)).status).toBe(400);
  });

  it('cancels the unpaid rest after a part payment, and keeps the status', async () => {
    const { id } = await client.invoice();
    await client.debtorPays(id, 100_000);

    const { body } = await cancel(id);

    expect(body.status).toBe('PARTIALLY_CAPTURED');
    expect(body.events.at(-1)).toMatchObject({ event: 'VOID', amount: 61_250 });
    expect((await cancel(id)).status).toBe(400);
    expect((await client.debtorPays(id, 1)).status).toBe(409);
  });

  it('refuses to void what is paid in full', async () => {
    const { id } = await client.invoice();
    await client.debtorPays(id, 161_250);

    expect((await cancel(id)).status).toBe(400);
    expect((await client.transaction(id)).status).toBe('CAPTURED');
  });

  it('is voided in Backoffice by somebody else, quietly if that is wanted', async () => {
    const { id } = await client.invoice();

    const { body } = await client.control('POST', `/transactions/${id}/void`, { callback: false });

    expect(body.transaction).toMatchObject({ status: 'AUTHORIZATION_VOIDED' });
    expect((await client.transaction(id)).events.at(-1)).toMatchObject({ event: 'VOID', created_by: 'backoffice' });
    expect((await client.control('POST', `/transactions/${id}/void`)).status).toBe(400);
  });

  it('lets a debtor be faster than the void', async () => {
    const [part, whole] = [await client.invoice(), await client.invoice({ order: { merchant_reference: 'SO-2' } })];
    await client.control('POST', `/transactions/${part.id}/payment-at-void`, { amountMinor: 100_000 });
    await client.control('POST', `/transactions/${whole.id}/payment-at-void`, { amountMinor: 161_250 });

    expect((await cancel(part.id)).body.events.at(-1)).toMatchObject({ event: 'VOID', amount: 61_250 });
    expect((await cancel(whole.id)).status).toBe(400);
    expect((await client.transaction(whole.id)).status).toBe('CAPTURED');
  });

  it('confirms money that was on its way when it was cancelled, if that is wanted', async () => {
    const { id } = await client.invoice();
    await cancel(id);

    expect((await client.debtorPays(id, 161_250)).status).toBe(409);
    expect((await client.debtorPays(id, 161_250, { inTransit: true })).status).toBe(200);
    expect((await client.transaction(id)).events.at(-1)).toMatchObject({ event: 'CAPTURE', amount: 161_250 });
  });

  it('answers 202 where asked to, and shows the event later', async () => {
    await client.reconfigure({ voidStatus: 202 });
    const { id } = await client.invoice();

    const { status, headers } = await cancel(id);

    expect([status, headers.get('event-request-id')]).toEqual([202, expect.any(String)]);
    expect((await client.transaction(id)).status).toBe('AUTHORIZED');
    await client.advance(1);
    expect((await client.transaction(id)).status).toBe('AUTHORIZATION_VOIDED');
  });

  it('corrects what it said, with a failed event that names the others', async () => {
    const { id } = await client.invoice();
    await client.debtorPays(id, 100_000);

    await client.control('POST', `/transactions/${id}/correction`, { eventIds: ['3'] });

    expect((await client.transaction(id)).events.at(-1)).toMatchObject({
      success: false,
      correction: { event_ids: ['3'] },
    });
  });

  it('refuses to void what is not authorised yet', async () => {
    const { id } = await client.invoice({ address: { email: 'ap+pending@nordmann.example' } });

    expect((await cancel(id)).status).toBe(400);
    expect((await capture(id)).status).toBe(400);
  });

  it('never refunds, whatever the state', async () => {
    const { id } = await client.invoice();
    const refund = () => client.api('POST', `/transactions/${id}/refund`, { body: { amount: 100 } });

    expect((await refund()).status).toBe(400);
    await client.debtorPays(id, 161_250);
    expect((await refund()).status).toBe(400);
  });

  it('changes the second reference and nothing else', async () => {
    const { id } = await client.invoice();
    const update = (body: object) => client.api('PUT', `/transactions/${id}`, { body });

    expect((await update({ merchant_reference_2: 'INV-1' })).body.merchant_reference_2).toBe('INV-1');
    expect(faultyFields(await update({ merchant_reference: 'x' }))).toEqual(['merchant_reference']);
  });

  it('answers 404 for a transaction that is not there', async () => {
    expect((await cancel('T11223344.nothing')).status).toBe(404);
    expect((await client.api('GET', '/transactions/T11223344.nothing')).status).toBe(404);
  });

  it('leaves failed events out only when that is asked for', async () => {
    const { id } = await client.invoice({ address: { email: 'ap+refused@nordmann.example' } });

    expect((await client.transaction(id)).events).toHaveLength(2);
    const only = await client.api('GET', `/transactions/${id}?includes=events.success.true&includes=session`);
    expect(only.body.events).toHaveLength(1);
    expect(only.body.session.transaction_id).toBe(id);
    expect((await client.api('GET', `/transactions/${id}?includes=everything`)).status).toBe(400);
  });
});
