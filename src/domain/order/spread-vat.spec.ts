import fc from 'fast-check';
import { isPlausibleVat, vatInside } from '../vat.js';
import { spreadVat } from './spread-vat.js';

const line = (
  amountMinor: bigint,
  vatRate = 2500,
  vatMinor: bigint | null = null,
): Parameters<typeof spreadVat>[0][number] => ({
  amountMinor,
  vatRate,
  vatMinor,
});

describe('spreadVat', () => {
  it('computes what the ERP leaves out and keeps what it states', () => {
    expect(spreadVat([line(9999n, 1200), line(12500n, 2500, 2499n)], null)).toEqual([1071n, 2499n]);
  });

  it('takes the odd unit from the line that was rounded up furthest, the first one first', () => {
    // Three lines of 0.03 hold 0.006 VAT each; the ERP rounds their sum to 0.02.
    expect(spreadVat([line(3n), line(3n), line(3n)], 2n)).toEqual([0n, 1n, 1n]);
  });

  it('sums to the document’s VAT whenever that is one unit per line or less away, and stays plausible', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt(1n, 10n ** 7n), { minLength: 1, maxLength: 20 }), (amounts) => {
        const total = amounts.reduce((a, b) => a + b, 0n);
        const documentVat = vatInside(total, 2500);
        const vat = spreadVat(
          amounts.map((amount) => line(amount)),
          documentVat,
        );
        expect(vat.reduce((a, b) => a + b, 0n)).toBe(documentVat);
        vat.forEach((one, i) => {
          expect(isPlausibleVat(amounts[i] ?? 0n, 2500, one)).toBe(true);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('leaves a larger difference for the check of the sums to report', () => {
    expect(spreadVat([line(12500n)], 9999n)).toEqual([2500n]);
  });
});
