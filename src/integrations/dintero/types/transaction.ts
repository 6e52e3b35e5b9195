import type { Metadata, Open } from './open.js';
import type { DiscountLine, OrderAddress, OrderItem, Store } from './order.js';
import type { DinteroSession, PaymentOperation, SessionCustomer } from './session.js';

/**
 * Dintero's JSON, as far as we read it. Nearly every field is optional: the documentation calls breaking changes by small
 * names, so nothing here is trusted to be there, and what is not named here is kept all the same.
 * Source: docs/dintero.md of this repository, from docs.dintero.com (read 2026-11-20).
 */
export type TransactionStatus = Open<
  | 'INITIATED'
  | 'AUTHORIZED'
  | 'AUTHORIZATION_VOIDED'
  | 'CAPTURED'
  | 'PARTIALLY_CAPTURED'
  | 'PARTIALLY_CAPTURED_REFUNDED'
  | 'REFUNDED'
  | 'PARTIALLY_REFUNDED'
  | 'DECLINED'
  | 'FAILED'
  | 'UNKNOWN'
  | 'ON_HOLD'
>;

export type SettlementStatus = Open<'NOT_SETTLED' | 'PENDING_SETTLEMENT' | 'PARTIALLY_SETTLED' | 'SETTLED'>;

export interface DinteroTransaction {
  readonly id: string;
  readonly session_id?: string;
  readonly session?: DinteroSession;
  readonly status?: TransactionStatus;
  readonly amount?: number;
  readonly currency?: string;
  readonly merchant_reference?: string;
  readonly merchant_reference_2?: string;
  readonly payment_product?: string;
  readonly payment_product_type?: string;
  readonly payment_operation?: PaymentOperation;
  readonly settlement_status?: SettlementStatus;
  readonly channel?: Open<'ecommerce' | 'in_app' | 'in_store'>;
  readonly payout_destination_id?: string;
  readonly created_at?: string;
  readonly updated_at?: string;
  readonly items?: readonly OrderItem[];
  readonly customer?: SessionCustomer;
  readonly billing_address?: OrderAddress;
  readonly shipping_address?: OrderAddress;
  readonly store?: Store;
  readonly metadata?: Metadata;
  readonly events?: readonly DinteroEvent[];
}

export interface DinteroEvent {
  /** Short, and unique in its transaction only. */
  readonly id?: string | number;
  readonly event?: Open<
    | 'INITIALIZE'
    | 'INITIATE'
    | 'AUTHORIZE'
    | 'CAPTURE'
    | 'REFUND'
    | 'VOID'
    | 'INITIATE_CAPTURE'
    | 'INITIATE_REFUND'
    | 'INITIATE_VOID'
    | 'SETTLEMENT'
  >;
  readonly transaction_status?: TransactionStatus;
  /** Missing in Kravia's examples; only `false` means failure. */
  readonly success?: boolean;
  readonly amount?: number;
  readonly items?: readonly Partial<OrderItem>[];
  readonly created_at?: string;
  readonly created_by?: string;
  readonly request_id?: string;
  /** On the event that completes an operation which was answered 202. */
  readonly correlation_request_id?: string;
  readonly event_reference?: string;
  readonly metadata?: Metadata;
  readonly error?: DinteroEventError;
  /** The status was corrected after a failed operation; which events that concerns, and what is left to do. */
  readonly correction?: {
    readonly event_ids?: readonly string[];
    readonly status?: TransactionStatus;
    readonly remaining_capture_amount?: number;
    readonly remaining_refund_amount?: number;
    readonly remaining_void_amount?: number;
  };
  readonly settlements?: {
    readonly settlement_status?: SettlementStatus;
    readonly events?: readonly {
      readonly settlement_id?: string;
      readonly provider_reference?: string;
      readonly amount?: number;
    }[];
  };
}

export interface DinteroEventError {
  readonly code?: string;
  readonly message?: string;
  readonly type?: readonly string[];
  readonly retry_policy?: {
    readonly retry_codes?: readonly Open<'DO_NOT_RETRY' | 'RETRY_IMMEDIATELY' | 'RETRY_AFTER_DELAY'>[];
    readonly retry_after?: string;
  };
}

/** What `POST /sessions/{id}/pay` answers: the transaction, or links and errors where the documentation differs. */
export interface SessionPayAnswer extends Partial<DinteroTransaction> {
  readonly success?: boolean;
  readonly error?: unknown;
  readonly error_details?: unknown;
  readonly actions?: readonly unknown[];
}

interface OperationItem {
  readonly line_id: string;
  readonly amount: number;
  readonly quantity?: number;
  readonly vat?: number;
  readonly discount_lines?: readonly DiscountLine[];
}

export interface Capture {
  readonly amount: number;
  /** Becomes the event's reference, and reaches the settlement report. */
  readonly capture_reference?: string;
  readonly items?: readonly OperationItem[];
  /** Keys start with `ext_`. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Kravia has no refunds; here for transactions of other products. */
export interface Refund {
  readonly amount: number;
  readonly reason?: string;
  readonly refund_reference?: string;
  readonly items?: readonly OperationItem[];
  readonly metadata?: Readonly<Record<string, string>>;
}
