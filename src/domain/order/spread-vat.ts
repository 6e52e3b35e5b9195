import { absolute } from '../money.js';
import { vatInside, type RateBasisPoints } from '../vat.js';

export interface LineToTax {
  readonly amountMinor: bigint;
  readonly vatRate: RateBasisPoints;
  /** What the ERP stated for the line, or null when it states only the document's VAT. */
  readonly vatMinor: bigint | null;
}

/**
 * The VAT of each line. A stated amount stands. The others are computed from the gross amount, and when the ERP rounded
 * per document instead of per line, its total wins: each unit of difference goes to the line whose own rounding went
 * furthest the other way, so every line stays within one unit of its exact VAT. A larger difference is left alone, so
 * that the check of the sums reports it.
 */
export function spreadVat(lines: readonly LineToTax[], documentVatMinor: bigint | null): bigint[] {
  const vat = lines.map((line) => line.vatMinor ?? vatInside(line.amountMinor, line.vatRate));
  if (documentVatMinor === null) return vat;

  const open = lines.flatMap((line, index) => (line.vatMinor === null && line.vatRate > 0 ? [index] : []));
  const difference = documentVatMinor - vat.reduce((a, b) => a + b, 0n);
  if (difference === 0n || absolute(difference) > BigInt(open.length)) return vat;

  const step = difference > 0n ? 1n : -1n;
  const overshoot = open.map((index) => ({ index, ...roundingOf(lines[index], vat[index] ?? 0n, step) }));
  overshoot.sort((a, b) => compare(a.error * b.scale, b.error * a.scale));
  for (const { index } of overshoot.slice(0, Number(absolute(difference)))) vat[index] = (vat[index] ?? 0n) + step;
  return vat;
}

/** How far rounding went in the direction of `step`, as a fraction `error / scale`. */
function roundingOf(line: LineToTax | undefined, vat: bigint, step: bigint): { error: bigint; scale: bigint } {
  const rate = BigInt(line?.vatRate ?? 0);
  const scale = 10_000n + rate;
  return { error: step * (vat * scale - (line?.amountMinor ?? 0n) * rate), scale };
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
