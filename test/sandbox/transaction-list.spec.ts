import type { TransactionAnswer } from './support/answers.js';
import { Client, faultyFields } from './support/client.js';

describe('listing transactions', () => {
  let client: Client;
  // Oldest first.
  const ids: string[] = [];

  beforeAll(async () => {
    client = await Client.start();
    await client.control('POST', '/time', { set: '2026-03-01T12:00:00Z' });
    await client.reconfigure({});
    for (let number = 1; number <= 12; number += 1) {
      const order = { merchant_reference: `R-${number}`, merchant_reference_2: `E-${number}`, amount: number * 1000 };
      const session = { customer: { customer_id: number <= 6 ? 'C-1' : 'C-2' } };
      const payment = number === 1 ? { payment_product_type: 'kravia.invoice_b2b_grouped' } : {};
      const { id } = await client.invoice({ order: { ...order, store: { id: `S-${number % 2}` } }, session, payment });
      ids.push(id);
      await client.advance(86_400);
      await client.reconfigure({});
    }
    await client.debtorPays(ids[3]!, 4000);
    await client.debtorPays(ids[4]!, 100);
    await client.api('POST', `/transactions/${ids[5]!}/void`);
  });
  afterAll(() => client.close());

  const list = async (query: string): Promise<string[]> => {
    const reply = await client.api('GET', `/transactions${query}`);
    if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
    return (reply.raw as TransactionAnswer[]).map(({ merchant_reference }) => merchant_reference.slice(2));
  };

  it('is a bare list, ten at a time, newest first', async () => {
    expect(await list('')).toEqual(['12', '11', '10', '9', '8', '7', '6', '5', '4', '3']);
  });

  it('goes on after the last one of a page', async () => {
    expect(await list('?limit=5')).toEqual(['12', '11', '10', '9', '8']);
    expect(await list(`?limit=5&starting_after=${ids[7]!}`)).toEqual(['7', '6', '5', '4', '3']);
    expect(await list(`?limit=5&starting_after=${ids[2]!}`)).toEqual(['2', '1']);
    expect(await list(`?starting_after=${ids[0]!}`)).toEqual([]);
  });

  it.each([
    ['?merchant_reference=R-3', ['3']],
    ['?merchant_reference=R-', []],
    ['?merchant_reference_2=E-4', ['4']],
    ['?status=CAPTURED&status=PARTIALLY_CAPTURED', ['5', '4']],
    ['?status=AUTHORIZATION_VOIDED', ['6']],
    ['?payment_product=kravia&limit=2', ['12', '11']],
    ['?payment_product=klarna', []],
    ['?payment_product_type=kravia.invoice_b2b_grouped', ['1']],
    ['?customer_id=C-1&store_id=S-1', ['5', '3', '1']],
    ['?currency=SEK', []],
    ['?amount=4000', ['4']],
    ['?amount.gte=11000', ['12', '11']],
    ['?amount.lte=2000', ['2', '1']],
    ['?created_at.gte=2026-03-11T00:00:00Z', ['12', '11']],
    ['?created_at.lte=2026-03-02T12:00:01', ['2', '1']],
    ['?created_at.lte=2026-03-02', ['2', '1']],
    ['?captured_at.gte=2026-03-13T00:00:00Z', ['5', '4']],
    ['?captured_at.lte=2026-03-12T00:00:00Z', []],
    ['?refunded_at.gte=2026-01-01T00:00:00Z', []],
    ['?search=R-8', ['8']],
    ['?search=ola%20nordmann&limit=1', ['12']],
    ['?card_brand=Visa', []],
  ])('finds %s', async (query, references) => {
    expect(await list(query)).toEqual(references);
  });

  it('finds several by id and by session', async () => {
    const session = (await client.transaction(ids[8]!)).session_id;

    expect(await list(`?id=${ids[1]!}&id=${ids[6]!}&id=nothing`)).toEqual(['7', '2']);
    expect(await list(`?session_id=${session}`)).toEqual(['9']);
  });

  it.each([
    ['?limit=0', 'limit'],
    ['?limit=101', 'limit'],
    ['?limit=many', 'limit'],
    ['?starting_after=T11223344.nothing', 'starting_after'],
    ['?merchant_refrence=R-1', 'merchant_refrence'],
    ['?status=PAID', 'status'],
    ['?amount.gte=-1', 'amount.gte'],
    ['?created_at.gte=yesterday', 'created_at.gte'],
    ['?includes=session', 'includes'],
  ])('refuses %s', async (query, field) => {
    const reply = await client.api('GET', `/transactions${query}`);

    expect(reply.status).toBe(400);
    expect(faultyFields(reply)).toEqual([field]);
  });
});
