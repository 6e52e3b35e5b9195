import { createHash } from 'node:crypto';
import type {
  InvoiceFactsFromProvider,
  ProviderEvent,
  ProviderEventKind,
  ProviderRefusal,
  ProviderStamp,
  ProviderStanding,
  ProviderTransaction,
} from '../../domain/invoice/provider-transaction.js';
import { isLocalDate } from '../../domain/local-date.js';
import { Money } from '../../domain/money.js';
import type { InvoiceProduct } from '../../domain/order/order.js';
import { isObject } from '../../platform/net/read-json.js';
import { namesChannel } from './dintero-error.js';
import type { DinteroEvent, DinteroTransaction } from './types/transaction.js';

const EVENT_KINDS: Readonly<Record<string, ProviderEventKind>> = {
  AUTHORIZE: 'authorised',
  INITIATE_CAPTURE: 'collection-started',
  CAPTURE: 'paid',
  INITIATE_VOID: 'void-started',
  VOID: 'voided',
  REFUND: 'reversed',
};

/** Statuses that mean "no invoice", and those that mean there is or was one. Any other is undecided, and polled. */
const REFUSED = new Set(['FAILED', 'DECLINED']);
const ACCEPTED = new Set([
  'AUTHORIZED',
  'AUTHORIZATION_VOIDED',
  'PARTIALLY_CAPTURED',
  'CAPTURED',
  'PARTIALLY_CAPTURED_REFUNDED',
  'PARTIALLY_REFUNDED',
  'REFUNDED',
]);

const PRODUCTS: Readonly<Record<string, InvoiceProduct>> = {
  'kravia.invoice_b2b': 'b2b',
  'kravia.invoice_b2b_grouped': 'b2b-grouped',
  'kravia.invoice_b2c': 'b2c',
};

/** Whether an answer is a transaction at all. */
export function isTransaction(value: unknown): value is DinteroTransaction {
  return isObject(value) && typeof value.id === 'string';
}

/**
 * Translates Dintero's transaction. Amounts come from events, never from the status.
 * @param currency of the merchant's books, for an answer that leaves it out
 * @param readAt for events without a time
 */
export function toTransaction(raw: DinteroTransaction, currency: string, readAt: Date): ProviderTransaction {
  const status = statusOf(raw);
  const money = raw.currency ?? currency;
  const keys = keysOf(raw.events ?? []);
  const events = (raw.events ?? []).map((event, i) => toEvent(event, keys[i] ?? '', raw, money, readAt));
  return {
    transactionId: raw.id,
    sessionId: raw.session_id ?? null,
    reference: raw.merchant_reference ?? '',
    secondReference: raw.merchant_reference_2 ?? null,
    amount: Money.of(raw.amount ?? 0, money),
    product: PRODUCTS[raw.payment_product_type ?? ''] ?? null,
    productName: raw.payment_product_type ?? raw.payment_product ?? null,
    status,
    stamp: stampOf(raw),
    standing: standingOf(status),
    claimsPaid: status === 'CAPTURED',
    settlementStatus: raw.settlement_status ?? null,
    facts: factsOf(raw),
    events: withVoid(events, raw, status, readAt),
    refusal: refusalOf(raw),
    raw,
  };
}

export function stampOf(raw: DinteroTransaction): ProviderStamp {
  return {
    updatedAt: raw.updated_at ?? null,
    status: statusOf(raw),
    settlementStatus: raw.settlement_status ?? null,
    eventCount: raw.events?.length ?? null,
  };
}

/** The status field is not in the schema's required list; the newest event that has one tells it too. */
function statusOf(raw: DinteroTransaction): string {
  return raw.status ?? newestFirst(raw).find((event) => event.transaction_status)?.transaction_status ?? 'UNKNOWN';
}

/** Their order in the list is not promised; where times are missing or equal, the last is the newest. */
function newestFirst({ events }: DinteroTransaction): DinteroEvent[] {
  const time = (event: DinteroEvent): number => timeOf(event.created_at)?.getTime() ?? 0;
  return [...(events ?? [])].reverse().sort((a, b) => time(b) - time(a));
}

function standingOf(status: string): ProviderStanding {
  if (REFUSED.has(status)) return 'refused';
  return ACCEPTED.has(status) ? 'accepted' : 'pending';
}

function toEvent(
  event: DinteroEvent,
  key: string,
  raw: DinteroTransaction,
  currency: string,
  readAt: Date,
): ProviderEvent {
  const at = timeOf(event.created_at) ?? timeOf(raw.updated_at) ?? timeOf(raw.created_at) ?? readAt;
  return {
    key,
    kind: event.correction ? 'corrected' : (EVENT_KINDS[event.event ?? ''] ?? 'other'),
    name: event.event ?? 'UNNAMED',
    succeeded: hasSucceeded(event),
    amount: Number.isSafeInteger(event.amount) ? Money.of(event.amount ?? 0, currency) : null,
    occurredAt: at,
    eventReference: event.event_reference ?? null,
    settlementIds: (event.settlements?.events ?? []).flatMap(({ settlement_id: id }) => (id === undefined ? [] : [id])),
  };
}

/** Only failures have an error, and Kravia's examples leave `success` out. */
function hasSucceeded({ success, error }: DinteroEvent): boolean {
  return success ?? !error;
}

/** Two events without an id, alike in everything that tells events apart, are two all the same: two equal parts paid at once. */
function keysOf(events: readonly DinteroEvent[]): string[] {
  const seen = new Map<string, number>();
  return events.map((event) => {
    const key = keyOf(event);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 || event.id || event.request_id ? key : `${key}-${count}`;
  });
}

/** One request may lead to several events: accepting an invoice also starts its collection. */
function keyOf({ id, request_id: request, event, created_at: at, amount }: DinteroEvent): string {
  if (id) return String(id);
  if (request) return `${request}:${event ?? ''}`;
  const content = JSON.stringify([event, at ?? null, amount ?? null]);
  return `hash-${createHash('sha256').update(content).digest('hex').slice(0, 24)}`;
}

/** A voided authorisation is a fact even where its event is not shown. */
function withVoid(events: ProviderEvent[], raw: DinteroTransaction, status: string, readAt: Date): ProviderEvent[] {
  const isShown = events.some(({ kind, succeeded }) => kind === 'voided' && succeeded);
  if (status !== 'AUTHORIZATION_VOIDED' || isShown) return events;
  const voided: ProviderEvent = {
    key: 'status-AUTHORIZATION_VOIDED',
    kind: 'voided',
    name: status,
    succeeded: true,
    amount: null,
    occurredAt: timeOf(raw.updated_at) ?? readAt,
    eventReference: null,
    settlementIds: [],
  };
  return [...events, voided];
}

/** The newest failed event carries the reason, if any does. */
function refusalOf(raw: DinteroTransaction): ProviderRefusal | null {
  if (standingOf(statusOf(raw)) !== 'refused') return null;
  const error = newestFirst(raw).find((event) => event.error)?.error;
  const code = error?.code ?? statusOf(raw);
  const message = error?.message ?? `the payment ${statusOf(raw).toLowerCase()} without a reason`;
  return {
    code,
    message,
    ofChannel: namesChannel({ code, message }),
    final: error?.retry_policy?.retry_codes?.includes('DO_NOT_RETRY') ?? false,
  };
}

function factsOf(raw: DinteroTransaction): InvoiceFactsFromProvider {
  // The transaction's own metadata first, then its events, newest first.
  const sources = [raw.metadata, ...(raw.events ?? []).map((event) => event.metadata).toReversed()];
  const read = (key: string): string | null => {
    const value = sources
      .map((source) => source?.[`kravia:${key}`])
      .find((found) => found !== undefined && found !== null);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
  };
  const channel = read('invoice_channel');
  return {
    invoiceNumber: read('invoice_number'),
    kid: read('payment_details:kid'),
    bankAccount: read('payment_details:bank_account:bban'),
    iban: read('payment_details:bank_account:iban'),
    bic: read('payment_details:bank_account:swift'),
    invoiceDate: dateOf(read('invoice_date')),
    dueDate: dateOf(read('invoice_due_date')),
    documentUrl: read('invoice_url'),
    channel: channel === 'kravia' || channel === 'merchant' ? channel : null,
  };
}

function dateOf(text: string | null): string | null {
  const date = text?.slice(0, 10) ?? '';
  return isLocalDate(date) ? date : null;
}

function timeOf(text: string | null | undefined): Date | null {
  const time = new Date(text ?? NaN);
  return Number.isNaN(time.getTime()) ? null : time;
}
