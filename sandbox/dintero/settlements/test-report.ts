import type { FieldReader } from '../../http/field-reader.js';
import type { Account } from '../account.js';
import { unsettledLines } from './settlement-lines.js';
import type { Settlements } from './settlements.js';

const DAYS_DEFAULT = 7;
const DAY_MS = 86_400_000;
const EVER = '';
const DATE = /^\d{4}-\d{2}-\d{2}/;

/** The transactions a test report is about: those named, some of a date range, or the last week's. */
export function testReportIds(
  reader: FieldReader,
  account: Account,
  settlements: Settlements,
  nowMs: number,
): string[] {
  reader.refuseUnknown(['transaction_ids', 'number_of_transactions', 'date_range']);
  const count = reader.integer('number_of_transactions', { min: 1 });
  const range = reader.object('date_range');
  const from = range?.text('start_date', { required: true, pattern: DATE, expected: 'must be a date' }) ?? null;
  const to = range?.text('end_date', { required: true, pattern: DATE, expected: 'must be a date' }) ?? null;
  if (reader.has('transaction_ids')) {
    if (count !== null || range !== null) reader.fail('transaction_ids', 'cannot be combined with the other fields');
    return named(reader, account);
  }
  const since = count === null && range === null ? new Date(nowMs - DAYS_DEFAULT * DAY_MS).toISOString() : EVER;
  return settlements
    .unsettledSince(account, since)
    .filter(({ wire }) => isBetween(wire.created_at.slice(0, 10), from, to))
    .slice(0, count ?? undefined)
    .map(({ wire }) => wire.id);
}

function named(reader: FieldReader, account: Account): string[] {
  return reader.texts('transaction_ids', { itemsMin: 1 }).filter((id) => {
    const record = account.transactions.get(id);
    if (record === null) reader.fail('transaction_ids', `there is no transaction ${id}`);
    return record !== null && unsettledLines(record, 0).length > 0;
  });
}

function isBetween(date: string, from: string | null, to: string | null): boolean {
  return (from === null || date >= from.slice(0, 10)) && (to === null || date <= to.slice(0, 10));
}
