import { eventsOf, type TransactionRecord } from '../records.js';
import type { TransactionEvent } from '../wire.js';
import type { SettlementLine } from './settlement-records.js';

export const REVERSAL_STYLES = ['refund', 'chargeback', 'negative-capture'] as const;
export type ReversalStyle = (typeof REVERSAL_STYLES)[number];

export interface LineTerms {
  readonly feeBasisPoints: number;
  /** The last captured line pays this much less than the debtor paid; the rest stays unsettled. */
  readonly shortMinor: number;
  readonly chargebackMinor: number;
  /** The transaction that is charged back; null for the first of the settlement. */
  readonly chargebackOf: TransactionRecord | null;
  /** The last captured line pays this much more than its event says. */
  readonly overMinor: number;
  /** How the report says that money is taken back. */
  readonly reversalAs: ReversalStyle;
  readonly unknownMinor: number;
  /** For lines that settle no event. */
  readonly date: string;
}

/** What of a transaction no settlement holds yet, one line for each CAPTURE and REFUND event. */
export function unsettledLines(record: TransactionRecord, feeBasisPoints: number): SettlementLine[] {
  const line = (event: TransactionEvent, kind: 'CAPTURE' | 'REFUND'): SettlementLine[] => {
    const openMinor = (event.amount ?? 0) - (record.settledMinor.get(event.id) ?? 0);
    if (openMinor <= 0) return [];
    const isCapture = kind === 'CAPTURE';
    return [
      {
        type: isCapture ? 'settlement' : 'refund',
        record,
        event,
        reference: record.wire.merchant_reference,
        captureMinor: isCapture ? openMinor : 0,
        refundMinor: isCapture ? 0 : openMinor,
        feeMinor: isCapture ? feeMinor(openMinor, feeBasisPoints) : 0,
        chargebackMinor: 0,
        date: event.created_at.slice(0, 10),
        productType: record.terms.product,
      },
    ];
  };
  return (['CAPTURE', 'REFUND'] as const).flatMap((kind) =>
    eventsOf(record, kind).flatMap((event) => line(event, kind)),
  );
}

/** The lines with what a test asked to be wrong or unusual about them. */
export function adjustedLines(lines: readonly SettlementLine[], terms: LineTerms): SettlementLine[] {
  const adjusted = lengthened(shortened(lines, terms), terms).map((line) => restyled(line, terms.reversalAs));
  if (terms.chargebackMinor > 0) adjusted.push(chargebackLine(terms.chargebackOf ?? lines[0]?.record ?? null, terms));
  if (terms.unknownMinor > 0) adjusted.push(unknownLine(terms));
  return adjusted;
}

/** Rounded half up. */
function feeMinor(amountMinor: number, basisPoints: number): number {
  return Math.floor((amountMinor * basisPoints + 5000) / 10_000);
}

function shortened(lines: readonly SettlementLine[], terms: LineTerms): SettlementLine[] {
  const last = lines.findLastIndex((line) => line.captureMinor > terms.shortMinor);
  return lines.map((line, index) => {
    if (terms.shortMinor === 0 || index !== last) return line;
    const captureMinor = line.captureMinor - terms.shortMinor;
    return { ...line, captureMinor, feeMinor: feeMinor(captureMinor, terms.feeBasisPoints) };
  });
}

/** More money than the event tells of: nobody knows whether it can happen. */
function lengthened(lines: readonly SettlementLine[], { overMinor }: LineTerms): SettlementLine[] {
  const last = lines.findLastIndex((line) => line.captureMinor > 0);
  return lines.map((line, index) =>
    index === last && overMinor > 0 ? { ...line, captureMinor: line.captureMinor + overMinor } : line,
  );
}

/** The documentation names refunds and chargebacks, and does not say which of them a Kravia reversal would be. */
function restyled(line: SettlementLine, style: ReversalStyle): SettlementLine {
  const { refundMinor } = line;
  if (refundMinor === 0 || style === 'refund') return line;
  const taken = style === 'chargeback' ? { chargebackMinor: refundMinor } : { captureMinor: -refundMinor };
  return { ...line, type: style === 'chargeback' ? 'chargeback' : 'settlement', refundMinor: 0, ...taken };
}

/** It names the transaction that is charged back, as far as there is one, but settles none of its events. */
function chargebackLine(record: TransactionRecord | null, terms: LineTerms): SettlementLine {
  return {
    ...unknownLine(terms),
    type: 'chargeback',
    record,
    reference: record?.wire.merchant_reference ?? 'CHARGEBACK',
    captureMinor: 0,
    chargebackMinor: terms.chargebackMinor,
  };
}

function unknownLine(terms: LineTerms): SettlementLine {
  return {
    type: 'settlement',
    record: null,
    event: null,
    reference: 'UNKNOWN-ADJUSTMENT',
    captureMinor: terms.unknownMinor,
    refundMinor: 0,
    feeMinor: 0,
    chargebackMinor: 0,
    date: terms.date,
    productType: 'kravia.invoice_b2b',
  };
}
