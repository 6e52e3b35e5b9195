import fc from 'fast-check';
import { divideHalfUp, exactNumber, formatMinor, Money, splitByLargestRemainder } from './money.js';
import { withCode } from '../../test/support/with-code.js';

const nok = (minor: bigint | number): Money => Money.of(minor, 'NOK');

describe('Money', () => {
  it('adds and subtracts within one currency', () => {
    expect(nok(100).plus(nok(50)).minus(nok(30)).equals(nok(120))).toBe(true);
  });

  it('refuses to mix currencies', () => {
    expect(() => nok(1).plus(Money.of(1, 'SEK'))).toThrow(withCode('CURRENCY_MIXED'));
  });

  it.each([1.5, Number.NaN, 2 ** 53])('refuses %p as minor units', (minor) => {
    expect(() => nok(minor)).toThrow(withCode('INVALID_AMOUNT'));
  });

  it.each(['nok', 'NO', ''])('refuses %p as a currency', (currency) => {
    expect(() => Money.of(1, currency)).toThrow(withCode('INVALID_AMOUNT'));
  });

  it('is an integer in JSON, and refuses to lose øre', () => {
    expect(JSON.stringify({ amount: nok(125000) })).toBe('{"amount":125000}');
    expect(() => exactNumber(2n ** 53n)).toThrow(withCode('INVALID_AMOUNT'));
  });

  it.each([
    [0n, '0.00'],
    [5n, '0.05'],
    [-5n, '-0.05'],
    [125000n, '1250.00'],
    [-100n, '-1.00'],
  ])('writes %p as %s', (minor, text) => {
    expect(formatMinor(minor)).toBe(text);
  });
});

describe('divideHalfUp', () => {
  it.each([
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [4n, 3n, 1n],
    [-4n, 3n, -1n],
    [0n, 7n, 0n],
  ])('%p / %p is %p', (n, d, q) => {
    expect(divideHalfUp(n, d)).toBe(q);
  });
});

describe('splitByLargestRemainder', () => {
  const weights = fc.array(fc.bigInt(0n, 10n ** 9n), { minLength: 1, maxLength: 20 });

  it('always sums to the total, never exceeds a weight, and gives nothing to a weight of zero', () => {
    fc.assert(
      fc.property(weights, fc.bigInt(0n, 10n ** 6n), (some, share) => {
        const sum = some.reduce((a, b) => a + b, 0n);
        const total = (sum * share) / 10n ** 6n;
        const parts = splitByLargestRemainder(total, some);
        expect(parts.reduce((a, b) => a + b, 0n)).toBe(total);
        parts.forEach((part, i) => {
          expect(part >= 0n && part <= (some[i] ?? 0n)).toBe(true);
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('is never more than one unit away from the exact share', () => {
    fc.assert(
      fc.property(weights, fc.bigInt(0n, 10n ** 12n), (some, total) => {
        const sum = some.reduce((a, b) => a + b, 0n);
        fc.pre(sum > 0n);
        splitByLargestRemainder(total, some).forEach((part, i) => {
          const difference = part * sum - total * (some[i] ?? 0n);
          expect(difference < sum && difference > -sum).toBe(true);
        });
      }),
    );
  });

  it('gives the odd unit to the largest fraction, the first one first', () => {
    expect(splitByLargestRemainder(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(splitByLargestRemainder(5n, [1n, 2n, 2n])).toEqual([1n, 2n, 2n]);
  });

  it.each([
    [-1n, [1n]],
    [1n, [0n]],
    [1n, [-1n, 2n]],
  ])('refuses to split %p over %p', (total, some) => {
    expect(() => splitByLargestRemainder(total, some)).toThrow(withCode('INVALID_SPLIT'));
  });
});
