import { RuleViolation } from '../errors.js';
import { divideHalfUp, splitByLargestRemainder } from '../money.js';

/** What of an invoice line a credit takes back. */
interface LinePart {
  readonly amountMinor: bigint;
  readonly vatMinor: bigint;
}

/**
 * Spreads a credit of `creditMinor` over what is left of the lines, and gives each part its VAT by the cumulative
 * formula: the difference of the rounded VAT before and after. Whatever the order of the parts, once a line is credited
 * whole its credited VAT is exactly its VAT (accounting 3.5).
 * @param creditedMinor what was credited of each line before, in the order of the lines
 * @throws RuleViolation CREDIT_TOO_LARGE when more is credited than is left
 */
export function creditPart<L extends LinePart>(
  lines: readonly L[],
  creditMinor: bigint,
  creditedMinor: readonly bigint[] = [],
): L[] {
  const before = lines.map((_, i) => creditedMinor[i] ?? 0n);
  const left = lines.map(({ amountMinor }, i) => amountMinor - (before[i] ?? 0n));
  if (creditMinor > left.reduce((sum, amount) => sum + amount, 0n)) {
    throw new RuleViolation('CREDIT_TOO_LARGE', 'A credit is larger than what is left of the invoice.');
  }
  const parts = splitByLargestRemainder(creditMinor, left);
  return lines.map((line, i) => {
    const part = parts[i] ?? 0n;
    const earlier = before[i] ?? 0n;
    return { ...line, amountMinor: part, vatMinor: vatUpTo(line, earlier + part) - vatUpTo(line, earlier) };
  });
}

/** The VAT in the first `grossMinor` of a line. */
function vatUpTo({ amountMinor, vatMinor }: LinePart, grossMinor: bigint): bigint {
  return amountMinor === 0n ? 0n : divideHalfUp(vatMinor * grossMinor, amountMinor);
}
