import fc from 'fast-check';
import { formatRate, isPlausibleVat, parseRate, vatInside } from './vat.js';
import { withCode } from '../../test/support/with-code.js';

describe('vatInside', () => {
  it.each([
    [9999n, '12', 1071n],
    [112500n, '25', 22500n],
    [34500n, '15', 4500n],
    [29900n, '0', 0n],
    [-12500n, '25', -2500n],
  ])('%p at %s %% contains %p', (gross, percent, vat) => {
    expect(vatInside(gross, parseRate(percent))).toBe(vat);
  });

  it('is at most half a unit from the exact value, and plausible', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 9n), 10n ** 9n), fc.integer({ min: 0, max: 10_000 }), (gross, rate) => {
        const vat = vatInside(gross, rate);
        const scale = BigInt(10_000 + rate);
        const error = 2n * (vat * scale - gross * BigInt(rate));
        expect(error <= scale && error >= -scale).toBe(true);
        expect(isPlausibleVat(gross, rate, vat)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('isPlausibleVat', () => {
  it('takes what an ERP gets that starts from the net amount, and refuses a whole unit more', () => {
    // 99.99 net at 25 %: the ERP rounds to 25.00, exactly it is 24.998.
    expect(isPlausibleVat(12499n, 2500, 2500n)).toBe(true);
    expect(isPlausibleVat(12499n, 2500, 2499n)).toBe(true);
    expect(isPlausibleVat(12499n, 2500, 2501n)).toBe(false);
    expect(isPlausibleVat(12500n, 2500, 2499n)).toBe(false);
  });
});

describe('parseRate', () => {
  it.each([
    ['25', 2500],
    ['25.00', 2500],
    ['11.11', 1111],
    [11.11, 1111],
    ['0', 0],
    ['6.5', 650],
    [100, 10_000],
  ])('reads %p', (percent, rate) => {
    expect(parseRate(percent)).toBe(rate);
  });

  it.each(['-1', '101', '25.123', '25 %', '', 'abc', '1e2'])('refuses %p', (percent) => {
    expect(() => parseRate(percent)).toThrow(withCode('INVALID_VAT_RATE'));
  });

  it('is written back as people write it', () => {
    expect([2500, 1111, 0].map(formatRate)).toEqual(['25', '11.11', '0']);
  });
});
