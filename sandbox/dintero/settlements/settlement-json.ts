import { signed, totalsOf, type Attachment, type SettlementRecord } from './settlement-records.js';

/** The attachments there are by now: the JSON report may come later than the settlement. */
export function attachmentsAt(settlement: SettlementRecord, nowMs: number): Attachment[] {
  return settlement.attachments.filter((attachment) => attachment.readyAtMs <= nowMs);
}

/** A settlement as it is listed. */
export function settlementJson(settlement: SettlementRecord, nowMs: number): Record<string, unknown> {
  const attachments = attachmentsAt(settlement, nowMs);
  const totals = totalsOf(settlement);
  return {
    id: settlement.id,
    start_at: settlement.startAt,
    end_at: settlement.endAt,
    created_at: settlement.createdAt,
    updated_at: updatedAt(settlement, attachments),
    settled_at: settlement.settledAt,
    provider: 'dintero_payout',
    provider_reference: settlement.id,
    payment_status: settlement.paymentStatus,
    amounts: [
      {
        currency: settlement.currency,
        capture: totals.captureMinor,
        refund: signed(settlement, totals.refundMinor),
        fee: signed(settlement, totals.feeMinor),
        amount: totals.amountMinor,
      },
    ],
    attachments: attachments.map(({ id, key, contentType, extension }) => ({
      id,
      key,
      content_type: contentType,
      extension,
      created_by: 'dintero',
    })),
  };
}

function updatedAt(settlement: SettlementRecord, attachments: readonly Attachment[]): string {
  const latest = Math.max(...attachments.map((attachment) => attachment.readyAtMs), Date.parse(settlement.updatedAt));
  return new Date(latest).toISOString();
}
