import { Webhook } from 'standardwebhooks';
import { call, Client, faultyFields, type Reply } from './support/client.js';
import { Receiver } from './support/receiver.js';

interface ErpState {
  readonly orders: readonly unknown[];
  readonly entries: readonly unknown[];
  readonly invoices: Readonly<Record<string, readonly { readonly facts: { readonly state: string } }[]>>;
  readonly duplicatesByReference: Readonly<Record<string, number>>;
}

describe('the generic ERP', () => {
  const client = Client.forTheseTests();

  beforeEach(() => erp('DELETE', '/_sandbox', undefined, {}));

  const token = { authorization: 'Bearer nordic-erp-token' };
  const erp = (method: string, path: string, body?: unknown, headers: Record<string, string> = token): Promise<Reply> =>
    call(method, `${client.sandbox.erpUrl}${path}`, headers, body);
  const putOrder = (orderId: string, order: object = {}) =>
    erp('PUT', `/_sandbox/nordic-supplies/orders/${orderId}`, order);
  const state = async () => (await erp('GET', '/_sandbox/nordic-supplies/state')).raw as ErpState;

  it('lets in who has the token of the merchant', async () => {
    expect((await erp('GET', '/nordic-supplies/api/orders')).body).toEqual({ orders: [], next_cursor: null });
    expect((await erp('GET', '/nordic-supplies/api/orders', undefined, {})).status).toBe(401);
    expect((await erp('GET', '/svenska-verktyg/api/orders')).status).toBe(401);
    expect((await erp('GET', '/nobody/api/orders')).status).toBe(404);
  });

  describe('orders', () => {
    const list = async (query = ''): Promise<{ ids: string[]; cursor: string | null }> => {
      const { body } = await erp('GET', `/nordic-supplies/api/orders${query}`);
      return { ids: body.orders.map(({ orderId }) => orderId), cursor: body.next_cursor };
    };

    it('come in the order of their last change, page by page', async () => {
      await erp('PUT', '/_sandbox/merchants/nordic-supplies', { pageSize: 2 });
      for (const id of ['A', 'B', 'C', 'A']) await putOrder(id, { revision: 1 });

      const first = await list();
      const second = await list(`?cursor=${first.cursor!}`);

      expect([first.ids, second.ids, second.cursor]).toEqual([['B', 'C'], ['A'], null]);
    });

    it('are not lost when one changes between two pages', async () => {
      await erp('PUT', '/_sandbox/merchants/nordic-supplies', { pageSize: 2 });
      for (const id of ['A', 'B', 'C']) await putOrder(id);
      const { cursor } = await list();
      await putOrder('A', { revision: 2 });

      expect((await list(`?cursor=${cursor!}`)).ids).toEqual(['C', 'A']);
    });

    it('are those changed since', async () => {
      await putOrder('A');
      await client.advance(3600);
      const since = (await client.control('GET', '/time')).body.now;
      await client.advance(1);
      await putOrder('B');

      expect((await list(`?changed_since=${since}`)).ids).toEqual(['B']);
      expect((await list('?changed_since=2020-01-01')).ids).toEqual(['A', 'B']);
    });

    it('refuse a time or cursor that is none', async () => {
      const reply = await erp('GET', '/nordic-supplies/api/orders?changed_since=x&cursor=y');

      expect(faultyFields(reply)).toEqual(['cursor', 'changed_since']);
    });

    it('keep every version of what they were told of their invoice', async () => {
      await putOrder('A');
      const patch = (id: string, facts: object) => erp('PATCH', `/nordic-supplies/api/orders/${id}/invoice`, facts);
      const facts = { state: 'issued', invoiceNumber: 'X-1', dueDate: '2026-12-20', totalAmount: 100, kid: null };

      expect((await patch('A', facts)).status).toBe(200);
      expect((await patch('A', { ...facts, state: 'paid' })).status).toBe(200);
      expect((await patch('B', facts)).status).toBe(404);
      expect(faultyFields(await patch('A', { totalAmount: 1.5, dueDate: '20.12.2026' }))).toEqual([
        'state',
        'dueDate',
        'totalAmount',
      ]);

      const versions = (await state()).invoices.A!;
      expect(versions.map(({ facts: { state: told } }) => told)).toEqual(['issued', 'paid']);
    });
  });

  describe('journal entries', () => {
    const entry = (changes: object = {}) => ({
      reference: 'payment:T11223344.abc:3',
      kind: 'payment',
      date: '2026-11-20',
      currency: 'NOK',
      text: 'Payment',
      postings: [
        { account: '1579', side: 'debit', amount: 100 },
        { account: '1500', side: 'credit', amount: 100 },
      ],
      ...changes,
    });
    const post = (key: string | null, body: object = entry()) =>
      erp(
        'POST',
        '/nordic-supplies/api/journal-entries',
        body,
        key === null ? token : { ...token, 'idempotency-key': key },
      );

    it('are posted once for one key', async () => {
      const first = await post('k1');
      const { reference, ...rest } = entry();
      const again = await post('k1', { ...rest, reference });

      expect([first.status, again.status]).toEqual([201, 200]);
      expect(again.body).toEqual(first.body);
      expect((await post('k1', entry({ text: 'Other' }))).status).toBe(409);
      expect((await state()).entries).toHaveLength(1);
    });

    it('are counted when one reference comes under two keys', async () => {
      await post('k1');
      expect((await post('k2')).status).toBe(201);

      expect((await state()).duplicatesByReference).toEqual({ 'payment:T11223344.abc:3': 2 });
    });

    it('can be read back by reference', async () => {
      const { id } = (await post('k1')).body;
      const find = (query: string) => erp('GET', `/nordic-supplies/api/journal-entries${query}`);

      expect((await find('?reference=payment:T11223344.abc:3')).body.entries).toEqual([
        expect.objectContaining({ id, reference: 'payment:T11223344.abc:3', postings: entry().postings }),
      ]);
      expect((await find('?reference=other')).body.entries).toEqual([]);
      expect((await find('')).status).toBe(400);
    });

    it('are refused with every fault at once', async () => {
      const postings = [
        { account: '', side: 'debit', amount: -5 },
        { side: 'left', amount: 10 },
      ];

      const reply = await post(null, entry({ date: 'today', postings }));

      expect(reply.status).toBe(400);
      expect(faultyFields(reply)).toEqual([
        'date',
        'postings[0].account',
        'postings[0].amount',
        'postings[1].account',
        'postings[1].side',
        'postings',
        'Idempotency-Key',
      ]);
    });

    it.each([
      [
        'are not balanced',
        [
          { account: '1', side: 'debit', amount: 100 },
          { account: '2', side: 'credit', amount: 99 },
        ],
      ],
      ['have one leg', [{ account: '1', side: 'debit', amount: 100 }]],
    ])('are refused when they %s', async (_what, postings) => {
      const reply = await post('k1', entry({ postings }));

      expect(reply.status).toBe(400);
      expect(new Set(faultyFields(reply))).toEqual(new Set(['postings']));
    });

    it('are posted although the answer is lost, when that fault is asked for', async () => {
      await client.fault({
        operation: 'erp.entries.post',
        fault: 'lost-answer',
        match: { account: 'nordic-supplies' },
      });

      await expect(post('k1')).rejects.toThrow(/fetch failed/);

      expect((await post('k1')).status).toBe(200);
    });
  });

  describe('webhooks', () => {
    let receiver: Receiver;

    beforeEach(async () => {
      receiver = await Receiver.start();
    });
    afterEach(() => receiver.close());

    const order = { orderId: 'SO-1', totalAmount: 100 };
    const secret = Buffer.from('nordic-supplies-webhook-key-0001').toString('base64');
    const send = (changes: object = {}) =>
      erp('POST', '/_sandbox/nordic-supplies/webhooks', { url: `${receiver.url}/orders`, order, ...changes });
    const verify = (index: number): unknown => {
      const { body, headers } = receiver.received[index]!;
      return new Webhook(secret).verify(body, headers as Record<string, string>);
    };

    it('are signed by the Standard Webhooks scheme', async () => {
      const { body } = await send();

      expect(body.answers).toEqual([{ status: 200, body: '{}' }]);
      expect(verify(0)).toEqual(order);
      expect(receiver.received[0]!.headers['webhook-id']).toBe(body.messageId);
    });

    it('come several times under one id', async () => {
      const { answers } = (await send({ times: 3 })).body;

      expect(answers).toHaveLength(3);
      expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
      expect(verify(2)).toEqual(order);
    });

    it.each([true, 'signature', 'body', 'timestamp'])('are corrupted: %s', async (corrupt) => {
      await send({ corrupt });

      expect(() => verify(0)).toThrow();
    });

    it('bring the order into the ERP, unless they are told not to', async () => {
      await send();
      await send({ order: { orderId: 'SO-2' }, store: false });

      expect((await state()).orders).toEqual([order]);
    });

    it('tell when nobody answered', async () => {
      const { answers } = (await send({ url: 'http://127.0.0.1:1/orders' })).body;

      expect(answers[0]).toMatchObject({ status: null, body: expect.stringContaining('ECONNREFUSED') as unknown });
    });

    it('are refused without an address or an order', async () => {
      expect(faultyFields(await erp('POST', '/_sandbox/nordic-supplies/webhooks', {}))).toEqual(['url', 'order']);
    });
  });

  it('takes new merchants, checked', async () => {
    const webhookSecret = 'whsec_c2VjcmV0';
    expect((await erp('PUT', '/_sandbox/merchants/new-one', { token: 'x', webhookSecret })).status).toBe(201);
    expect((await erp('GET', '/new-one/api/orders', undefined, { authorization: 'Bearer x' })).status).toBe(200);
    expect(faultyFields(await erp('PUT', '/_sandbox/merchants/other', { tokn: 'x' }))).toEqual([
      'tokn',
      'token',
      'webhookSecret',
    ]);
  });
});
