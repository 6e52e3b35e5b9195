import {
  ACCEPTED,
  CAPTURE,
  CHECKOUT_EXAMPLE,
  MIT_EXAMPLE,
  READ_AT,
  readTransaction,
  REFUSED,
} from '../../../test/support/documented-transactions.js';
import { Money } from '../../domain/money.js';
import { isTransaction, stampOf } from './to-transaction.js';

const nok = (minor: number): Money => Money.of(minor, 'NOK');

describe('the documented transactions', () => {
  it('of the checkout page: collection has started, times are those of reading', () => {
    expect(readTransaction(CHECKOUT_EXAMPLE)).toMatchObject({
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
    expect(readTransaction(MIT_EXAMPLE)).toMatchObject({
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
    const transaction = readTransaction(ACCEPTED);

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
    expect(readTransaction(REFUSED)).toMatchObject({
      standing: 'refused',
      refusal: { code: 'made_up_code', message: 'made-up text', final: false },
      events: [
        { kind: 'other', name: 'INITIALIZE' },
        { kind: 'authorised', succeeded: false },
      ],
    });
  });

  it('of a payment: its amount, our reference and the settlement that paid it out', () => {
    const transaction = readTransaction({ ...ACCEPTED, status: 'CAPTURED', events: [...ACCEPTED.events, CAPTURE] });

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

describe('the facts of an invoice', () => {
  it('are taken from the transaction first, then from its newest event', () => {
    const events = [
      { metadata: { 'kravia:payment_details:kid': '1', 'kravia:invoice_number': 'old' } },
      { metadata: { 'kravia:payment_details:kid': '2' } },
    ];

    expect(readTransaction({ id: 'T1', events }).facts).toMatchObject({ kid: '2', invoiceNumber: 'old' });
    expect(readTransaction({ id: 'T1', events, metadata: { 'kravia:payment_details:kid': '3' } }).facts.kid).toBe('3');
  });

  it('may be numbers; dates may carry a time; what is neither is left out', () => {
    const metadata = {
      'kravia:payment_details:kid': 300000019497814,
      'kravia:invoice_date': '2026-06-02T00:00:00Z',
      'kravia:invoice_due_date': 'soon',
      'kravia:invoice_channel': 'pigeon',
      'kravia:invoice_url': { href: 'x' },
    };

    expect(readTransaction({ id: 'T1', metadata }).facts).toMatchObject({
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
    expect(readTransaction({ id: 'T1', payment_product_type: type }).product).toBe(product);
  });
});

describe('an answer', () => {
  it('of nothing but an id is a transaction in the currency of the books, about which nothing is known', () => {
    expect(isTransaction({ id: 'T1' })).toBe(true);
    expect(readTransaction({ id: 'T1' })).toMatchObject({
      amount: nok(0),
      standing: 'pending',
      events: [],
      product: null,
    });
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
