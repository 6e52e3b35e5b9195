/**
 * Dintero's JSON, as far as we read it. Every enumeration is open and nearly every field optional: the documentation
 * calls breaking changes by small names, so nothing here is trusted to be there.
 * Source: docs/dintero.md of this repository, from docs.dintero.com (read 2026-11-20).
 */
export interface DinteroTransaction {
  readonly id: string;
  readonly session_id?: string;
  readonly status?: string;
  readonly amount?: number;
  readonly currency?: string;
  readonly merchant_reference?: string;
  readonly payment_product?: string;
  readonly payment_product_type?: string;
  readonly settlement_status?: string;
  readonly created_at?: string;
  readonly updated_at?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly events?: readonly DinteroEvent[];
}

export interface DinteroEvent {
  readonly id?: string;
  readonly event?: string;
  readonly transaction_status?: string;
  /** Missing in Kravia's examples; only `false` means failure. */
  readonly success?: boolean;
  readonly amount?: number;
  readonly created_at?: string;
  readonly request_id?: string;
  readonly event_reference?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly error?: {
    readonly code?: string;
    readonly message?: string;
    readonly retry_policy?: { readonly retry_codes?: readonly string[] };
  };
  readonly settlements?: { readonly events?: readonly { readonly settlement_id?: string }[] };
}

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
