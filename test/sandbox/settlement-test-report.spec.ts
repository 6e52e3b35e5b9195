import { Client, faultyFields } from './support/client.js';
import { Settling, SETTLEMENTS } from './support/settling.js';

describe('generate-test-report', () => {
  const client = Client.forTheseTests();
  const settling = new Settling(client);

  const generate = (body?: object) => client.api('POST', `${SETTLEMENTS}/reports/generate-test-report`, { body });

  it('settles what the last week brought', async () => {
    expect((await generate()).status).toBe(200);
    await settling.paidInvoice(161_250);

    expect((await generate()).status).toBe(201);

    const { items } = (await client.api('GET', SETTLEMENTS)).body;
    expect(items).toHaveLength(1);
    expect(items[0]!.provider_reference).toMatch(/^TEST-/);
    expect((await generate()).status).toBe(200);
  });

  it('takes what is named, or so many of a range', async () => {
    const id = await settling.paidInvoice(1000);
    await settling.paidInvoice(2000, 'SO-2');
    const today = new Date().toISOString().slice(0, 10);

    expect((await generate({ transaction_ids: [id] })).status).toBe(201);
    const range = { number_of_transactions: 1, date_range: { start_date: today, end_date: today } };
    expect((await generate(range)).status).toBe(201);
    expect(faultyFields(await generate({ transaction_ids: [id], number_of_transactions: 1 }))).toEqual([
      'transaction_ids',
    ]);
  });

  it('is for test accounts only', async () => {
    await client.configure({ clientId: 'live', clientSecret: 'live' }, 'P11223344');
    const token = (await client.requestToken('P11223344', 'live:live')).body.access_token;

    const path = '/accounts/P11223344/settlements/reports/generate-test-report';
    expect((await client.api('POST', path, { token })).status).toBe(400);
  });
});
