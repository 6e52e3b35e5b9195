import type { Metadata, Open } from './open.js';
import type { OrderAddress, SessionOrder } from './order.js';

export type KraviaProduct = Open<'kravia.invoice_b2b' | 'kravia.invoice_b2b_grouped' | 'kravia.invoice_b2c'>;
export type InvoiceChannel = Open<'kravia' | 'merchant'>;
export type PaymentOperation = Open<'unscheduled_purchase' | 'recurring_purchase' | 'generate_payment_token'>;

export interface SessionUrls {
  /** Required by the general schema, left out in the merchant-initiated examples. */
  readonly return_url?: string;
  readonly callback_url?: string;
  readonly merchant_terms_url?: string;
}

export interface SessionCustomer {
  readonly customer_id?: string;
  readonly email?: string;
  readonly phone_number?: string;
}

/** One Kravia product of a session. Source: docs.dintero.com/docs/checkout/kravia/checkout (read 2026-11-20). */
export interface KraviaInvoiceOptions {
  readonly type?: 'payment_product_type';
  readonly enabled: boolean;
  /** 0 to 365; 14 when left out. */
  readonly days_until_due?: number;
  /** BankID; on unless it is switched off. */
  readonly require_identity_verification?: boolean;
  readonly invoice_channel?: InvoiceChannel;
  /** Grouped invoices only. */
  readonly invoice_schedule?: { readonly interval?: Open<'monthly' | 'quarterly'> };
}

export interface KraviaOptions {
  readonly type?: 'payment_type';
  readonly invoice_b2b?: KraviaInvoiceOptions;
  readonly invoice_b2b_grouped?: KraviaInvoiceOptions;
  readonly invoice_b2c?: KraviaInvoiceOptions;
}

export interface SessionConfiguration {
  readonly auto_capture?: boolean;
  readonly channel?: Open<'ecommerce' | 'in_app' | 'in_store'>;
  readonly kravia?: KraviaOptions;
  /** Other payment types, passed on as they are. */
  readonly [paymentType: string]: unknown;
}

export interface Checkbox {
  readonly id: string;
  readonly label: string;
  readonly checked?: boolean;
  readonly required?: boolean;
  readonly link?: { readonly url: string; readonly text: string };
}

/** The body of `POST /sessions`. */
export interface NewSession {
  readonly order: SessionOrder;
  readonly url: SessionUrls;
  readonly customer?: SessionCustomer;
  readonly expires_at?: string;
  /** At most two. */
  readonly checkboxes?: readonly Checkbox[];
  readonly configuration?: SessionConfiguration;
  readonly merchant?: Metadata;
  readonly express?: Metadata;
  /** At most ten keys, text or numbers; prefix them with `ext_`. */
  readonly metadata?: Readonly<Record<string, string | number>>;
}

/** The body of `POST /sessions-profile`; its configuration overrides the profile's. */
export interface NewProfileSession extends NewSession {
  readonly profile_id: string;
}

/** The body of `POST /sessions/payment-token`: a token for later payments, and nothing charged. */
export interface NewPaymentTokenSession {
  readonly session: {
    readonly url: SessionUrls;
    readonly customer?: SessionCustomer;
    readonly order?: { readonly currency: string; readonly merchant_reference: string };
    readonly configuration?: SessionConfiguration;
    readonly metadata?: Readonly<Record<string, string | number>>;
  };
  readonly token_provider: {
    readonly payment_product_type: string;
    readonly token_types: readonly Open<'payment_token' | 'recurrence_token'>[];
  };
}

/** The body of `PUT /sessions/{id}`; the merchant reference cannot be changed. */
export interface SessionUpdate {
  readonly order: Partial<Omit<SessionOrder, 'merchant_reference'>>;
  readonly express?: Metadata;
  /** On unless it is switched off. */
  readonly remove_lock?: boolean;
}

export interface SessionCreated {
  readonly id: string;
  /** Where the debtor pays. */
  readonly url?: string;
  readonly publish?: readonly unknown[];
  /** Only with `include_session`. */
  readonly session?: DinteroSession;
}

export interface SessionEvent {
  readonly id?: string;
  readonly name?: Open<
    | 'INITIATED'
    | 'VISITED'
    | 'COMPLETED'
    | 'AUTHORIZED'
    | 'DECLINED'
    | 'PAY_FAILED'
    | 'FAILED'
    | 'UNKNOWN'
    | 'CANCELLED'
    | 'UPDATE_SESSION'
    | 'ON_HOLD_CALLBACK_SENT'
    | 'AUTH_CALLBACK_SENT'
  >;
  readonly created_at?: string;
  readonly request_id?: string;
  readonly details?: Metadata;
}

export interface DinteroSession {
  readonly id: string;
  readonly created_at?: string;
  readonly updated_at?: string;
  readonly expires_at?: string;
  readonly url?: SessionUrls;
  readonly customer?: SessionCustomer;
  readonly order?: Partial<SessionOrder>;
  readonly configuration?: SessionConfiguration;
  readonly payment_operation?: PaymentOperation;
  readonly events?: readonly SessionEvent[];
  /** A session leads to one transaction at most. */
  readonly transaction_id?: string;
  readonly metadata?: Metadata;
  readonly cancelled_by?: string;
  readonly cancelled_at?: string;
}

/** The body of `POST /sessions/pay`. Source: docs.dintero.com/docs/checkout/kravia/merchant-initiated-payments. */
export interface OneStepPayment {
  readonly payment: {
    readonly payment_product_type: KraviaProduct;
    readonly operation: Open<'invoice_payment'>;
    /** 0 to 365. */
    readonly days_until_due: number;
    readonly invoice_channel?: InvoiceChannel;
  };
  readonly session: {
    readonly order: SessionOrder;
    readonly url?: SessionUrls;
    readonly customer?: SessionCustomer;
    readonly expires_at?: string;
    readonly metadata?: Readonly<Record<string, string | number>>;
  };
}

/** The body of `POST /sessions/{id}/pay`. */
export interface SessionPayment {
  readonly payment_product_type: KraviaProduct;
  readonly billing_address: OrderAddress;
}
