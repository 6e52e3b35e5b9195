import { RuleViolation } from '../errors.js';
import { absolute, splitByLargestRemainder } from '../money.js';
import type { OrderLine } from './order.js';

/** An order line after discounts went into it; `discountMinor` is what it gave up, for the text on the invoice. */
export interface FoldedLine extends OrderLine {
  readonly discountMinor: bigint;
}

/**
 * Folds every negative line into the positive lines of the same VAT rate and code, by amount, so that the discount
 * lowers base and VAT of its own code and no negative line reaches the provider or the books (accounting 3.2).
 * @throws RuleViolation DISCOUNT_TOO_LARGE when the lines of that VAT code cannot carry it
 */
export function foldDiscounts(lines: readonly OrderLine[]): FoldedLine[] {
  const folded: FoldedLine[] = lines
    .filter((line) => line.amountMinor > 0n)
    .map((line) => ({ ...line, discountMinor: 0n }));
  for (const discount of lines.filter((line) => line.amountMinor < 0n)) {
    const carriers = carriersOf(discount, folded);
    const amounts = shares(discount, -discount.amountMinor, carriers, (line) => line.amountMinor);
    const vats = shares(discount, absolute(discount.vatMinor), carriers, (line) => line.vatMinor);
    carriers.forEach((line, index) => {
      const amount = amounts[index] ?? 0n;
      folded[folded.indexOf(line)] = {
        ...line,
        amountMinor: line.amountMinor - amount,
        vatMinor: line.vatMinor - (vats[index] ?? 0n),
        discountMinor: line.discountMinor + amount,
      };
    });
  }
  return folded.filter((line) => line.amountMinor > 0n);
}

/** Goods carry a discount on goods and freight one on freight; only where that is not enough do they help each other. */
function carriersOf(discount: OrderLine, folded: readonly FoldedLine[]): FoldedLine[] {
  const sameCode = folded.filter((line) => sameVat(line, discount));
  const sameKind = sameCode.filter((line) => (line.type === 'shipping') === (discount.type === 'shipping'));
  const capacity = sameKind.reduce((sum, line) => sum + line.amountMinor, 0n);
  return capacity >= -discount.amountMinor ? sameKind : sameCode;
}

function sameVat(a: OrderLine, b: OrderLine): boolean {
  return a.vatRate === b.vatRate && a.vatCode === b.vatCode;
}

function shares(
  discount: OrderLine,
  total: bigint,
  carriers: readonly FoldedLine[],
  weightOf: (line: FoldedLine) => bigint,
): bigint[] {
  const weights = carriers.map(weightOf);
  if (total > weights.reduce((a, b) => a + b, 0n)) {
    throw new RuleViolation('DISCOUNT_TOO_LARGE', 'A discount is larger than the lines with its VAT rate and code.', {
      lineId: discount.lineId,
    });
  }
  return splitByLargestRemainder(total, weights);
}
