import { RuleViolation } from './errors.js';

/** An amount in minor units (øre, öre, cent) with its ISO 4217 currency. Immutable; never a float. */
export class Money {
  private constructor(
    readonly minor: bigint,
    readonly currency: string,
  ) {}

  /** @throws RuleViolation INVALID_AMOUNT when a number is not an exact integer, or the currency is not three letters */
  static of(minor: bigint | number, currency: string): Money {
    if (typeof minor === 'number' && !Number.isSafeInteger(minor)) {
      throw new RuleViolation('INVALID_AMOUNT', 'An amount must be an exact integer of minor units.');
    }
    if (!/^[A-Z]{3}$/.test(currency)) {
      throw new RuleViolation('INVALID_AMOUNT', 'A currency is three capital letters, such as NOK.');
    }
    return new Money(BigInt(minor), currency);
  }

  static zero(currency: string): Money {
    return Money.of(0n, currency);
  }

  static sum(amounts: readonly Money[], currency: string): Money {
    return amounts.reduce((total, amount) => total.plus(amount), Money.zero(currency));
  }

  plus(other: Money): Money {
    return new Money(this.minor + this.sameCurrency(other).minor, this.currency);
  }

  minus(other: Money): Money {
    return new Money(this.minor - this.sameCurrency(other).minor, this.currency);
  }

  negated(): Money {
    return new Money(-this.minor, this.currency);
  }

  equals(other: Money): boolean {
    return this.minor === other.minor && this.currency === other.currency;
  }

  get isZero(): boolean {
    return this.minor === 0n;
  }

  get isPositive(): boolean {
    return this.minor > 0n;
  }

  /** An integer for JSON. @throws RuleViolation INVALID_AMOUNT past 2^53, where JSON would lose øre */
  toJSON(): number {
    return exactNumber(this.minor);
  }

  /** `1250.00 NOK`, for people and logs. */
  toString(): string {
    return `${formatMinor(this.minor)} ${this.currency}`;
  }

  private sameCurrency(other: Money): Money {
    if (other.currency === this.currency) return other;
    throw new RuleViolation('CURRENCY_MIXED', `Cannot add ${other.currency} to ${this.currency}.`);
  }
}

/** @throws RuleViolation INVALID_AMOUNT when the amount cannot be written as an exact JSON integer */
export function exactNumber(minor: bigint): number {
  const number = Number(minor);
  if (!Number.isSafeInteger(number)) throw new RuleViolation('INVALID_AMOUNT', 'The amount is too large for JSON.');
  return number;
}

/** Minor units as a decimal with two places: 125000 becomes `1250.00`. Every currency we serve has two. */
export function formatMinor(minor: bigint): string {
  const digits = absolute(minor).toString().padStart(3, '0');
  return `${minor < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** Integer division rounded half away from zero: 5/2 is 3 and -5/2 is -3. */
export function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  const sign = numerator < 0n !== denominator < 0n ? -1n : 1n;
  const n = absolute(numerator);
  const d = absolute(denominator);
  return sign * ((2n * n + d) / (2n * d));
}

/**
 * Splits `total` by `weights` with the largest remainder: each part gets its floor, then one unit more goes to
 * the parts with the largest fraction, first index first. The parts always sum to `total`, and with
 * `total <= sum(weights)` no part exceeds its weight.
 * @throws RuleViolation INVALID_SPLIT for a negative total or weight, or when nothing can carry the total
 */
export function splitByLargestRemainder(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (total < 0n || weights.some((weight) => weight < 0n) || (sum === 0n && total !== 0n)) {
    throw new RuleViolation('INVALID_SPLIT', 'A split needs a total and weights that are not negative.');
  }
  if (total === 0n) return weights.map(() => 0n);

  const parts = weights.map((weight) => (total * weight) / sum);
  const missing = Number(total - parts.reduce((a, b) => a + b, 0n));
  const byFraction = weights
    .map((weight, index) => ({ index, fraction: (total * weight) % sum }))
    .sort((a, b) => (a.fraction === b.fraction ? a.index - b.index : a.fraction > b.fraction ? -1 : 1));
  for (const { index } of byFraction.slice(0, missing)) parts[index] = (parts[index] ?? 0n) + 1n;
  return parts;
}
