import fc from 'fast-check';
import { Money } from '../money.js';
import { JournalEntry, type JournalEntryInput, type Posting } from './journal-entry.js';
import { credit, debit } from './posting-line.js';
import { chartOf } from './roles.js';
import { withCode } from '../../../test/support/with-code.js';

const chart = chartOf('ns4102', {});
const nok = (minor: bigint | number): Money => Money.of(minor, 'NOK');
const input = (postings: readonly Posting[], kind: JournalEntryInput['kind'] = 'payment'): JournalEntryInput => ({
  key: 'payment:T.a:1',
  kind,
  date: '2026-01-28',
  occurredAt: new Date(0),
  text: 'Payment',
  links: { orderId: null, invoiceReference: null, transactionId: null, invoiceNumber: null, settlementId: null },
  postings,
});

describe('JournalEntry', () => {
  it('takes any number of postings whose debits equal their credits', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt(1n, 10n ** 12n), { minLength: 1, maxLength: 20 }), (amounts) => {
        const total = amounts.reduce((a, b) => a + b, 0n);
        const postings = [
          debit(chart, 'providerClearing', nok(total)),
          ...amounts.map((a) => credit(chart, 'receivable', nok(a))),
        ];
        const entry = new JournalEntry(input(postings));
        expect(entry.total('debit').equals(entry.total('credit'))).toBe(true);
      }),
    );
  });

  it('refuses one øre too much, on either side', () => {
    fc.assert(
      fc.property(fc.bigInt(2n, 10n ** 12n), fc.constantFrom(1n, -1n), (amount, slip) => {
        const postings = [
          debit(chart, 'providerClearing', nok(amount)),
          credit(chart, 'receivable', nok(amount + slip)),
        ];
        expect(() => new JournalEntry(input(postings))).toThrow(withCode('UNBALANCED_ENTRY'));
      }),
    );
  });

  it.each([
    ['no postings', []],
    ['one posting', [debit(chart, 'providerClearing', nok(1))]],
    ['an amount of zero', [debit(chart, 'providerClearing', nok(0)), credit(chart, 'receivable', nok(0))]],
    ['a negative amount', [debit(chart, 'providerClearing', nok(-1)), credit(chart, 'receivable', nok(-1))]],
    ['two currencies', [debit(chart, 'providerClearing', nok(1)), credit(chart, 'receivable', Money.of(1, 'SEK'))]],
    [
      'a payment that touches revenue',
      [debit(chart, 'providerClearing', nok(1)), credit(chart, 'revenueHighGoods', nok(1))],
    ],
  ])('refuses %s', (_, postings) => {
    expect(() => new JournalEntry(input(postings))).toThrow(withCode('INVALID_ENTRY'));
  });

  it('cannot be altered afterwards', () => {
    const postings = [debit(chart, 'providerClearing', nok(1)), credit(chart, 'receivable', nok(1))];
    const entry = new JournalEntry(input(postings));
    postings.push(debit(chart, 'providerClearing', nok(1)));
    expect(entry.postings).toHaveLength(2);
    expect(Object.isFrozen(entry.postings)).toBe(true);
  });
});
