import { type FieldError, FieldReader } from '../http/field-reader.js';
import type { JsonObject } from '../json.js';

const DATE = { pattern: /^\d{4}-\d{2}-\d{2}$/, expected: 'must be a date (YYYY-MM-DD)' };
const CURRENCY = { pattern: /^[A-Z]{3}$/, expected: 'must be an ISO 4217 code' };

/** Checks a journal entry: what a ledger must have, and that debit and credit are equal. All faults at once. */
export function readEntry(body: unknown, errors: FieldError[]): JsonObject {
  const reader = FieldReader.ofBody(body, errors);
  for (const name of ['reference', 'kind']) reader.text(name, { required: true });
  reader.text('date', { required: true, ...DATE });
  reader.text('currency', { required: true, ...CURRENCY });
  reader.text('text');
  reader.text('occurredAt');
  reader.object('links');
  const postings = reader.list('postings', { required: true, itemsMin: 2 });
  const amounts = postings.map(readPosting);
  const difference = amounts.reduce((sum, amount) => sum + amount, 0);
  if (difference !== 0) {
    reader.fail(
      'postings',
      `are not balanced: debit is ${Math.abs(difference)} ${difference > 0 ? 'more' : 'less'} than credit`,
    );
  }
  return reader.source;
}

/** The posting's amount, positive for debit and negative for credit. */
function readPosting(posting: FieldReader): number {
  posting.text('account', { required: true });
  const side = posting.choice('side', ['debit', 'credit'], { required: true });
  const amount = posting.integer('amount', { required: true, min: 1, max: Number.MAX_SAFE_INTEGER }) ?? 0;
  return side === 'credit' ? -amount : amount;
}

const STATES_MAX_LENGTH = 40;

/** Checks the facts about an order's invoice. What is not known here is kept all the same. */
export function readInvoiceFacts(body: unknown, errors: FieldError[]): JsonObject {
  const reader = FieldReader.ofBody(body, errors);
  reader.text('state', { required: true, maxLength: STATES_MAX_LENGTH });
  for (const name of ['invoiceNumber', 'kid', 'bankAccount', 'transactionId']) readNullable(reader, name);
  for (const name of ['invoiceDate', 'dueDate']) readNullable(reader, name, DATE);
  for (const name of ['totalAmount', 'paidAmount', 'openAmount']) {
    if (reader.source[name] !== null) reader.integer(name);
  }
  return reader.source;
}

/** An invoice that is not issued yet has none of these. */
function readNullable(reader: FieldReader, name: string, rule = {}): void {
  if (reader.source[name] !== null) reader.text(name, rule);
}
