import type { Express } from 'express';
import { type Answer, json } from '../../http/answer.js';
import { type FieldError, FieldReader } from '../../http/field-reader.js';
import { HttpError, refuseIfAny } from '../../http/http-error.js';
import type { TransactionRecord } from '../records.js';
import { sessionJson } from '../session-json.js';
import { type Admission, type Call, READ_CHECKOUT, WRITE_CHECKOUT } from './admission.js';
import type { Captures } from './captures.js';
import { readIncludes } from './includes.js';
import { referenceInQuery, referenceOfTransaction } from './references.js';
import { listTransactions } from './transaction-query.js';
import type { Voids } from './voids.js';

const GET_INCLUDES = [
  'session',
  'session.events.latest',
  'events.request_headers',
  'events.success.true',
  'initiating_system_request_headers',
  'card.payment_token',
  'card.recurrence_token',
];

const LIST_INCLUDES = ['events.success.true'];

export function transactionRoutes(app: Express, admission: Admission, captures: Captures, voids: Voids): void {
  const capture = (call: Call): Answer => captures.capture(transactionOf(call), call);
  const cancel = (call: Call): Answer => voids.void(transactionOf(call), call);
  const path = '/v1/transactions/:id';
  app.get('/v1/transactions', admission.route('transactions.list', READ_CHECKOUT, list, referenceInQuery));
  app.get(path, admission.route('transaction.get', READ_CHECKOUT, get, referenceOfTransaction));
  app.put(path, admission.route('transaction.update', WRITE_CHECKOUT, update, referenceOfTransaction));
  app.post(`${path}/capture`, admission.route('capture', WRITE_CHECKOUT, capture, referenceOfTransaction));
  app.post(`${path}/void`, admission.route('void', WRITE_CHECKOUT, cancel, referenceOfTransaction));
  app.post(
    `${path}/authorization`,
    admission.route('authorization', WRITE_CHECKOUT, refuseExtension, referenceOfTransaction),
  );
  app.post(`${path}/refund`, admission.route('refund', WRITE_CHECKOUT, refuseRefund, referenceOfTransaction));
}

/** @throws HttpError 404, also for a transaction of another account */
function transactionOf({ incoming, account }: Call): TransactionRecord {
  const record = account.transactions.get(incoming.param('id'));
  if (record === null) throw new HttpError(404, `There is no transaction ${incoming.param('id')}.`);
  return record;
}

function list({ account, incoming }: Call): Answer {
  const includes = readIncludes(incoming.query, LIST_INCLUDES);
  return json(listTransactions(account, incoming.query).map((record) => withIncludes(record, includes)));
}

function get(call: Call): Answer {
  const record = transactionOf(call);
  return json(withIncludes(record, readIncludes(call.incoming.query, GET_INCLUDES)));
}

function withIncludes({ wire, session }: TransactionRecord, includes: ReadonlySet<string>): unknown {
  const events = includes.has('events.success.true') ? wire.events.filter((event) => event.success) : wire.events;
  return { ...wire, events, ...(includes.has('session') ? { session: sessionJson(session) } : {}) };
}

function update(call: Call): Answer {
  const record = transactionOf(call);
  const errors: FieldError[] = [];
  const reader = FieldReader.ofBody(call.incoming.body, errors);
  reader.refuseUnknown(['merchant_reference_2']);
  const reference = reader.text('merchant_reference_2');
  refuseIfAny(errors);
  record.wire.merchant_reference_2 = reference ?? record.wire.merchant_reference_2;
  return json(record.wire);
}

function refuseRefund(call: Call): Answer {
  transactionOf(call);
  throw new HttpError(400, 'Refund is not supported for Kravia: void what is unpaid, settle the rest outside Dintero.');
}

function refuseExtension(call: Call): Answer {
  const { wire } = transactionOf(call);
  const errors: FieldError[] = [];
  const reader = FieldReader.ofBody(call.incoming.body ?? {}, errors);
  reader.refuseUnknown(['reason', 'reference']);
  reader.text('reason');
  reader.text('reference');
  refuseIfAny(errors);
  throw new HttpError(409, `An authorisation is extended for Klarna only, not for ${wire.payment_product_type}.`);
}
