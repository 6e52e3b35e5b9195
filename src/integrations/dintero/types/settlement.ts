import type { Open } from './open.js';

/** Settlements and their reports, as far as we read them; see `transaction.ts` for how far the fields are trusted. */
export interface DinteroSettlement {
  readonly id: string;
  /** First and last payment that is in it. */
  readonly start_at?: string;
  readonly end_at?: string;
  readonly settled_at?: string;
  readonly created_at?: string;
  readonly updated_at?: string;
  readonly provider?: Open<'dintero_payout' | 'payout'>;
  readonly provider_reference?: string;
  /** `postponed`: the money has not been transferred yet. */
  readonly payment_status?: Open<'paid' | 'postponed'>;
  readonly store_id?: string;
  readonly payout_destination_id?: string;
  readonly amounts?: readonly DinteroAmounts[];
  readonly attachments?: readonly DinteroAttachment[];
}

export interface DinteroAmounts {
  readonly currency?: string;
  readonly capture?: number;
  readonly refund?: number;
  readonly fee?: number;
  readonly amount?: number;
}

export interface DinteroAttachment {
  readonly id?: string;
  readonly content_type?: string;
  readonly extension?: string;
  readonly created_by?: string;
}

export interface SettlementPage {
  readonly items?: readonly DinteroSettlement[];
  /** Where the next page begins; absent on the last. */
  readonly last_evaluated_key?: SettlementCursor;
}

export interface SettlementCursor {
  readonly id?: string;
  readonly settled_at?: string;
  readonly created_at?: string;
}

/** The normalised JSON report of a settlement. */
export interface DinteroReport extends DinteroAmounts {
  readonly transactions?: readonly DinteroReportLine[];
}

export interface DinteroReportLine {
  readonly type?: string;
  readonly transaction_id?: string;
  readonly reference?: string;
  readonly event_reference?: string;
  readonly capture?: number;
  readonly refund?: number;
  readonly fee?: number;
  readonly chargeback?: number;
  /** Live files say `net_amount`, the documented example `amount`. */
  readonly net_amount?: number;
  readonly amount?: number;
  readonly transaction_date?: string;
  readonly payment_product_type?: string;
}
