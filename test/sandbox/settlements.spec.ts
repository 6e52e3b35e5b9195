import type { ReportAnswer, SettlementAnswer } from './support/answers.js';
import { Client, faultyFields } from './support/client.js';
import { pdfTexts } from './support/pdf-text.js';

const LIST = '/accounts/T11223344/settlements';

describe('settlements', () => {
  let client: Client;

  beforeAll(async () => {
    client = await Client.start();
  });
  beforeEach(() => client.reset());
  afterAll(() => client.close());

  /** The answer is the settlement, as it will be listed. */
  const settle = async (body: object = {}) => {
    const reply = await client.control('POST', '/accounts/T11223344/settlements', body);
    return { status: reply.status, body: reply.raw as SettlementAnswer };
  };

  const paidInvoice = async (amount: number, reference = 'SO-1', paid = amount): Promise<string> => {
    const items = [{ line_id: '1', description: 'x', quantity: 1, amount, vat: 25 }];
    const { id } = await client.invoice({
      order: { amount, items, merchant_reference: reference, vat_amount: Math.round(amount / 5) },
      payment: { invoice_channel: 'merchant' },
    });
    await client.api('POST', `/transactions/${id}/capture`, {
      body: { amount, capture_reference: `INV-${reference}` },
    });
    await client.debtorPays(id, paid);
    return id;
  };

  const attachmentPath = (settlement: SettlementAnswer, extension: string): string => {
    const attachment = settlement.attachments.find((each) => each.extension === extension)!;
    return `${LIST}/${settlement.id}/attachments/${attachment.id}`;
  };

  /** The JSON report, by way of the envelope. */
  const reportOf = async (settlement: SettlementAnswer): Promise<ReportAnswer> => {
    const envelope = await client.api('GET', attachmentPath(settlement, 'json'));
    return (await (await fetch(envelope.body.url)).json()) as ReportAnswer;
  };

  const sum = (report: ReportAnswer, field: string): number =>
    report.transactions.reduce((total, line) => total + line[field]!, 0);

  it('pays out what was captured, less a fee that is rounded half up', async () => {
    await client.control('POST', '/time', { set: '2026-07-07T05:00:00Z' });
    await client.reconfigure({});
    const first = await paidInvoice(161_250);
    const second = await paidInvoice(322_500, 'SO-2');

    const { status, body } = await settle();

    expect(status).toBe(201);
    expect(body).toMatchObject({
      id: expect.stringMatching(/^R\d{5}-[0-9A-F]{6}$/) as unknown,
      provider: 'dintero_payout',
      payment_status: 'paid',
      settled_at: '2026-07-07T00:00:00.000Z',
      // 0.5 % of 161250 is 806.25, of 322500 it is 1612.5.
      amounts: [{ currency: 'NOK', capture: 483_750, refund: 0, fee: -2419, amount: 481_331 }],
    });
    const report = await reportOf(body);
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
    const id = await paidInvoice(161_250);

    const { body } = await settle({ feeBasisPoints: 100 });

    const { settlement_status, events } = await client.transaction(id);
    expect(settlement_status).toBe('SETTLED');
    expect(events.at(-1)!.settlements).toEqual({
      settlement_status: 'SETTLED',
      events: [{ settlement_id: body.id, provider_reference: body.id, amount: 159_637, capture: 161_250, fee: 1613 }],
    });
  });

  it('settles each payment once, and the next one in the next settlement', async () => {
    const id = await paidInvoice(161_250, 'SO-1', 100_000);
    expect((await settle()).body.amounts[0]!.capture).toBe(100_000);
    expect((await client.transaction(id)).settlement_status).toBe('PARTIALLY_SETTLED');
    expect((await settle()).status).toBe(409);

    await client.debtorPays(id, 61_250);

    expect((await settle()).body.amounts[0]!.capture).toBe(61_250);
    expect((await client.transaction(id)).settlement_status).toBe('SETTLED');
  });

  it('settles only the transactions chosen', async () => {
    const chosen = await paidInvoice(1000, 'SO-1');
    await paidInvoice(2000, 'SO-2');

    expect((await settle({ transactionIds: [chosen] })).body.amounts[0]!.capture).toBe(1000);
    expect((await settle({ transactionIds: ['T11223344.nothing'] })).status).toBe(404);
  });

  it('settles one currency at a time', async () => {
    await paidInvoice(1000);
    const { id } = await client.invoice({ order: { currency: 'SEK', merchant_reference: 'SO-2' } });
    await client.debtorPays(id, 500);

    expect((await settle()).status).toBe(409);
    expect((await settle({ currency: 'SEK' })).body.amounts[0]).toMatchObject({ currency: 'SEK', capture: 500 });
  });

  it('shows fees and refunds as the live files do, or as the documentation does', async () => {
    const id = await paidInvoice(161_250);
    await settle();
    await client.control('POST', `/transactions/${id}/reversal`, { amountMinor: 1000 });
    await paidInvoice(200_000, 'SO-2');

    const docs = (await settle({ signStyle: 'docs' })).body;

    expect(docs.amounts[0]).toEqual({ currency: 'NOK', capture: 200_000, refund: 1000, fee: 1000, amount: 198_000 });
    const report = await reportOf(docs);
    expect(report.transactions.map(({ type }) => type)).toEqual(['refund', 'settlement']);
    expect(sum(report, 'net_amount')).toBe(report.amount);
    expect(sum(report, 'capture') - sum(report, 'refund') - sum(report, 'fee')).toBe(report.amount);
  });

  describe('made unusual', () => {
    it('pays less than the debtor did, and the rest later', async () => {
      const id = await paidInvoice(161_250);

      const short = (await settle({ shortByMinor: 250 })).body;

      expect(short.amounts[0]).toMatchObject({ capture: 161_000, fee: -805, amount: 160_195 });
      expect((await client.transaction(id)).events.at(-1)!.settlements.settlement_status).toBe('PARTIALLY_SETTLED');
      expect((await settle()).body.amounts[0]!.capture).toBe(250);
      expect((await client.transaction(id)).settlement_status).toBe('SETTLED');
    });

    it('says less in the header than in its lines', async () => {
      await paidInvoice(161_250);

      const { body } = await settle({ shortByMinor: 250, shortAs: 'header' });
      const report = await reportOf(body);

      expect(report.amount).toBe(sum(report, 'net_amount') - 250);
    });

    it('takes a charge-back off, on a line of its own', async () => {
      const id = await paidInvoice(161_250);

      const { body } = await settle({ chargebackMinor: 5000 });
      const report = await reportOf(body);

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
      await paidInvoice(161_250);

      const report = await reportOf((await settle({ unknownLineMinor: 700 })).body);

      expect(report.transactions[1]).not.toHaveProperty('transaction_id');
      expect(report.transactions[1]).toMatchObject({ capture: 700, net_amount: 700 });
      expect(sum(report, 'capture')).toBe(report.capture);
    });

    it('is postponed, and paid later', async () => {
      const id = await paidInvoice(161_250);
      const { body } = await settle({ paymentStatus: 'postponed' });
      expect((await client.transaction(id)).settlement_status).toBe('PENDING_SETTLEMENT');
      await client.advance(60);

      const paid = await client.control('POST', `/accounts/T11223344/settlements/${body.id}/pay`);

      expect(paid.body.payment_status).toBe('paid');
      expect(paid.body.updated_at > body.updated_at).toBe(true);
      expect((await client.transaction(id)).settlement_status).toBe('SETTLED');
      expect((await client.control('POST', `/accounts/T11223344/settlements/${body.id}/pay`)).status).toBe(409);
    });

    it.each([
      { feeBasisPoints: -1 },
      { signStyle: 'other' },
      { settledAt: 'soon' },
      { short: 1 },
      { transactionIds: [] },
    ])('refuses %j', async (body) => {
      expect((await settle(body)).status).toBe(400);
    });
  });

  describe('downloading', () => {
    const download = async (settlement: SettlementAnswer, extension: string) =>
      client.api('GET', attachmentPath(settlement, extension));

    beforeEach(() => paidInvoice(161_250));

    it('goes through a signed address that refuses the token', async () => {
      const { body } = await settle();

      const { url } = (await download(body, 'json')).body;

      expect((await fetch(url, { headers: { authorization: 'Bearer x' } })).status).toBe(400);
      expect(((await (await fetch(url)).json()) as ReportAnswer).amount).toBe(160_444);
    });

    it('redirects, or gives the file itself', async () => {
      const redirecting = (await settle({ downloadStyle: 'redirect' })).body;
      await paidInvoice(1000, 'SO-2');
      const inline = (await settle({ downloadStyle: 'inline' })).body;

      expect((await download(redirecting, 'json')).status).toBe(302);
      expect((await download(inline, 'json')).body.amount).toBe(995);
    });

    it('gives the file as a JSON string, a PDF in base64', async () => {
      const { body } = await settle({ downloadStyle: 'string' });

      expect((await download(body, 'json')).raw).toContain('"amount":160444');
      const pdf = Buffer.from((await download(body, 'pdf')).raw as string, 'base64');
      expect(pdfTexts(pdf)).toContain('1604.44');
    });

    it('has the same lines as CSV and XML', async () => {
      const { body } = await settle({ downloadStyle: 'string' });

      const csv = ((await download(body, 'csv')).raw as string).split('\r\n');
      const xml = (await download(body, 'xml')).raw as string;

      expect(csv[1]).toMatch(/^settlement;T11223344\.\w+;SO-1;[\d-]+;NOK;1612\.50;0\.00;-8\.06;0\.00;1604\.44$/);
      expect(xml).toContain(
        '<TransactionCapture>1612.50</TransactionCapture><TransactionRefund>0.00</TransactionRefund>',
      );
      expect(xml).toContain('<TransactionFee>8.06</TransactionFee>');
    });

    it('may bring the JSON later than the rest', async () => {
      const { body } = await settle({ jsonDelayMs: 60_000 });
      const item = async () => (await client.api('GET', LIST)).body.items[0]!;
      const extensions = (settlement: SettlementAnswer) => settlement.attachments.map((each) => each.extension);
      expect(extensions(await item())).toEqual(['csv', 'xml', 'pdf']);
      expect((await client.api('GET', `${LIST}/${body.id}/attachments/at1`)).status).toBe(404);

      await client.advance(60);

      const later = await item();
      expect(extensions(later)).toEqual(['json', 'csv', 'xml', 'pdf']);
      expect(later.updated_at > body.updated_at).toBe(true);
    });

    it('knows no other attachment', async () => {
      const { body } = await settle();

      expect((await client.api('GET', `${LIST}/${body.id}/attachments/at9`)).status).toBe(404);
      expect((await client.api('GET', `${LIST}/nothing/attachments/at1`)).status).toBe(404);
    });
  });

  describe('listed', () => {
    const dates = ['2026-07-07', '2026-07-14', '2026-07-14', '2026-07-21'];
    const settledOn = async (query = ''): Promise<string[]> =>
      (await client.api('GET', `${LIST}${query}`)).body.items.map((each) => each.settled_at.slice(0, 10));

    beforeEach(async () => {
      await client.control('POST', '/time', { set: '2026-08-01T00:00:00Z' });
      await client.reconfigure({});
      for (const [index, settledAt] of dates.entries()) {
        await paidInvoice(1000 + index, `SO-${index}`);
        await settle({ settledAt });
      }
    });

    it('come newest first, page by page, each once', async () => {
      const seen: string[] = [];
      let cursor = '';
      for (let page = 1; page <= 4; page += 1) {
        const { body } = await client.api('GET', `${LIST}?limit=1${cursor}`);
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
      const newest = (await client.api('GET', `${LIST}?limit=1`)).body.items[0]!;
      const after = `starting_after_id=${newest.id}&starting_after_date=${newest.settled_at}`;

      expect(await settledOn(`?${after}&created_at.lte=2026-07-14`)).toEqual([
        '2026-07-14',
        '2026-07-14',
        '2026-07-07',
      ]);
      expect(await settledOn(`?starting_after_id=none&starting_after_date=2000-01-01`)).toEqual([]);
    });

    it('give created_at for the next page when filtered by it', async () => {
      const { body } = await client.api('GET', `${LIST}?limit=1&item_created_at.gte=2026-01-01`);

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
      const reply = await client.api('GET', `${LIST}${query}`);

      expect(reply.status).toBe(400);
      expect(faultyFields(reply)).toEqual([field]);
    });
  });

  describe('generate-test-report', () => {
    const generate = (body?: object) => client.api('POST', `${LIST}/reports/generate-test-report`, { body });

    it('settles what the last week brought', async () => {
      expect((await generate()).status).toBe(200);
      await paidInvoice(161_250);

      expect((await generate()).status).toBe(201);

      const { items } = (await client.api('GET', LIST)).body;
      expect(items).toHaveLength(1);
      expect(items[0]!.provider_reference).toMatch(/^TEST-/);
      expect((await generate()).status).toBe(200);
    });

    it('takes what is named, or so many of a range', async () => {
      const id = await paidInvoice(1000);
      await paidInvoice(2000, 'SO-2');
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
});
