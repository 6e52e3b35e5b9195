import type { FieldError } from '../../http/field-reader.js';
import { refuseIfAny } from '../../http/http-error.js';
import type { Account } from '../account.js';
import { isWithin, readTime } from '../api/iso-time.js';
import { settlementJson } from './settlement-json.js';
import type { SettlementRecord } from './settlement-records.js';

const PARAMETERS = [
  'limit',
  'starting_after_id',
  'starting_after_date',
  'created_at.gte',
  'created_at.lte',
  'item_created_at.gte',
  'item_created_at.lte',
  'payment_provider',
  'payout_destination_id',
  'search',
];
const LIMIT_DEFAULT = 10;
const LIMIT_MAX = 1000;
const PROVIDER = 'dintero_payout';

/** `GET …/settlements`: newest first. Despite its name, `created_at` filters on `settled_at`. */
export function listSettlements(account: Account, query: URLSearchParams, nowMs: number): Record<string, unknown> {
  const byItem = query.has('item_created_at.gte') || query.has('item_created_at.lte');
  const { limit, fromMs, toMs } = readQuery(query, byItem);
  const dateOf = (settlement: SettlementRecord): string => (byItem ? settlement.createdAt : settlement.settledAt);
  const matching = account.settlements
    .filter((settlement) => isWithin(dateOf(settlement), fromMs, toMs) && matches(settlement, query))
    .sort((one, other) => compare(keyOf(other, dateOf), keyOf(one, dateOf)));
  const from = startOf(matching, query, dateOf);
  const page = matching.slice(from, from + limit);
  const last = page.at(-1);
  const more = last !== undefined && from + limit < matching.length;
  const key = more ? { last_evaluated_key: evaluatedKey(last, byItem) } : {};
  return { items: page.map((settlement) => settlementJson(settlement, nowMs)), ...key };
}

function evaluatedKey(last: SettlementRecord, byItem: boolean): Record<string, string> {
  const date = byItem ? { created_at: last.createdAt } : { settled_at: last.settledAt };
  return { id: last.id, account_id: last.account.id, ...date };
}

function matches(settlement: SettlementRecord, query: URLSearchParams): boolean {
  const providers = query.getAll('payment_provider');
  return (
    (providers.length === 0 || providers.includes(PROVIDER)) &&
    // None of the sandbox's settlements is a seller's.
    !query.has('payout_destination_id') &&
    (query.get('search') ?? settlement.id) === settlement.id
  );
}

/** The cursor is a place in the order, so that it also works when its settlement is not on the list any more. */
function startOf(
  matching: readonly SettlementRecord[],
  query: URLSearchParams,
  dateOf: (settlement: SettlementRecord) => string,
): number {
  const id = query.get('starting_after_id');
  const date = query.get('starting_after_date');
  if (id === null || date === null) return 0;
  const exact = matching.findIndex((settlement) => settlement.id === id);
  if (exact >= 0) return exact + 1;
  const key = `${new Date(date).toISOString()} ${id}`;
  const next = matching.findIndex((settlement) => compare(keyOf(settlement, dateOf), key) < 0);
  return next === -1 ? matching.length : next;
}

function keyOf(settlement: SettlementRecord, dateOf: (settlement: SettlementRecord) => string): string {
  return `${dateOf(settlement)} ${settlement.id}`;
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

interface Page {
  readonly limit: number;
  readonly fromMs: number | null;
  readonly toMs: number | null;
}

/** @throws HttpError 400 naming every wrong parameter */
function readQuery(query: URLSearchParams, byItem: boolean): Page {
  const errors: FieldError[] = [];
  for (const name of new Set(query.keys())) {
    if (!PARAMETERS.includes(name)) errors.push({ field: name, message: 'is not a known parameter' });
  }
  if (query.has('starting_after_id') !== query.has('starting_after_date')) {
    errors.push({ field: 'starting_after_id', message: 'and starting_after_date must be given together' });
  }
  if (byItem && (query.has('created_at.gte') || query.has('created_at.lte'))) {
    errors.push({ field: 'item_created_at', message: 'cannot be combined with created_at' });
  }
  const prefix = byItem ? 'item_created_at' : 'created_at';
  const fromMs = readTime(query, `${prefix}.gte`, errors);
  const toMs = readTime(query, `${prefix}.lte`, errors);
  readTime(query, 'starting_after_date', errors);
  const limit = Number(query.get('limit') ?? LIMIT_DEFAULT);
  if (!Number.isInteger(limit) || limit < 1 || limit > LIMIT_MAX) {
    errors.push({ field: 'limit', message: `must be 1 to ${LIMIT_MAX}` });
  }
  refuseIfAny(errors);
  return { limit, fromMs, toMs };
}
