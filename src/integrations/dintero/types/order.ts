import type { Open } from './open.js';

/** Source: docs.dintero.com/payments-api.html and Dintero's Node SDK (read 2026-11-20). Amounts are minor units with VAT. */
export interface OrderAddress {
  readonly first_name?: string;
  readonly last_name?: string;
  readonly business_name?: string;
  /** Digits only: 9 in Norway, 10 or 12 in Sweden. */
  readonly organization_number?: string;
  readonly organization_type?: string;
  readonly address_line?: string;
  readonly address_line_2?: string;
  readonly co_address?: string;
  readonly postal_code?: string;
  readonly postal_place?: string;
  /** ISO 3166 alpha-2. */
  readonly country?: string;
  /** E.123 with `+`, no spaces. */
  readonly phone_number?: string;
  readonly email?: string;
  /** Also a grouping key of grouped invoices. */
  readonly customer_reference?: string;
  readonly cost_center?: string;
  readonly comment?: string;
  readonly latitude?: number;
  readonly longitude?: number;
}

export interface DiscountLine {
  /** Positive. */
  readonly amount?: number;
  readonly percentage?: number;
  readonly discount_type?: Open<'customer' | 'periodic' | 'manual' | 'loyalty' | 'total' | 'employee' | 'external'>;
  readonly discount_id?: string;
  readonly description?: string;
  /** A whole number here, unlike the line id of an item. */
  readonly line_id?: number;
}

export interface OrderItem {
  readonly id?: string;
  /** Unique in the order; captures and reports refer to it. */
  readonly line_id?: string;
  readonly description?: string;
  readonly quantity?: number;
  /** Of the whole line, after discounts. */
  readonly amount: number;
  /** Percent: 25, not 0.25. */
  readonly vat?: number;
  readonly vat_amount?: number;
  readonly type?: Open<'physical' | 'digital' | 'service' | 'gift_card' | 'shipping' | 'surcharge'>;
  readonly eligible_for_discount?: boolean;
  readonly discount_lines?: readonly DiscountLine[];
}

export interface ShippingOption {
  readonly id: string;
  readonly line_id: string;
  readonly amount: number;
  readonly title: string;
  readonly operator: string;
  readonly vat?: number;
  readonly vat_amount?: number;
  readonly description?: string;
  readonly delivery_method?: Open<'delivery' | 'pick_up' | 'unspecified' | 'none'>;
}

export interface Store {
  readonly id: string;
  readonly name?: string;
  readonly organization_number?: string;
  readonly payout_destination_id?: string;
}

export interface SessionOrder {
  /** At most 2 147 483 647. */
  readonly amount: number;
  readonly currency: string;
  /** Our own id for the order; at most 35 characters with Kravia. */
  readonly merchant_reference: string;
  /** The only field that can still be changed on the transaction. */
  readonly merchant_reference_2?: string;
  readonly vat_amount?: number;
  readonly items?: readonly OrderItem[];
  readonly shipping_option?: ShippingOption;
  readonly discount_lines?: readonly DiscountLine[];
  readonly discount_codes?: readonly string[];
  readonly partial_payment?: boolean;
  /** Goes onto the transaction's events and into the settlement report. */
  readonly event_reference?: string;
  /** In one step here; in two steps in the body of the pay call. */
  readonly billing_address?: OrderAddress;
  readonly shipping_address?: OrderAddress;
  readonly store?: Store;
  /** At most 40 characters; split payout only. */
  readonly payout_destination_id?: string;
}
