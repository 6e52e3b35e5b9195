import { Client, faultyFields } from './support/client.js';
import { Settling, SETTLEMENTS } from './support/settling.js';

describe('listed settlements', () => {
  const client = Client.forTheseTests();
  const settling = new Settling(client);

  const dates = ['2026-07-07', '2026-07-14', '2026-07-14', '2026-07-21'];
  const settledOn = async (query = ''): Promise<string[]> =>
    (await client.api('GET', `${SETTLEMENTS}${query}`)).body.items.map((each) => each.settled_at.slice(0, 10));

  beforeEach(async () => {
    await client.control('POST', '/time', { set: '2026-08-01T00:00:00Z' });
    await client.reconfigure({});
    for (const [index, settledAt] of dates.entries()) {
      await settling.paidInvoice(1000 + index, `SO-${index}`);
      await settling.settle({ settledAt });
    }
  });

  it('come newest first, page by page, each once', async () => {
    const seen: string[] = [];
    let cursor = '';
    for (let page = 1; page <= 4; page += 1) {
      const { body } = await client.api('GET', `${SETTLEMENTS}?limit=1${cursor}`);
      seen.push(...body.items.map((each) => each.id));
      const key = body.last_evaluated_key as typeof body.last_evaluated_key | undefined;
      // The last page has none.
      expect(key?.account_id).toBe(page === 4 ? undefined : 'T11223344');
      if (key !== undefined) cursor = `&starting_after_id=${key.id}&starting_after_date=${key.settled_at}`;
    }

    expect(new Set(seen).size).toBe(4);
    expect(await settledOn()).toEqual(['2026-07-21', '2026-07-14', '2026-07-14', '2026-07-07']);
  });

  it.each([
    ['?created_at.gte=2026-07-14&created_at.lte=2026-07-14', 2],
    ['?created_at.lte=2026-07-13', 1],
    ['?item_created_at.gte=2026-08-01', 4],
    ['?item_created_at.lte=2026-07-31', 0],
    ['?payment_provider=dintero_payout', 4],
    ['?payment_provider=payex', 0],
    ['?payout_destination_id=seller', 0],
    ['?search=R00000-000000', 0],
  ])('are filtered by %s', async (query, count) => {
    expect(await settledOn(query)).toHaveLength(count);
  });

  it('go on after one that a filter leaves out', async () => {
    const newest = (await client.api('GET', `${SETTLEMENTS}?limit=1`)).body.items[0]!;
    const after = `starting_after_id=${newest.id}&starting_after_date=${newest.settled_at}`;

    expect(await settledOn(`?${after}&created_at.lte=2026-07-14`)).toEqual(['2026-07-14', '2026-07-14', '2026-07-07']);
    expect(await settledOn(`?starting_after_id=none&starting_after_date=2000-01-01`)).toEqual([]);
  });

  it('give created_at for the next page when filtered by it', async () => {
    const { body } = await client.api('GET', `${SETTLEMENTS}?limit=1&item_created_at.gte=2026-01-01`);

    expect(body.last_evaluated_key).toMatchObject({ created_at: expect.any(String) as unknown });
  });

  it.each([
    ['?starting_after_id=x', 'starting_after_id'],
    ['?starting_after_date=2026-07-07', 'starting_after_id'],
    ['?item_created_at.gte=2026-07-07&created_at.gte=2026-07-07', 'item_created_at'],
    ['?limit=1001', 'limit'],
    ['?created_at.gte=x', 'created_at.gte'],
    ['?settled_at.gte=2026-07-07', 'settled_at.gte'],
  ])('refuse %s', async (query, field) => {
    const reply = await client.api('GET', `${SETTLEMENTS}${query}`);

    expect(reply.status).toBe(400);
    expect(faultyFields(reply)).toEqual([field]);
  });
});
