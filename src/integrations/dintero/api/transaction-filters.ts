import type { TransactionStatus } from '../types/transaction.js';
import type { QueryValue } from './operation.js';

/**
 * Everything `GET /transactions` can be asked for. Whether a text must be equal or may be a part is not documented: compare
 * again. Times are ISO 8601 with a zone. There is no filter on changes.
 * Source: docs.dintero.com/payments-api.html and its changelog of 2026-07-11 (read 2026-11-20).
 */
export interface TransactionFilters {
  readonly id?: readonly string[];
  readonly session_id?: readonly string[];
  readonly store_id?: readonly string[];
  readonly currency?: readonly string[];
  readonly status?: readonly TransactionStatus[];
  readonly payment_product?: readonly string[];
  readonly payment_product_type?: readonly string[];
  readonly card_brand?: readonly string[];
  readonly token_id?: readonly string[];
  /** The only list that goes into one parameter, with commas. */
  readonly payout_correlation_id?: readonly string[];
  readonly merchant_reference?: string;
  readonly merchant_reference_2?: string;
  readonly payment_operation?: string;
  readonly customer_id?: string;
  readonly payout_destination_id?: string;
  readonly terminal_id?: string;
  readonly channel?: string;
  /** The authorised amount, in minor units. */
  readonly amount?: number;
  readonly 'amount.gte'?: number;
  readonly 'amount.lte'?: number;
  readonly 'created_at.gte'?: string;
  readonly 'created_at.lte'?: string;
  readonly 'captured_at.gte'?: string;
  readonly 'captured_at.lte'?: string;
  readonly 'refunded_at.gte'?: string;
  readonly 'refunded_at.lte'?: string;
  /** Ids, references, telephone, e-mail, or first and last name. */
  readonly search?: string;
  /** Leaves out events that failed, and so hides why something failed. */
  readonly includes?: readonly 'events.success.true'[];
}

export const FILTER_NAMES: readonly (keyof TransactionFilters)[] = [
  'id',
  'session_id',
  'store_id',
  'currency',
  'status',
  'payment_product',
  'payment_product_type',
  'card_brand',
  'token_id',
  'payout_correlation_id',
  'merchant_reference',
  'merchant_reference_2',
  'payment_operation',
  'customer_id',
  'payout_destination_id',
  'terminal_id',
  'channel',
  'amount',
  'amount.gte',
  'amount.lte',
  'created_at.gte',
  'created_at.lte',
  'captured_at.gte',
  'captured_at.lte',
  'refunded_at.gte',
  'refunded_at.lte',
  'search',
  'includes',
];

export function queryOf({ payout_correlation_id: ids, ...filters }: TransactionFilters): Record<string, QueryValue> {
  return { ...filters, ...(ids === undefined ? {} : { payout_correlation_id: ids.join(',') }) };
}
