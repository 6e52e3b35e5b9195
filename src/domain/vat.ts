import { divideHalfUp } from './money.js';
import { RuleViolation } from './errors.js';

/** A VAT rate in basis points: 25 % is 2500, 11.11 % is 1111. */
export type RateBasisPoints = number;

const RATE = /^(\d{1,3})(?:\.(\d{1,2})0*)?$/;

/** Reads a percentage such as `25`, `"25.00"` or `"11.11"`. @throws RuleViolation INVALID_VAT_RATE */
export function parseRate(percent: string | number): RateBasisPoints {
  const match = RATE.exec(String(percent).trim());
  const rate = match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : Number.NaN;
  if (!(rate >= 0 && rate <= 10_000)) {
    throw new RuleViolation('INVALID_VAT_RATE', 'A VAT rate is a percentage from 0 to 100 with at most two decimals.');
  }
  return rate;
}

/** `25`, `11.11`: the percentage as people write it. */
export function formatRate(rate: RateBasisPoints): string {
  return String(rate / 100);
}

/** The VAT inside a gross amount, rounded half up (accounting reference 3.1). */
export function vatInside(grossMinor: bigint, rate: RateBasisPoints): bigint {
  return divideHalfUp(grossMinor * BigInt(rate), BigInt(10_000 + rate));
}

/**
 * Whether a stated VAT amount can be the VAT of this gross amount: less than one minor unit from the exact value.
 * Half a unit is our own rounding; an ERP that starts from net amounts, or spreads a total, may be off by more.
 */
export function isPlausibleVat(grossMinor: bigint, rate: RateBasisPoints, vatMinor: bigint): boolean {
  const scale = BigInt(10_000 + rate);
  const difference = vatMinor * scale - grossMinor * BigInt(rate);
  return difference < scale && difference > -scale;
}
