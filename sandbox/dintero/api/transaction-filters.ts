import type { FieldError } from '../../http/field-reader.js';
import { eventsOf, type TransactionRecord } from '../records.js';
import { TRANSACTION_STATUSES } from '../wire.js';
import { isWithin, readTime } from './iso-time.js';

export type TransactionFilter = (record: TransactionRecord) => boolean;

type ValueOf = (record: TransactionRecord) => string | undefined;

const none: ValueOf = () => undefined;

/** Parameters that may be repeated; one of the values must be equal. Cards have no part in an invoice. */
const VALUES: Readonly<Record<string, ValueOf>> = {
  id: ({ wire }) => wire.id,
  session_id: ({ wire }) => wire.session_id,
  store_id: ({ wire }) => wire.store?.id,
  currency: ({ wire }) => wire.currency,
  status: ({ wire }) => wire.status,
  payment_product: ({ wire }) => wire.payment_product,
  payment_product_type: ({ wire }) => wire.payment_product_type,
  card_brand: none,
  token_id: none,
  terminal_id: none,
  payment_operation: none,
  payout_correlation_id: none,
  channel: ({ wire }) => wire.channel,
  merchant_reference: ({ wire }) => wire.merchant_reference,
  merchant_reference_2: ({ wire }) => wire.merchant_reference_2,
  customer_id: ({ wire }) => wire.customer?.customer_id,
  payout_destination_id: ({ wire }) => wire.payout_destination_id,
};

type TimesOf = (record: TransactionRecord) => readonly string[];

const TIMES: Readonly<Record<string, TimesOf>> = {
  created_at: ({ wire }) => [wire.created_at],
  captured_at: (record) => eventsOf(record, 'CAPTURE').map((event) => event.created_at),
  refunded_at: (record) => eventsOf(record, 'REFUND').map((event) => event.created_at),
};

export function filtersFor(query: URLSearchParams, errors: FieldError[]): TransactionFilter[] {
  refuseUnknownStatus(query, errors);
  return [
    ...valueFilters(query),
    ...amountFilters(query, errors),
    ...timeFilters(query, errors),
    ...searchFilters(query),
  ];
}

function valueFilters(query: URLSearchParams): TransactionFilter[] {
  return Object.entries(VALUES).flatMap(([name, valueOf]) => {
    if (!query.has(name)) return [];
    const wanted = new Set<string | undefined>(query.getAll(name));
    return [(record: TransactionRecord) => wanted.has(valueOf(record))];
  });
}

function amountFilters(query: URLSearchParams, errors: FieldError[]): TransactionFilter[] {
  const tests: Record<string, (amount: number, limit: number) => boolean> = {
    amount: (amount, limit) => amount === limit,
    'amount.gte': (amount, limit) => amount >= limit,
    'amount.lte': (amount, limit) => amount <= limit,
  };
  return Object.entries(tests).flatMap(([name, test]) => {
    const text = query.get(name);
    if (text === null) return [];
    if (!/^\d+$/.test(text)) errors.push({ field: name, message: `must be a whole number of at least 0, not ${text}` });
    return [(record: TransactionRecord) => test(record.wire.amount, Number(text))];
  });
}

function timeFilters(query: URLSearchParams, errors: FieldError[]): TransactionFilter[] {
  return Object.entries(TIMES).flatMap(([name, timesOf]) => {
    const from = readTime(query, `${name}.gte`, errors);
    const to = readTime(query, `${name}.lte`, errors);
    if (from === null && to === null) return [];
    return [(record: TransactionRecord) => timesOf(record).some((time) => isWithin(time, from, to))];
  });
}

function searchFilters(query: URLSearchParams): TransactionFilter[] {
  const wanted = query.get('search')?.toLowerCase();
  if (wanted === undefined) return [];
  return [
    ({ wire }) => {
      const { first_name, last_name, email, phone_number } = wire.billing_address;
      const texts = [wire.id, wire.session_id, wire.merchant_reference, wire.merchant_reference_2, email, phone_number];
      return [...texts, `${first_name} ${last_name}`].some((text) => text?.toLowerCase() === wanted);
    },
  ];
}

function refuseUnknownStatus(query: URLSearchParams, errors: FieldError[]): void {
  for (const status of query.getAll('status')) {
    if (TRANSACTION_STATUSES.some((known) => known === status)) continue;
    errors.push({ field: 'status', message: `${status} is not one of ${TRANSACTION_STATUSES.join(', ')}` });
  }
}
