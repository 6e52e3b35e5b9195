import fc from 'fast-check';
import { vatInside } from '../vat.js';
import { withCode } from '../../../test/support/with-code.js';
import { creditPart } from './credit-part.js';

/** Invoice 1001 of the worked book, its discount folded in. */
const LINES_1001 = [
  { amountMinor: 112500n, vatMinor: 22500n },
  { amountMinor: 34500n, vatMinor: 4500n },
  { amountMinor: 9999n, vatMinor: 1071n },
  { amountMinor: 29900n, vatMinor: 0n },
  { amountMinor: 9900n, vatMinor: 1980n },
];

describe('creditPart', () => {
  it('spreads the unpaid rest of invoice 1001 of the worked book to the øre', () => {
    const parts = creditPart(LINES_1001, 96799n);

    expect(parts.map(({ amountMinor }) => amountMinor)).toEqual([55335n, 16969n, 4918n, 14707n, 4870n]);
    expect(parts.map(({ vatMinor }) => vatMinor)).toEqual([11067n, 2213n, 527n, 0n, 974n]);
  });

  it('credits all of it exactly as it was invoiced', () => {
    expect(creditPart(LINES_1001, 196799n)).toEqual(LINES_1001);
  });

  it('refuses to credit more than is left', () => {
    expect(() => creditPart(LINES_1001, 196800n)).toThrow(withCode('CREDIT_TOO_LARGE'));
    expect(() => creditPart([{ amountMinor: 100n, vatMinor: 20n }], 60n, [50n])).toThrow(withCode('CREDIT_TOO_LARGE'));
  });

  it('closes every line, whatever the pieces: the VAT of all credits is the VAT of the invoice', () => {
    const lines = fc.array(
      fc.record({ amountMinor: fc.bigInt(1n, 10n ** 6n), rate: fc.constantFrom(2500, 1500, 1111, 1200, 0) }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(lines, fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 5 }), (some, shares) => {
        const invoiced = some.map(({ amountMinor, rate }) => ({ amountMinor, vatMinor: vatInside(amountMinor, rate) }));
        let credited = invoiced.map(() => 0n);
        let vat = invoiced.map(() => 0n);
        const left = (): bigint =>
          invoiced.reduce((sum, { amountMinor }, i) => sum + amountMinor - (credited[i] ?? 0n), 0n);
        const take = (minor: bigint): void => {
          const parts = creditPart(invoiced, minor, credited);
          expect(parts.every(({ vatMinor }) => vatMinor >= 0n)).toBe(true);
          credited = credited.map((before, i) => before + (parts[i]?.amountMinor ?? 0n));
          vat = vat.map((before, i) => before + (parts[i]?.vatMinor ?? 0n));
        };
        for (const share of shares) take((left() * BigInt(share)) / 101n);
        take(left());
        expect(credited).toEqual(invoiced.map(({ amountMinor }) => amountMinor));
        expect(vat).toEqual(invoiced.map(({ vatMinor }) => vatMinor));
      }),
    );
  });
});
