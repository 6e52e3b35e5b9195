import type { DownloadStyle, SignStyle } from '../account-settings.js';
import type { Account } from '../account.js';
import type { TransactionRecord } from '../records.js';
import type { Product, TransactionEvent } from '../wire.js';

/** One row of a settlement. Amounts are positive here; the report's signs are put on when it is written. */
export interface SettlementLine {
  readonly type: 'settlement' | 'refund' | 'chargeback';
  /** Null for a line about nothing we know, which has no transaction id either. */
  readonly record: TransactionRecord | null;
  /** The CAPTURE or REFUND it settles; null for a line that settles none. */
  readonly event: TransactionEvent | null;
  readonly reference: string;
  readonly captureMinor: number;
  readonly refundMinor: number;
  readonly feeMinor: number;
  readonly chargebackMinor: number;
  readonly date: string;
  readonly productType: Product;
}

export interface Attachment {
  readonly id: string;
  readonly key: string;
  readonly extension: 'json' | 'csv' | 'xml' | 'pdf';
  readonly contentType: string;
  readonly readyAtMs: number;
}

export interface SettlementRecord {
  readonly id: string;
  readonly account: Account;
  readonly currency: string;
  readonly startAt: string;
  readonly endAt: string;
  readonly createdAt: string;
  readonly settledAt: string;
  readonly lines: readonly SettlementLine[];
  /** What the header says less than its lines add up to. */
  readonly headerShortMinor: number;
  readonly signs: SignStyle;
  readonly download: DownloadStyle;
  readonly attachments: readonly Attachment[];
  updatedAt: string;
  paymentStatus: 'paid' | 'postponed';
}

interface Totals {
  readonly captureMinor: number;
  readonly refundMinor: number;
  readonly feeMinor: number;
  readonly amountMinor: number;
}

export function netOf(line: SettlementLine): number {
  return line.captureMinor - line.refundMinor - line.feeMinor - line.chargebackMinor;
}

export function totalsOf(settlement: SettlementRecord): Totals {
  const sum = (pick: (line: SettlementLine) => number): number =>
    settlement.lines.reduce((total, line) => total + pick(line), 0);
  return {
    captureMinor: sum((line) => line.captureMinor),
    refundMinor: sum((line) => line.refundMinor),
    feeMinor: sum((line) => line.feeMinor),
    amountMinor: sum(netOf) - settlement.headerShortMinor,
  };
}

/** Fees, refunds and chargebacks are negative in live files and positive in the documentation. */
export function signed(settlement: SettlementRecord, minor: number): number {
  return settlement.signs === 'live' ? 0 - minor : minor;
}
