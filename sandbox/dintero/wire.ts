/** The JSON Dintero speaks, as far as the sandbox makes it. What a client sent is passed on as it came. */

export const PRODUCTS = ['kravia.invoice_b2b', 'kravia.invoice_b2b_grouped', 'kravia.invoice_b2c'] as const;
export type Product = (typeof PRODUCTS)[number];

export const CHANNELS = ['kravia', 'merchant'] as const;
export type Channel = (typeof CHANNELS)[number];

export const INTERVALS = ['monthly', 'quarterly'] as const;
export type Interval = (typeof INTERVALS)[number];

export const TRANSACTION_STATUSES = [
  'INITIATED',
  'AUTHORIZED',
  'AUTHORIZATION_VOIDED',
  'CAPTURED',
  'PARTIALLY_CAPTURED',
  'PARTIALLY_CAPTURED_REFUNDED',
  'REFUNDED',
  'PARTIALLY_REFUNDED',
  'DECLINED',
  'FAILED',
  'UNKNOWN',
  'ON_HOLD',
] as const;
export type TransactionStatus = (typeof TRANSACTION_STATUSES)[number];

export type SettlementStatus = 'NOT_SETTLED' | 'PENDING_SETTLEMENT' | 'PARTIALLY_SETTLED' | 'SETTLED';

type EventName = 'INITIALIZE' | 'AUTHORIZE' | 'INITIATE_CAPTURE' | 'CAPTURE' | 'VOID' | 'REFUND';

export interface Address {
  readonly first_name: string;
  readonly last_name: string;
  readonly business_name?: string;
  readonly organization_number?: string;
  readonly address_line: string;
  readonly address_line_2?: string;
  readonly postal_code: string;
  readonly postal_place?: string;
  readonly country: string;
  readonly email: string;
  readonly phone_number: string;
  readonly customer_reference?: string;
}

export interface OrderItem {
  readonly line_id: string;
  readonly description: string;
  readonly quantity: number;
  readonly amount: number;
  readonly vat?: number;
  readonly vat_amount?: number;
}

interface ShippingOption {
  readonly id: string;
  readonly line_id: string;
  readonly amount: number;
  readonly title: string;
  readonly vat?: number;
  readonly vat_amount?: number;
}

export interface Order {
  readonly amount: number;
  readonly currency: string;
  readonly merchant_reference: string;
  readonly merchant_reference_2?: string;
  readonly vat_amount?: number;
  readonly items?: readonly OrderItem[];
  readonly shipping_option?: ShippingOption;
  readonly event_reference?: string;
  readonly billing_address?: Address;
  readonly shipping_address?: unknown;
  readonly store?: { readonly id: string };
  readonly payout_destination_id?: string;
}

export interface Customer {
  readonly customer_id?: string;
  readonly email?: string;
  readonly phone_number?: string;
}

export interface EventError {
  readonly code: string;
  readonly message: string;
  readonly type: readonly string[];
  readonly retry_policy: { readonly retry_codes: readonly string[]; readonly retry_after?: string };
}

interface EventSettlements {
  settlement_status: SettlementStatus;
  readonly events: {
    readonly settlement_id: string;
    readonly provider_reference: string;
    readonly amount: number;
    readonly capture?: number;
    readonly refund?: number;
    readonly fee: number;
  }[];
}

export interface TransactionEvent {
  readonly id: string;
  readonly event: EventName;
  readonly transaction_status: TransactionStatus;
  readonly success: boolean;
  readonly created_at: string;
  readonly request_id: string;
  readonly created_by?: string | undefined;
  readonly correlation_request_id?: string | undefined;
  readonly amount?: number | undefined;
  readonly event_reference?: string | undefined;
  readonly items?: unknown;
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  readonly error?: EventError | undefined;
  readonly correction?: { readonly event_ids: readonly string[]; readonly status: TransactionStatus } | undefined;
  settlements?: EventSettlements;
}

export interface Transaction {
  readonly id: string;
  readonly session_id: string;
  readonly created_at: string;
  updated_at: string;
  readonly channel: 'ecommerce';
  readonly payment_product: 'kravia';
  readonly payment_product_type: Product;
  readonly amount: number;
  readonly currency: string;
  status: TransactionStatus;
  settlement_status: SettlementStatus;
  readonly merchant_reference: string;
  merchant_reference_2?: string | undefined;
  readonly payout_destination_id?: string | undefined;
  readonly customer?: Customer | undefined;
  readonly billing_address: Address;
  readonly shipping_address?: unknown;
  readonly store?: { readonly id: string } | undefined;
  readonly items: readonly OrderItem[];
  readonly url: { readonly callback_url?: string | undefined };
  readonly initiating_system_request_headers: Readonly<Record<string, string>>;
  readonly metadata: Record<string, string | number>;
  readonly events: TransactionEvent[];
}
