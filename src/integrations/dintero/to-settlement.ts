import { isLocalDate } from '../../domain/local-date.js';
import type { ReportedLine, ReportedTotals } from '../../domain/settlement/settlement.js';
import { isObject } from '../../platform/net/read-json.js';
import type { ListedSettlement } from '../../reconciliation/settlement-source.port.js';
import type {
  DinteroAmounts,
  DinteroAttachment,
  DinteroReport,
  DinteroReportLine,
  DinteroSettlement,
} from './types/settlement.js';

/** A settlement of several currencies is one settlement for each of them: they never share a journal entry. */
export function toListedSettlements(item: DinteroSettlement): ListedSettlement[] {
  return (item.amounts ?? []).map((amounts) => ({
    settlementId: item.id,
    currency: amounts.currency ?? '',
    provider: item.provider ?? null,
    providerReference: item.provider_reference ?? null,
    paymentStatus: item.payment_status ?? 'unknown',
    settledOn: dateOf(item.settled_at) ?? dateOf(item.created_at) ?? '1970-01-01',
    totals: toTotals(amounts),
    reportId: reportOf(item.attachments ?? [])?.id ?? null,
    raw: item,
  }));
}

/** The normalised JSON report; Dintero's own when the provider sent one too. */
function reportOf(attachments: readonly DinteroAttachment[]): DinteroAttachment | undefined {
  const json = attachments.filter(
    ({ extension, content_type: type }) => extension === 'json' || type?.startsWith('application/json'),
  );
  return json.find(({ created_by: by }) => by === 'dintero') ?? json[0];
}

/** Whether the content is a report we understand. */
export function isReport(value: unknown): value is DinteroReport {
  return isObject(value) && Array.isArray(value.transactions) && value.transactions.every(isObject);
}

export function toTotals(amounts: DinteroAmounts): ReportedTotals {
  return {
    captureMinor: minor(amounts.capture),
    refundMinor: minor(amounts.refund),
    feeMinor: minor(amounts.fee),
    netMinor: minor(amounts.amount),
  };
}

export function toReportedLine(line: DinteroReportLine): ReportedLine {
  return {
    type: line.type ?? null,
    transactionId: line.transaction_id ?? null,
    reference: line.reference ?? null,
    eventReference: line.event_reference ?? null,
    captureMinor: minor(line.capture),
    refundMinor: minor(line.refund),
    feeMinor: minor(line.fee),
    chargebackMinor: minor(line.chargeback),
    netMinor: minor(line.net_amount ?? line.amount),
    date: dateOf(line.transaction_date),
    product: line.payment_product_type ?? null,
  };
}

/** @throws RangeError for a number that is not a whole one: minor units are never split */
function minor(value: number | undefined): bigint {
  return BigInt(value ?? 0);
}

function dateOf(text: string | undefined): string | null {
  const date = text?.slice(0, 10) ?? '';
  return isLocalDate(date) ? date : null;
}
