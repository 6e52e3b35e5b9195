import { Money } from '../../domain/money.js';
import type { ProviderTransaction } from '../../domain/invoice/provider-transaction.js';
import type { DinteroEvent, DinteroTransaction } from './dintero.types.js';
import { isTransaction, stampOf, toTransaction } from './to-transaction.js';

const READ_AT = new Date('2026-11-20T10:00:00Z');
const read = (raw: unknown): ProviderTransaction => toTransaction(raw as DinteroTransaction, 'NOK', READ_AT);
const nok = (minor: number): Money => Money.of(minor, 'NOK');

/** The transaction printed on docs.dintero.com/docs/checkout/kravia/checkout (read 2026-11-20). */
const CHECKOUT_EXAMPLE = {
  id: 'T12345',
  status: 'AUTHORIZED',
  payment_product_type: 'kravia.invoice_b2b',
  metadata: {
    'kravia:invoice_number': 'A1B2C-000001',
    'kravia:invoice_url': 'https://checkout.dintero.com/transaction-attachments/...',
  },
  events: [
    {
      event: 'AUTHORIZE',
      metadata: {
        'kravia:invoice_date': '2026-01-15',
        'kravia:invoice_due_date': '2026-01-29',
        'kravia:invoice_number': 'A1B2C-000001',
        'kravia:creditor_id': '12345',
        'kravia:debtor_id': '67890',
        'kravia:invoice_id': '98765',
        'kravia:case_number': 'CASE-001',
      },
    },
    { event: 'INITIATE_CAPTURE' },
  ],
};

/** The one printed on docs.dintero.com/docs/checkout/kravia/merchant-initiated-payments (read 2026-11-20). */
const MIT_EXAMPLE = {
  id: 'T12345',
  status: 'AUTHORIZED',
  payment_product_type: 'kravia.invoice_b2b',
  amount: 29900,
  merchant_reference: 'inv-2026-001',
  metadata: {
    'kravia:invoice_number': 'INV-2026-0001',
    'kravia:invoice_url': 'https://checkout.dintero.com/transaction-attachments/...',
  },
  events: [
    {
      event: 'AUTHORIZE',
      created_at: '2026-01-15T10:30:00Z',
      metadata: {
        'kravia:invoice_date': '2026-01-15',
        'kravia:invoice_due_date': '2026-02-14',
        'kravia:invoice_number': 'INV-2026-0001',
      },
    },
    {
      event: 'INITIATE_CAPTURE',
      created_at: '2026-01-15T10:30:00Z',
      metadata: {
        'kravia:invoice_number': 'INV-2026-0001',
        'kravia:invoice_id': '98765',
        'kravia:payment_details:bank_account:bban': '15063092174',
        'kravia:payment_details:bank_account:iban': 'NO0215063092174',
        'kravia:payment_details:bank_account:swift': 'DNBANOKKXXX',
        'kravia:payment_details:kid': '300000019497814',
      },
    },
  ],
};

/** API reference 2.10: the answer to a call for an invoice the merchant delivers itself. */
const ACCEPTED = {
  id: 'T12345678.tx0001',
  session_id: 'T12345678.sess1',
  status: 'AUTHORIZED',
  success: true,
  payment_product: 'kravia',
  payment_product_type: 'kravia.invoice_b2b',
  amount: 161250,
  currency: 'NOK',
  merchant_reference: 'SO-10017-1',
  metadata: {
    'kravia:invoice_number': 'FT7Q2-000104',
    'kravia:invoice_channel': 'merchant',
    'kravia:invoice_url': 'https://checkout.dintero.com/transaction-attachments/made-up',
  },
  events: [
    {
      id: '1',
      event: 'AUTHORIZE',
      transaction_status: 'AUTHORIZED',
      success: true,
      created_at: '2026-06-02T08:00:00.000Z',
      metadata: { 'kravia:invoice_date': '2026-06-02', 'kravia:invoice_due_date': '2026-07-02' },
    },
  ],
};

/** API reference 2.10: HTTP 200, but no invoice. */
const REFUSED = {
  id: 'T12345678.tx0002',
  session_id: 'T12345678.sess2',
  status: 'FAILED',
  success: false,
  amount: 161250,
  currency: 'NOK',
  merchant_reference: 'SO-10018-1',
  events: [
    { event: 'INITIALIZE', transaction_status: 'INITIATED', success: true, created_at: '2026-06-02T08:00:00.000Z' },
    {
      event: 'AUTHORIZE',
      transaction_status: 'FAILED',
      success: false,
      created_at: '2026-06-02T08:00:01.000Z',
      error: {
        code: 'made_up_code',
        message: 'made-up text',
        type: ['DECLINED'],
        retry_policy: { retry_codes: ['RETRY_AFTER_DELAY'], retry_after: '2026-06-03T08:00:00Z' },
      },
    },
  ],
};

/** API reference 4.2: a payment that names the settlement it was paid out with. */
const CAPTURE = {
  id: '4',
  event: 'CAPTURE',
  transaction_status: 'CAPTURED',
  success: true,
  amount: 161250,
  event_reference: 'INV-88017',
  created_at: '2026-06-24T06:10:00.000Z',
  request_id: '0d9c1b52-7c0a-4a0e-9a53-0c1f2a3b4c5d',
  settlements: {
    settlement_status: 'SETTLED',
    events: [{ settlement_id: 'R18010-AB12CD', amount: 160444, capture: 161250, fee: 806 }],
  },
};

describe('the documented transactions', () => {
  it('of the checkout page: collection has started, times are those of reading', () => {
    expect(read(CHECKOUT_EXAMPLE)).toMatchObject({
      transactionId: 'T12345',
      sessionId: null,
      reference: '',
      product: 'b2b',
      standing: 'accepted',
      claimsPaid: false,
      refusal: null,
      facts: {
        invoiceNumber: 'A1B2C-000001',
        invoiceDate: '2026-01-15',
        dueDate: '2026-01-29',
        documentUrl: 'https://checkout.dintero.com/transaction-attachments/...',
        kid: null,
        channel: null,
      },
      events: [
        { kind: 'authorised', succeeded: true, amount: null, occurredAt: READ_AT },
        { kind: 'collection-started', succeeded: true, amount: null, occurredAt: READ_AT },
      ],
    });
  });

  it('of the merchant-initiated page: with what the debtor pays to', () => {
    expect(read(MIT_EXAMPLE)).toMatchObject({
      reference: 'inv-2026-001',
      amount: nok(29900),
      facts: {
        invoiceNumber: 'INV-2026-0001',
        kid: '300000019497814',
        bankAccount: '15063092174',
        iban: 'NO0215063092174',
        bic: 'DNBANOKKXXX',
        dueDate: '2026-02-14',
      },
      events: [{ occurredAt: new Date('2026-01-15T10:30:00Z') }, { kind: 'collection-started' }],
    });
  });

  it('of an accepted invoice the merchant delivers: authorised, collection not started', () => {
    const transaction = read(ACCEPTED);

    expect(transaction).toMatchObject({
      sessionId: 'T12345678.sess1',
      reference: 'SO-10017-1',
      amount: nok(161250),
      standing: 'accepted',
      facts: { channel: 'merchant', dueDate: '2026-07-02' },
      raw: ACCEPTED,
    });
    expect(transaction.events.map(({ key, kind }) => [key, kind])).toEqual([['1', 'authorised']]);
  });

  it('of a refused one: the reason of the event that failed', () => {
    expect(read(REFUSED)).toMatchObject({
      standing: 'refused',
      refusal: { code: 'made_up_code', message: 'made-up text', final: false },
      events: [
        { kind: 'other', name: 'INITIALIZE' },
        { kind: 'authorised', succeeded: false },
      ],
    });
  });

  it('of a payment: its amount, our reference and the settlement that paid it out', () => {
    const transaction = read({ ...ACCEPTED, status: 'CAPTURED', events: [...ACCEPTED.events, CAPTURE] });

    expect(transaction.claimsPaid).toBe(true);
    expect(transaction.events[1]).toEqual({
      key: '4',
      kind: 'paid',
      name: 'CAPTURE',
      succeeded: true,
      amount: nok(161250),
      occurredAt: new Date('2026-06-24T06:10:00.000Z'),
      eventReference: 'INV-88017',
      settlementIds: ['R18010-AB12CD'],
    });
  });
});

describe('a status', () => {
  it.each([
    ['AUTHORIZED', 'accepted', false],
    ['PARTIALLY_CAPTURED', 'accepted', false],
    ['CAPTURED', 'accepted', true],
    ['AUTHORIZATION_VOIDED', 'accepted', false],
    ['REFUNDED', 'accepted', false],
    ['FAILED', 'refused', false],
    ['DECLINED', 'refused', false],
    ['INITIATED', 'pending', false],
    ['ON_HOLD', 'pending', false],
    ['UNKNOWN', 'pending', false],
  ])('%s means %s', (status, standing, claimsPaid) => {
    expect(read({ ...ACCEPTED, status })).toMatchObject({ status, standing, claimsPaid });
  });

  it('that is left out is the one after the last event, and without events nobody knows', () => {
    const { status: _, ...without } = ACCEPTED;

    expect(read({ ...without, events: [...ACCEPTED.events, CAPTURE] }).status).toBe('CAPTURED');
    expect(read({ ...without, events: [] })).toMatchObject({ status: 'UNKNOWN', standing: 'pending' });
  });

  it('that says voided is a fact even where no event shows it, and is told once', () => {
    const voided = { ...ACCEPTED, status: 'AUTHORIZATION_VOIDED', updated_at: '2026-06-05T08:00:00Z' };
    const shown = { id: '2', event: 'VOID', success: true, created_at: '2026-06-04T08:00:00Z' };

    expect(read(voided).events.at(-1)).toMatchObject({
      key: 'status-AUTHORIZATION_VOIDED',
      kind: 'voided',
      occurredAt: new Date('2026-06-05T08:00:00Z'),
    });
    expect(read({ ...voided, events: [shown] }).events.map(({ key }) => key)).toEqual(['2']);
    expect(read({ ...voided, events: [{ ...shown, success: false }] }).events).toHaveLength(2);
  });

  it('that refuses without a reason says so; a reason may forbid repeating', () => {
    const final = {
      event: 'AUTHORIZE',
      success: false,
      error: { message: 'no', retry_policy: { retry_codes: ['DO_NOT_RETRY'] } },
    };

    expect(read({ id: 'T1', status: 'DECLINED' }).refusal).toEqual({
      code: 'DECLINED',
      message: 'the payment declined without a reason',
      final: false,
    });
    expect(read({ id: 'T1', status: 'FAILED', events: [final] }).refusal).toEqual({
      code: 'FAILED',
      message: 'no',
      final: true,
    });
  });
});

describe('an event', () => {
  const eventOf = (event: DinteroEvent): ProviderTransaction['events'][number] =>
    read({ ...ACCEPTED, events: [event] }).events[0]!;

  it.each([
    ['AUTHORIZE', 'authorised'],
    ['INITIATE_CAPTURE', 'collection-started'],
    ['CAPTURE', 'paid'],
    ['VOID', 'voided'],
    ['REFUND', 'reversed'],
    ['INITIATE', 'other'],
    ['INITIATE_VOID', 'other'],
    ['SETTLEMENT', 'other'],
    ['SOMETHING_NEW', 'other'],
  ])('%s is %s', (event, kind) => {
    expect(eventOf({ event })).toMatchObject({ kind, name: event });
  });

  it('without a name is kept', () => {
    expect(eventOf({})).toMatchObject({ kind: 'other', name: 'UNNAMED' });
  });

  it('succeeded unless it says that it did not', () => {
    expect(eventOf({ event: 'CAPTURE' }).succeeded).toBe(true);
    expect(eventOf({ event: 'CAPTURE', success: false }).succeeded).toBe(false);
  });

  it.each([undefined, 12.5, '161250', null, 2 ** 60])('with the amount %p has none that can be booked', (amount) => {
    expect(eventOf({ event: 'CAPTURE', amount } as DinteroEvent).amount).toBeNull();
  });

  it('is known by its id, else by its request, else by what identifies it', () => {
    const bare = { event: 'CAPTURE', amount: 100, created_at: '2026-06-24T06:10:00.000Z' };

    expect(eventOf({ ...bare, id: '4', request_id: 'r' }).key).toBe('4');
    expect(eventOf({ ...bare, request_id: 'r' }).key).toBe('r');
    expect(eventOf(bare).key).toMatch(/^hash-[0-9a-f]{24}$/);
    expect(eventOf({ ...bare, metadata: { later: 1 } }).key).toBe(eventOf(bare).key);
    expect(eventOf({ ...bare, amount: 101 }).key).not.toBe(eventOf(bare).key);
  });

  it('happened when it says, else when the transaction last changed, else now', () => {
    const raw = { id: 'T1', created_at: '2026-06-02T08:00:00Z', updated_at: '2026-06-05T08:00:00Z' };
    const timeOf = (transaction: object): string => read(transaction).events[0]!.occurredAt.toISOString();

    expect(timeOf({ ...raw, events: [{ created_at: 'yesterday' }] })).toBe('2026-06-05T08:00:00.000Z');
    expect(timeOf({ id: 'T1', created_at: raw.created_at, events: [{}] })).toBe('2026-06-02T08:00:00.000Z');
    expect(timeOf({ id: 'T1', events: [{}] })).toBe(READ_AT.toISOString());
  });
});

describe('the facts of an invoice', () => {
  it('are taken from the transaction first, then from its newest event', () => {
    const events = [
      { metadata: { 'kravia:payment_details:kid': '1', 'kravia:invoice_number': 'old' } },
      { metadata: { 'kravia:payment_details:kid': '2' } },
    ];

    expect(read({ id: 'T1', events }).facts).toMatchObject({ kid: '2', invoiceNumber: 'old' });
    expect(read({ id: 'T1', events, metadata: { 'kravia:payment_details:kid': '3' } }).facts.kid).toBe('3');
  });

  it('may be numbers; dates may carry a time; what is neither is left out', () => {
    const metadata = {
      'kravia:payment_details:kid': 300000019497814,
      'kravia:invoice_date': '2026-06-02T00:00:00Z',
      'kravia:invoice_due_date': 'soon',
      'kravia:invoice_channel': 'pigeon',
      'kravia:invoice_url': { href: 'x' },
    };

    expect(read({ id: 'T1', metadata }).facts).toMatchObject({
      kid: '300000019497814',
      invoiceDate: '2026-06-02',
      dueDate: null,
      channel: null,
      documentUrl: null,
    });
  });

  it.each([
    ['kravia.invoice_b2b', 'b2b'],
    ['kravia.invoice_b2b_grouped', 'b2b-grouped'],
    ['kravia.invoice_b2c', 'b2c'],
    ['kravia.invoice_new', null],
    [undefined, null],
  ])('the product %p is %p', (type, product) => {
    expect(read({ id: 'T1', payment_product_type: type }).product).toBe(product);
  });
});

describe('an answer', () => {
  it('of nothing but an id is a transaction in the currency of the books, about which nothing is known', () => {
    expect(isTransaction({ id: 'T1' })).toBe(true);
    expect(read({ id: 'T1' })).toMatchObject({ amount: nok(0), standing: 'pending', events: [], product: null });
  });

  it.each([null, [], 'T1', {}, { id: 7 }, { error: { message: 'x' } }])('%j is no transaction', (value) => {
    expect(isTransaction(value)).toBe(false);
  });

  it('leaves in its stamp null where a glance shows nothing', () => {
    expect(stampOf({ id: 'T1' })).toEqual({
      updatedAt: null,
      status: 'UNKNOWN',
      settlementStatus: null,
      eventCount: null,
    });
    expect(stampOf({ ...ACCEPTED, updated_at: 'u', settlement_status: 'SETTLED' })).toEqual({
      updatedAt: 'u',
      status: 'AUTHORIZED',
      settlementStatus: 'SETTLED',
      eventCount: 1,
    });
  });
});
