import type { Merchant } from '../../src/domain/merchant.js';
import { FILTER_NAMES, type TransactionFilters } from '../../src/integrations/dintero/api/transaction-filters.js';
import type { DinteroApi } from '../../src/integrations/dintero/dintero-api.js';
import { allOf } from '../support/all-of.js';
import { DinteroBench, invoiceRequest } from '../support/dintero-bench.js';

const NOBODY = 'T11223344.4gGXcDGqRCMnQRzgSDZFCv';

/** A value for every filter there is; a filter that is missing here does not compile. */
const EVERY_FILTER: Required<TransactionFilters> = {
  id: [NOBODY],
  session_id: [NOBODY, NOBODY],
  store_id: ['NO01'],
  currency: ['NOK', 'SEK'],
  status: ['AUTHORIZED', 'CAPTURED'],
  payment_product: ['kravia'],
  payment_product_type: ['kravia.invoice_b2b'],
  card_brand: ['Visa'],
  token_id: ['token'],
  payout_correlation_id: ['A', 'B'],
  merchant_reference: 'SO-1',
  merchant_reference_2: 'INV-1',
  payment_operation: 'unscheduled_purchase',
  customer_id: 'C-2041',
  payout_destination_id: 'seller-1',
  terminal_id: 'T0292',
  channel: 'ecommerce',
  amount: 161_250,
  'amount.gte': 0,
  'amount.lte': 200_000,
  'created_at.gte': '2026-01-01T00:00:00Z',
  'created_at.lte': '2026-12-31T00:00:00Z',
  'captured_at.gte': '2026-01-01T00:00:00Z',
  'captured_at.lte': '2026-12-31T00:00:00Z',
  'refunded_at.gte': '2026-01-01T00:00:00Z',
  'refunded_at.lte': '2026-12-31T00:00:00Z',
  search: 'Per Prøve',
  includes: ['events.success.true'],
};

const bench = DinteroBench.forTheseTests();
let dintero: DinteroApi;
let merchant: Merchant;

beforeEach(() => {
  ({ dintero, merchant } = bench.adapters());
});

describe('a filter', () => {
  it('is known to Dintero, each of them', async () => {
    const refused: string[] = [];
    for (const name of FILTER_NAMES) {
      const filters: TransactionFilters = { [name]: EVERY_FILTER[name] };
      await dintero.transactions.page(merchant, filters).catch(() => refused.push(name));
    }

    expect(FILTER_NAMES).toHaveLength(Object.keys(EVERY_FILTER).length);
    expect(refused).toEqual([]);
  });

  it('of several values goes out as often as it has values, and only the payout correlation with commas', async () => {
    await dintero.transactions.page(merchant, {
      status: EVERY_FILTER.status,
      payout_correlation_id: EVERY_FILTER.payout_correlation_id,
    });

    expect((await bench.lastRequest('transactions.list')).query).toBe(
      'status=AUTHORIZED&status=CAPTURED&payout_correlation_id=A%2CB&limit=100',
    );
  });

  it('narrows the list down', async () => {
    const [first] = await issued(2);
    await bench.sandbox.debtorPays(first ?? '', 161_250);
    const idsWith = async (filters: TransactionFilters): Promise<string[]> =>
      (await dintero.transactions.page(merchant, filters)).map(({ id }) => id);

    expect(await idsWith({ status: ['CAPTURED'] })).toEqual([first]);
    expect(await idsWith({ 'captured_at.gte': '2020-01-01T00:00:00Z' })).toEqual([first]);
    expect(await idsWith({ 'amount.gte': 161_251 })).toEqual([]);
    expect(await idsWith({ customer_id: 'C-2041' })).toHaveLength(2);
  });
});

describe('the list', () => {
  it('is walked through page by page, each transaction once', async () => {
    const ids = await issued(5);
    const found = await allOf(dintero.transactions.list(merchant, {}, 2));

    expect(found.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect(await bench.callsTo('transactions.list')).toBe(3);
  });

  it('asks for one page more when the last one is full', async () => {
    await issued(2);
    await allOf(dintero.transactions.list(merchant, {}, 2));

    expect(await bench.callsTo('transactions.list')).toBe(2);
  });

  it('asks for nothing more once the caller has found what it wants', async () => {
    await issued(4);
    for await (const _ of dintero.transactions.list(merchant, {}, 2)) break;

    expect(await bench.callsTo('transactions.list')).toBe(1);
  });

  it('ends when the cursor does not move, instead of going round for ever', async () => {
    await bench.sandbox.fault({
      operation: 'transactions.list',
      fault: 'status',
      status: 200,
      body: [{ id: 'same' }],
      times: null,
    });

    expect(await allOf(dintero.transactions.list(merchant, {}, 1))).toHaveLength(2);
  });
});

describe('a transaction', () => {
  it('is read with what is asked for', async () => {
    const [id = ''] = await issued(1);
    const read = await dintero.transactions.get(merchant, id, ['session', 'initiating_system_request_headers']);

    expect(read.session).toMatchObject({ transaction_id: id });
    expect(await dintero.transactions.get(merchant, id)).not.toHaveProperty('session');
  });

  it('gets a second reference', async () => {
    const [id = ''] = await issued(1);
    await dintero.transactions.update(merchant, id, { merchant_reference_2: 'INV-88017' });

    expect(await dintero.transactions.get(merchant, id)).toMatchObject({ merchant_reference_2: 'INV-88017' });
  });

  it('keeps statuses, events and keys that we have never heard of', async () => {
    const body = { id: 'x', status: 'SLEEPING', brand_new: { a: 1 }, events: [{ event: 'DREAM', extra: true }] };
    await bench.sandbox.fault({ operation: 'transaction.get', fault: 'status', status: 200, body });

    expect(await dintero.transactions.get(merchant, NOBODY)).toEqual(body);
  });
});

async function issued(count: number): Promise<string[]> {
  const { gateway } = bench.adapters();
  const ids: string[] = [];
  for (let number = 1; number <= count; number += 1) {
    const request = invoiceRequest(`SO-1000${number}`, { channel: 'kravia' });
    ids.push((await gateway.issue(merchant, request)).transactionId);
  }
  return ids;
}
