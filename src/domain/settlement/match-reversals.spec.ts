import fc from 'fast-check';
import { matchReversals, type ReversalLine, type ReversiblePayment } from './match-reversals.js';

const line = (no: number, amountMinor: bigint, transactionId: string | null = 'T1'): ReversalLine => ({
  no,
  transactionId,
  amountMinor,
});
const payment = (id: string, leftMinor: bigint, transactionId = 'T1'): ReversiblePayment => ({
  id,
  transactionId,
  leftMinor,
});

describe('matchReversals', () => {
  it('finds the payment of the same transaction with exactly that amount', () => {
    const payments = [payment('a', 500n), payment('b', 300n), payment('c', 300n, 'T2')];

    expect(matchReversals([line(1, 300n)], payments).matched).toEqual([{ no: 1, paymentId: 'b' }]);
  });

  it('takes a part of the only payment there is, and the rest of it later', () => {
    const { matched, unmatched } = matchReversals([line(1, 200n), line(2, 300n)], [payment('a', 500n)]);

    expect(matched).toEqual([
      { no: 1, paymentId: 'a' },
      { no: 2, paymentId: 'a' },
    ]);
    expect(unmatched).toEqual([]);
  });

  it.each([
    ['two payments of that amount', line(1, 500n), [payment('a', 500n), payment('b', 500n)]],
    ['a part of one of two payments', line(1, 100n), [payment('a', 500n), payment('b', 300n)]],
    ['more than was paid', line(1, 600n), [payment('a', 500n)]],
    ['what was taken back already', line(1, 500n), [payment('a', 0n)]],
    ['a payment of another transaction', line(1, 500n), [payment('a', 500n, 'T2')]],
    ['no transaction at all', line(1, 500n, null), [payment('a', 500n)]],
  ])('guesses nothing when it could be %s', (_, some, payments) => {
    expect(matchReversals([some], payments)).toEqual({ matched: [], unmatched: [some] });
  });

  it('never takes back more of a payment than is left, and forgets no line', () => {
    const lines = fc.array(fc.bigInt(1n, 20n), { maxLength: 6 }).map((some) => some.map((minor, i) => line(i, minor)));
    const payments = fc
      .array(fc.bigInt(0n, 20n), { maxLength: 4 })
      .map((some) => some.map((minor, i) => payment(String(i), minor)));

    fc.assert(
      fc.property(lines, payments, (some, paid) => {
        const { matched, unmatched } = matchReversals(some, paid);
        expect(matched.length + unmatched.length).toBe(some.length);
        for (const { id, leftMinor } of paid) {
          const taken = matched.filter(({ paymentId }) => paymentId === id);
          const sum = taken.reduce((total, { no }) => total + (some[no]?.amountMinor ?? 0n), 0n);
          expect(sum <= leftMinor).toBe(true);
        }
      }),
    );
  });
});
