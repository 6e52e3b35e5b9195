import type { TransactionAnswer } from './support/answers.js';
import { Client } from './support/client.js';

describe("the debtor's money", () => {
  const client = Client.forTheseTests();

  const captures = ({ events }: TransactionAnswer): number[] =>
    events.filter(({ event }) => event === 'CAPTURE').map(({ amount }) => amount);

  it('makes one CAPTURE event of each payment, and the status follows the sum', async () => {
    const { id } = await client.invoice();

    const first = (await client.debtorPays(id, 100_000)).body;
    const second = (await client.debtorPays(id, 61_250)).body;

    expect(first.transaction.status).toBe('PARTIALLY_CAPTURED');
    expect(first.payments[0]!.event).toMatchObject({ id: '3', event: 'CAPTURE', amount: 100_000, success: true });
    expect(second.transaction).toMatchObject({ status: 'CAPTURED', amount: 161_250 });
    expect(captures(second.transaction)).toEqual([100_000, 61_250]);
    expect(second.transaction.settlement_status).toBe('PENDING_SETTLEMENT');
  });

  it('carries the reference of the capture on to the payment', async () => {
    const { id } = await client.invoice({ payment: { invoice_channel: 'merchant' } });
    await client.api('POST', `/transactions/${id}/capture`, {
      body: { amount: 161_250, capture_reference: 'INV-88017' },
    });

    const { payments } = (await client.debtorPays(id, 1000)).body;

    expect(payments[0]!.event.event_reference).toBe('INV-88017');
  });

  it('takes nothing before collection has started', async () => {
    const { id } = await client.invoice({ payment: { invoice_channel: 'merchant' } });

    const reply = await client.debtorPays(id, 1000);

    expect(reply.status).toBe(409);
    expect(reply.body.error.message).toContain('INITIATE_CAPTURE');
  });

  it('sends back what is paid too much', async () => {
    const { id } = await client.invoice();

    const over = (await client.debtorPays(id, 200_000)).body;
    const again = (await client.debtorPays(id, 500)).body;

    expect(over.payments[0]).toMatchObject({ returnedMinor: 38_750, event: { amount: 161_250 } });
    expect(again.payments[0]).toEqual({ event: null, returnedMinor: 500 });
    expect(captures(again.transaction)).toEqual([161_250]);
  });

  it('books more than the invoice only when that fault is asked for', async () => {
    const { id } = await client.invoice();

    const { transaction } = (await client.debtorPays(id, 200_000, { overCapture: true })).body;

    expect(transaction.status).toBe('CAPTURED');
    expect(captures(transaction)).toEqual([200_000]);
  });

  it('makes several payments of one amount', async () => {
    const { id } = await client.invoice();

    expect(captures((await client.debtorPays(id, 50_000, { times: 4 })).body.transaction)).toEqual([
      50_000, 50_000, 50_000, 11_250,
    ]);
  });

  it.each([{ amountMinor: 0 }, { amountMinor: 1.5 }, {}, { amountMinor: 5, amount: 5 }])('refuses %j', async (body) => {
    const { id } = await client.invoice();

    expect((await client.control('POST', `/transactions/${id}/payments`, body)).status).toBe(400);
  });

  it.each([
    ['paid', [161_250], 'CAPTURED'],
    ['half', [80_625], 'PARTIALLY_CAPTURED'],
    ['503020', [80_625, 48_375, 32_250], 'CAPTURED'],
    ['3030', [48_375, 48_375], 'PARTIALLY_CAPTURED'],
  ])('lets the debtor %s pay by itself', async (alias, amounts, status) => {
    const { id } = await client.invoice({ address: { email: `ap+${alias}@nordmann.example` } });
    expect((await client.transaction(id)).status).toBe('AUTHORIZED');

    await client.advance(60);

    const transaction = await client.transaction(id);
    expect(captures(transaction)).toEqual(amounts);
    expect(transaction.status).toBe(status);
  });

  it('pays by itself after a real delay too', async () => {
    await client.reconfigure({ paymentDelayMs: 30 });
    const { id } = await client.invoice({ address: { email: 'ap+paid@nordmann.example' } });

    await new Promise((resolve) => setTimeout(resolve, 80));

    expect((await client.transaction(id)).status).toBe('CAPTURED');
  });

  it('waits with that until the merchant has captured', async () => {
    const address = { email: 'ap+paid@nordmann.example' };
    const { id } = await client.invoice({ address, payment: { invoice_channel: 'merchant' } });
    await client.advance(60);
    expect((await client.transaction(id)).status).toBe('AUTHORIZED');

    await client.api('POST', `/transactions/${id}/capture`, { body: { amount: 161_250 } });
    await client.advance(60);

    expect((await client.transaction(id)).status).toBe('CAPTURED');
  });

  describe('taken back', () => {
    const reverse = (id: string, body?: object) => client.control('POST', `/transactions/${id}/reversal`, body);

    it('shows as a REFUND of the last payment', async () => {
      const { id } = await client.invoice();
      await client.debtorPays(id, 161_250);

      const { body } = await reverse(id);

      expect(body.event).toMatchObject({ event: 'REFUND', amount: 161_250, transaction_status: 'REFUNDED' });
    });

    it('tells the three kinds of partly refunded apart', async () => {
      const full = await client.invoice();
      await client.debtorPays(full.id, 161_250);
      const part = await client.invoice();
      await client.debtorPays(part.id, 100_000);

      expect((await reverse(full.id, { amountMinor: 1000 })).body.transaction.status).toBe('PARTIALLY_REFUNDED');
      expect((await reverse(part.id, { amountMinor: 1000 })).body.transaction.status).toBe(
        'PARTIALLY_CAPTURED_REFUNDED',
      );
      expect((await reverse(part.id, { amountMinor: 100_000 })).status).toBe(409);
    });
  });
});
