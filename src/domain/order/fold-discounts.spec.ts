import fc from 'fast-check';
import { vatInside } from '../vat.js';
import { foldDiscounts } from './fold-discounts.js';
import type { OrderLine } from './order.js';
import { withCode } from '../../../test/support/with-code.js';

const line = (lineId: string, amountMinor: bigint, vatRate = 2500, vatCode: string | null = '3'): OrderLine => ({
  lineId,
  sku: null,
  description: lineId,
  quantity: '1',
  amountMinor,
  vatRate,
  vatMinor: vatInside(amountMinor, vatRate),
  vatCode,
  type: null,
});
const sum = (lines: readonly OrderLine[], read: (one: OrderLine) => bigint): bigint =>
  lines.reduce((t, one) => t + read(one), 0n);

describe('foldDiscounts', () => {
  it('lowers base and VAT of the discount’s own code, spread by amount', () => {
    const folded = foldDiscounts([
      line('1', 75000n),
      line('2', 25000n),
      line('food', 10000n, 1500, '31'),
      line('d', -10000n),
    ]);
    expect(folded.map(({ lineId, amountMinor, discountMinor }) => [lineId, amountMinor, discountMinor])).toEqual([
      ['1', 67500n, 7500n],
      ['2', 22500n, 2500n],
      ['food', 10000n, 0n],
    ]);
  });

  it('keeps the totals of every code and leaves no negative line', () => {
    const lines = fc.array(fc.record({ amount: fc.bigInt(100n, 10n ** 7n), rate: fc.constantFrom(2500, 1500, 0) }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(lines, fc.bigInt(1n, 99n), (some, percent) => {
        const goods = some.map(({ amount, rate }, i) => line(String(i), amount, rate, String(rate)));
        const discounts = [...new Set(some.map(({ rate }) => rate))].map((rate) => {
          const ofRate = sum(
            goods.filter((one) => one.vatRate === rate),
            (one) => one.amountMinor,
          );
          return line(`d${rate}`, -((ofRate * percent) / 100n), rate, String(rate));
        });
        const before = [...goods, ...discounts];
        const after = foldDiscounts(before);
        for (const rate of [2500, 1500, 0]) {
          const own = (all: readonly OrderLine[]): OrderLine[] => all.filter((one) => one.vatRate === rate);
          expect(sum(own(after), (one) => one.amountMinor)).toBe(sum(own(before), (one) => one.amountMinor));
          expect(sum(own(after), (one) => one.vatMinor)).toBe(sum(own(before), (one) => one.vatMinor));
        }
        expect(
          after.every((one) => one.amountMinor > 0n && one.vatMinor >= 0n && one.vatMinor <= one.amountMinor),
        ).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('refuses a discount that no line of its VAT code can carry', () => {
    const tooLarge = withCode('DISCOUNT_TOO_LARGE');
    expect(() => foldDiscounts([line('1', 1000n), line('d', -1001n)])).toThrow(tooLarge);
    expect(() => foldDiscounts([line('1', 100000n, 1500, '31'), line('d', -10n)])).toThrow(tooLarge);
  });
});
