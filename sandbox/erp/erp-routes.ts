import type { Express } from 'express';
import type { Clock } from '../clock.js';
import { type Answer, json } from '../http/answer.js';
import type { FieldError } from '../http/field-reader.js';
import type { Front } from '../http/front.js';
import { HttpError, refuseIfAny } from '../http/http-error.js';
import type { Incoming } from '../http/incoming.js';
import type { HttpOperation } from '../operations.js';
import { readEntry, readInvoiceFacts } from './entry-validation.js';
import type { StoredEntry } from './journal-entries.js';
import type { ErpMerchant } from './merchant.js';

const PAGE_SIZE = 100;

type Work = (merchant: ErpMerchant, incoming: Incoming) => Answer;

/** What a connector calls: orders out, invoice facts and journal entries in. */
export function erpRoutes(
  app: Express,
  front: Front,
  merchantOf: (incoming: Incoming) => ErpMerchant,
  clock: Clock,
): void {
  const route = (operation: HttpOperation, work: Work) =>
    front.handle(operation, (incoming) => {
      const merchant = merchantOf(incoming);
      refuseToken(merchant, incoming);
      return { owner: merchant.settings.id, perform: () => work(merchant, incoming) };
    });
  const patch: Work = (merchant, incoming) => patchInvoice(merchant, incoming, clock.nowIso());
  const post: Work = (merchant, incoming) => postEntry(merchant, incoming, clock.nowIso());

  app.get('/:merchant/api/orders', route('erp.orders.list', listOrders));
  app.patch('/:merchant/api/orders/:orderId/invoice', route('erp.invoice.patch', patch));
  app.post('/:merchant/api/journal-entries', route('erp.entries.post', post));
  app.get('/:merchant/api/journal-entries', route('erp.entries.list', listEntries));
}

function refuseToken(merchant: ErpMerchant, incoming: Incoming): void {
  if (incoming.headers.authorization === `Bearer ${merchant.settings.token}`) return;
  throw new HttpError(401, `The bearer token of ${merchant.settings.id} is required.`);
}

function listOrders({ orders, settings }: ErpMerchant, { query }: Incoming): Answer {
  const errors: FieldError[] = [];
  const cursor = query.get('cursor');
  if (cursor !== null && !/^\d+$/.test(cursor)) errors.push({ field: 'cursor', message: 'is none that was given out' });
  const since = query.get('changed_since');
  const sinceMs = since === null ? null : Date.parse(since);
  if (Number.isNaN(sinceMs)) errors.push({ field: 'changed_since', message: 'must be a date and time' });
  refuseIfAny(errors);
  const changedSince = sinceMs === null ? null : new Date(sinceMs).toISOString();
  const page = orders.page(changedSince, cursor === null ? null : Number(cursor), settings.pageSize ?? PAGE_SIZE);
  return json({ orders: page.orders, next_cursor: page.nextCursor });
}

function patchInvoice(merchant: ErpMerchant, { param, body }: Incoming, now: string): Answer {
  const orderId = param('orderId');
  if (!merchant.orders.has(orderId)) throw new HttpError(404, `There is no order ${orderId}.`);
  const errors: FieldError[] = [];
  const facts = readInvoiceFacts(body, errors);
  refuseIfAny(errors);
  merchant.invoices.add(orderId, { at: now, facts });
  const number = merchant.ownNumberOf(orderId);
  // Without a number of its own it repeats what it was told, the provider's number with it.
  return json(number === null ? facts : { ...facts, invoiceNumber: number });
}

function postEntry(merchant: ErpMerchant, { headers, body }: Incoming, now: string): Answer {
  const errors: FieldError[] = [];
  const entry = readEntry(body, errors);
  const key = headers['idempotency-key'];
  if (typeof key !== 'string' || key === '') errors.push({ field: 'Idempotency-Key', message: 'is required' });
  refuseIfAny(errors);
  const { kind, stored } = merchant.entries.post(String(key), entry, now);
  if (kind === 'conflict') {
    throw new HttpError(409, `This Idempotency-Key was used for another entry, ${stored.id}.`);
  }
  return json({ id: stored.id }, kind === 'created' ? 201 : 200);
}

function listEntries({ entries }: ErpMerchant, { query }: Incoming): Answer {
  const reference = query.get('reference');
  if (reference === null) throw new HttpError(400, 'Which reference? (?reference=…)');
  return json({ entries: entries.withReference(reference).map(entryJson) });
}

export function entryJson({ id, idempotencyKey, createdAt, entry }: StoredEntry): Record<string, unknown> {
  return { ...entry, id, idempotencyKey, createdAt };
}
