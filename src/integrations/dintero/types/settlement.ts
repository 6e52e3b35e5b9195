/** Settlements and their reports, as far as we read them; see `transaction.ts` for how far the fields are trusted. */
export interface DinteroSettlement {
  readonly id: string;
  readonly settled_at?: string;
  readonly created_at?: string;
  readonly provider?: string;
  readonly provider_reference?: string;
  readonly payment_status?: string;
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

export interface DinteroSettlementList {
  readonly items?: readonly DinteroSettlement[];
  readonly last_evaluated_key?: { readonly id?: string; readonly settled_at?: string; readonly created_at?: string };
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
