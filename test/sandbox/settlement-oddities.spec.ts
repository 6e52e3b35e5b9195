import { Client } from './support/client.js';
import { Settling, SETTLEMENTS, sum } from './support/settling.js';

describe('a settlement made unusual', () => {
  const client = Client.forTheseTests();
  const settling = new Settling(client);

  it('pays less than the debtor did, and the rest later', async () => {
    const id = await settling.paidInvoice(161_250);

    const short = (await settling.settle({ shortByMinor: 250 })).body;

    expect(short.amounts[0]).toMatchObject({ capture: 161_000, fee: -805, amount: 160_195 });
    expect((await client.transaction(id)).events.at(-1)!.settlements.settlement_status).toBe('PARTIALLY_SETTLED');
    expect((await settling.settle()).body.amounts[0]!.capture).toBe(250);
    expect((await client.transaction(id)).settlement_status).toBe('SETTLED');
  });

  it('says less in the header than in its lines', async () => {
    await settling.paidInvoice(161_250);

    const { body } = await settling.settle({ shortByMinor: 250, shortAs: 'header' });
    const report = await settling.reportOf(body);

    expect(report.amount).toBe(sum(report, 'net_amount') - 250);
  });

  it('takes a charge-back off, on a line of its own', async () => {
    const id = await settling.paidInvoice(161_250);

    const { body } = await settling.settle({ chargebackMinor: 5000 });
    const report = await settling.reportOf(body);

    expect(body.amounts[0]).toMatchObject({ capture: 161_250, fee: -806, amount: 155_444 });
    expect(report.transactions[1]).toMatchObject({
      type: 'chargeback',
      transaction_id: id,
      capture: 0,
      chargeback: -5000,
      net_amount: -5000,
    });
    expect(sum(report, 'net_amount')).toBe(report.amount);
  });

  it('has a line about nothing we know', async () => {
    await settling.paidInvoice(161_250);

    const report = await settling.reportOf((await settling.settle({ unknownLineMinor: 700 })).body);

    expect(report.transactions[1]).not.toHaveProperty('transaction_id');
    expect(report.transactions[1]).toMatchObject({ capture: 700, net_amount: 700 });
    expect(sum(report, 'capture')).toBe(report.capture);
  });

  it('is postponed, and paid later', async () => {
    const id = await settling.paidInvoice(161_250);
    const { body } = await settling.settle({ paymentStatus: 'postponed' });
    expect((await client.transaction(id)).settlement_status).toBe('PENDING_SETTLEMENT');
    await client.advance(60);

    const paid = await client.control('POST', `${SETTLEMENTS}/${body.id}/pay`);

    expect(paid.body.payment_status).toBe('paid');
    expect(paid.body.updated_at > body.updated_at).toBe(true);
    expect((await client.transaction(id)).settlement_status).toBe('SETTLED');
    expect((await client.control('POST', `${SETTLEMENTS}/${body.id}/pay`)).status).toBe(409);
  });

  it.each([
    { feeBasisPoints: -1 },
    { signStyle: 'other' },
    { settledAt: 'soon' },
    { short: 1 },
    { transactionIds: [] },
  ])('refuses %j', async (body) => {
    expect((await settling.settle(body)).status).toBe(400);
  });
});
