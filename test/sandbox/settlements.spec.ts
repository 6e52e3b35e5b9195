import { Client } from './support/client.js';
import { Settling, sum } from './support/settling.js';

describe('settlements', () => {
  const client = Client.forTheseTests();
  const settling = new Settling(client);

  it('pays out what was captured, less a fee that is rounded half up', async () => {
    await client.control('POST', '/time', { set: '2026-07-07T05:00:00Z' });
    await client.reconfigure({});
    const first = await settling.paidInvoice(161_250);
    const second = await settling.paidInvoice(322_500, 'SO-2');

    const { status, body } = await settling.settle();

    expect(status).toBe(201);
    expect(body).toMatchObject({
      id: expect.stringMatching(/^R\d{5}-[0-9A-F]{6}$/) as unknown,
      provider: 'dintero_payout',
      payment_status: 'paid',
      settled_at: '2026-07-07T00:00:00.000Z',
      // 0.5 % of 161250 is 806.25, of 322500 it is 1612.5.
      amounts: [{ currency: 'NOK', capture: 483_750, refund: 0, fee: -2419, amount: 481_331 }],
    });
    const report = await settling.reportOf(body);
    expect(report).toMatchObject({
      settlement_date: '2026-07-07',
      dintero_settlement_id: body.id,
      settlement_reference: body.id,
      account_id: 'T11223344',
      currency: 'NOK',
      capture: 483_750,
      fee: -2419,
      amount: 481_331,
    });
    expect(report.transactions[0]).toEqual({
      type: 'settlement',
      transaction_id: first,
      reference: 'SO-1',
      event_reference: 'INV-SO-1',
      capture: 161_250,
      refund: 0,
      fee: -806,
      chargeback: 0,
      gross_amount: 161_250,
      net_amount: 160_444,
      vat: 32_250,
      transaction_date: '2026-07-07',
      payment_product_type: 'kravia.invoice_b2b',
    });
    expect(report.transactions[1]).toMatchObject({ transaction_id: second, fee: -1613 });
  });

  it('marks the payment and the transaction as settled', async () => {
    const id = await settling.paidInvoice(161_250);

    const { body } = await settling.settle({ feeBasisPoints: 100 });

    const { settlement_status, events } = await client.transaction(id);
    expect(settlement_status).toBe('SETTLED');
    expect(events.at(-1)!.settlements).toEqual({
      settlement_status: 'SETTLED',
      events: [{ settlement_id: body.id, provider_reference: body.id, amount: 159_637, capture: 161_250, fee: 1613 }],
    });
  });

  it('settles each payment once, and the next one in the next settlement', async () => {
    const id = await settling.paidInvoice(161_250, 'SO-1', 100_000);
    expect((await settling.settle()).body.amounts[0]!.capture).toBe(100_000);
    expect((await client.transaction(id)).settlement_status).toBe('PARTIALLY_SETTLED');
    expect((await settling.settle()).status).toBe(409);

    await client.debtorPays(id, 61_250);

    expect((await settling.settle()).body.amounts[0]!.capture).toBe(61_250);
    expect((await client.transaction(id)).settlement_status).toBe('SETTLED');
  });

  it('settles only the transactions chosen', async () => {
    const chosen = await settling.paidInvoice(1000, 'SO-1');
    await settling.paidInvoice(2000, 'SO-2');

    expect((await settling.settle({ transactionIds: [chosen] })).body.amounts[0]!.capture).toBe(1000);
    expect((await settling.settle({ transactionIds: ['T11223344.nothing'] })).status).toBe(404);
  });

  it('settles one currency at a time', async () => {
    await settling.paidInvoice(1000);
    const { id } = await client.invoice({ order: { currency: 'SEK', merchant_reference: 'SO-2' } });
    await client.debtorPays(id, 500);

    expect((await settling.settle()).status).toBe(409);
    expect((await settling.settle({ currency: 'SEK' })).body.amounts[0]).toMatchObject({
      currency: 'SEK',
      capture: 500,
    });
  });

  it('shows fees and refunds as the live files do, or as the documentation does', async () => {
    const id = await settling.paidInvoice(161_250);
    await settling.settle();
    await client.control('POST', `/transactions/${id}/reversal`, { amountMinor: 1000 });
    await settling.paidInvoice(200_000, 'SO-2');

    const docs = (await settling.settle({ signStyle: 'docs' })).body;

    expect(docs.amounts[0]).toEqual({ currency: 'NOK', capture: 200_000, refund: 1000, fee: 1000, amount: 198_000 });
    const report = await settling.reportOf(docs);
    expect(report.transactions.map(({ type }) => type)).toEqual(['refund', 'settlement']);
    expect(sum(report, 'net_amount')).toBe(report.amount);
    expect(sum(report, 'capture') - sum(report, 'refund') - sum(report, 'fee')).toBe(report.amount);
  });
});
