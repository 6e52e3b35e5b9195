import { closest } from '../../http/closest.js';
import type { FieldError } from '../../http/field-reader.js';
import { refuseIfAny } from '../../http/http-error.js';
import type { Account } from '../account.js';
import type { TransactionRecord } from '../records.js';
import { filtersFor, type TransactionFilter } from './transaction-filters.js';

/** Every parameter the list takes; `filtersFor` knows what each of them asks. */
const PARAMETERS = [
  'limit',
  'starting_after',
  'includes',
  'id',
  'session_id',
  'store_id',
  'currency',
  'status',
  'payment_product',
  'payment_product_type',
  'card_brand',
  'token_id',
  'merchant_reference',
  'merchant_reference_2',
  'payment_operation',
  'customer_id',
  'payout_destination_id',
  'payout_correlation_id',
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
  'terminal_id',
  'channel',
];

const LIMIT_DEFAULT = 10;
const LIMIT_MAX = 100;

/** One page of an account's transactions, newest first. @throws HttpError 400 naming every wrong parameter */
export function listTransactions(account: Account, query: URLSearchParams): TransactionRecord[] {
  const errors: FieldError[] = [];
  refuseUnknown(query, errors);
  const limit = readLimit(query, errors);
  const after = readCursor(account, query, errors);
  const filters = filtersFor(query, errors);
  refuseIfAny(errors);
  return firstMatches(candidates(account, query, after), filters, limit);
}

function firstMatches(
  records: Iterable<TransactionRecord>,
  filters: readonly TransactionFilter[],
  limit: number,
): TransactionRecord[] {
  const page: TransactionRecord[] = [];
  for (const record of records) {
    if (!filters.every((matches) => matches(record))) continue;
    page.push(record);
    if (page.length === limit) break;
  }
  return page;
}

function candidates(
  account: Account,
  query: URLSearchParams,
  after: TransactionRecord | null,
): Iterable<TransactionRecord> {
  const known = indexed(account, query);
  if (known === null) return account.transactions.newestFirst(after);
  const before = after?.sequence ?? Infinity;
  return [...new Set(known)]
    .filter((record): record is TransactionRecord => record !== null && record.sequence < before)
    .sort((one, other) => other.sequence - one.sequence);
}

/** What an index already narrows it down to; null when all of them must be walked through. */
function indexed(
  { transactions, sessions }: Account,
  query: URLSearchParams,
): readonly (TransactionRecord | null)[] | null {
  const reference = query.get('merchant_reference');
  if (reference !== null) return transactions.withReference(reference);
  if (query.has('id')) return query.getAll('id').map((id) => transactions.get(id));
  if (query.has('session_id')) return query.getAll('session_id').map((id) => sessions.get(id)?.transaction ?? null);
  return null;
}

function readLimit(query: URLSearchParams, errors: FieldError[]): number {
  const text = query.get('limit');
  if (text === null) return LIMIT_DEFAULT;
  const limit = /^\d+$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > LIMIT_MAX)
    errors.push({ field: 'limit', message: `must be 1 to ${LIMIT_MAX}, not ${text}` });
  return limit;
}

function readCursor(account: Account, query: URLSearchParams, errors: FieldError[]): TransactionRecord | null {
  const id = query.get('starting_after');
  if (id === null) return null;
  const record = account.transactions.get(id);
  if (record === null) errors.push({ field: 'starting_after', message: `there is no transaction ${id}` });
  return record;
}

/** A misspelled filter would silently list everything. */
function refuseUnknown(query: URLSearchParams, errors: FieldError[]): void {
  for (const name of new Set(query.keys())) {
    if (PARAMETERS.includes(name)) continue;
    const guess = closest(name, PARAMETERS);
    errors.push({
      field: name,
      message: `is not a known parameter${guess === null ? '' : ` (did you mean ${guess}?)`}`,
    });
  }
}
