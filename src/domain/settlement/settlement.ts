import type { LocalDate } from '../local-date.js';
import { absolute } from '../money.js';

/** One row of the provider's settlement report, as reported: signs differ between sources. Amounts in minor units. */
export interface ReportedLine {
  readonly type: string | null;
  readonly transactionId: string | null;
  /** Our merchant reference. */
  readonly reference: string | null;
  /** The capture reference of the event it pays out. */
  readonly eventReference: string | null;
  readonly captureMinor: bigint;
  readonly refundMinor: bigint;
  readonly feeMinor: bigint;
  readonly chargebackMinor: bigint;
  readonly netMinor: bigint;
  readonly date: LocalDate | null;
  readonly product: string | null;
}

export interface ReportedTotals {
  readonly captureMinor: bigint;
  readonly refundMinor: bigint;
  readonly feeMinor: bigint;
  readonly netMinor: bigint;
}

/** A settlement in one currency as the provider reports it: the listing's totals, the report's own, and its lines. */
export interface ReportedSettlement {
  readonly settlementId: string;
  readonly currency: string;
  readonly date: LocalDate;
  readonly listed: ReportedTotals;
  readonly header: ReportedTotals;
  readonly lines: readonly ReportedLine[];
}

/** Fees and refunds as positive numbers, so that `net = capture − refund − fee` wherever the report came from. */
export function normalizeTotals(totals: ReportedTotals): ReportedTotals {
  return { ...totals, feeMinor: absolute(totals.feeMinor), refundMinor: absolute(totals.refundMinor) };
}

/** What a line takes back of an earlier payment, whichever way the report says it: always positive. */
export function takenBackMinor({ captureMinor, refundMinor, chargebackMinor }: ReportedLine): bigint {
  return absolute(refundMinor) + absolute(chargebackMinor) + (captureMinor < 0n ? -captureMinor : 0n);
}

/** What a settlement clears of our claim on the provider: what it pays out, less what it takes back. */
export function clearedMinor(lines: readonly ReportedLine[]): bigint {
  return lines.reduce((sum, { captureMinor, refundMinor, chargebackMinor }) => {
    return sum + captureMinor - absolute(refundMinor) - absolute(chargebackMinor);
  }, 0n);
}

function normalizeLine(line: ReportedLine): ReportedLine {
  return {
    ...line,
    feeMinor: absolute(line.feeMinor),
    refundMinor: absolute(line.refundMinor),
    chargebackMinor: absolute(line.chargebackMinor),
  };
}

/** Why a settlement may not be posted: what was compared, what each side says. */
export interface SettlementDoubt {
  readonly what: string;
  readonly expectedMinor: bigint;
  readonly foundMinor: bigint;
}

/**
 * Compares header, lines and listing (API reference 7.6 and 7.14, invariant C3). No tolerance: a surplus is as wrong as
 * a deficit. An empty answer means every figure agrees.
 */
export function doubtsAbout(settlement: ReportedSettlement): SettlementDoubt[] {
  const header = normalizeTotals(settlement.header);
  const listed = normalizeTotals(settlement.listed);
  const lines = settlement.lines.map(normalizeLine);
  const sum = (read: (line: ReportedLine) => bigint): bigint => lines.reduce((total, line) => total + read(line), 0n);
  const differences: SettlementDoubt[] = [
    {
      what: 'captures: lines against header',
      expectedMinor: header.captureMinor,
      foundMinor: sum((l) => l.captureMinor),
    },
    { what: 'refunds: lines against header', expectedMinor: header.refundMinor, foundMinor: sum((l) => l.refundMinor) },
    { what: 'fees: lines against header', expectedMinor: header.feeMinor, foundMinor: sum((l) => l.feeMinor) },
    { what: 'payout: lines against header', expectedMinor: header.netMinor, foundMinor: sum((l) => l.netMinor) },
    {
      what: 'payout: capture - refund - chargeback - fee',
      expectedMinor: netOf(header) - sum((l) => l.chargebackMinor),
      foundMinor: header.netMinor,
    },
    { what: 'captures: header against list', expectedMinor: listed.captureMinor, foundMinor: header.captureMinor },
    { what: 'refunds: header against list', expectedMinor: listed.refundMinor, foundMinor: header.refundMinor },
    { what: 'fees: header against list', expectedMinor: listed.feeMinor, foundMinor: header.feeMinor },
    { what: 'payout: header against list', expectedMinor: listed.netMinor, foundMinor: header.netMinor },
    { what: 'fees have mixed signs', expectedMinor: 0n, foundMinor: minoritySignedFees(settlement.lines) },
    // A sign misread in one line can be made good by another: what takes money back is proved line by line.
    ...lines
      .filter((line) => takenBackMinor(line) > 0n)
      .map((line) => ({
        what: `a line that takes money back, ${line.transactionId ?? line.reference ?? 'without a transaction'}`,
        expectedMinor: line.captureMinor - line.refundMinor - line.chargebackMinor - line.feeMinor,
        foundMinor: line.netMinor,
      })),
  ];
  return differences.filter(({ expectedMinor, foundMinor }) => expectedMinor !== foundMinor);
}

function netOf(totals: ReportedTotals): bigint {
  return totals.captureMinor - totals.refundMinor - totals.feeMinor;
}

/** A fee credit has the opposite sign of the other fees; taking absolute values would turn it into a charge. */
function minoritySignedFees(lines: readonly ReportedLine[]): bigint {
  const negative = lines.filter((line) => line.feeMinor < 0n);
  const positive = lines.filter((line) => line.feeMinor > 0n);
  const fewer = negative.length < positive.length ? negative : positive;
  if (negative.length === 0 || positive.length === 0) return 0n;
  return fewer.reduce((total, line) => total + line.feeMinor, 0n);
}
