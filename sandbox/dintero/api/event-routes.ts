import type { Express } from 'express';
import { type Answer, json } from '../../http/answer.js';
import { type FieldError, FieldReader } from '../../http/field-reader.js';
import { HttpError, refuseIfAny } from '../../http/http-error.js';
import type { Invoices } from '../kravia/invoices.js';
import type { Kravia } from '../kravia/kravia.js';
import type { TransactionRecord } from '../records.js';
import { type Admission, type Call, WRITE_CHECKOUT } from './admission.js';
import { referenceOfEvent } from './references.js';

const INTENTS = [
  'retry_auto_capture',
  'cancel_unknown',
  'sync_status',
  'poll_initiated',
  'poll_initiated_refund',
  'retry_refund',
  'extend_authorization',
  'sync_invoice_file',
  'retry_initiated_refund',
] as const;
type Intent = (typeof INTENTS)[number];

/** `POST /events/transaction/{intent}`. Its scope is not published; a writing one is assumed. */
export function eventRoutes(app: Express, admission: Admission, kravia: Kravia, invoices: Invoices): void {
  const work = (call: Call): Answer => {
    const name = call.incoming.param('intent');
    const intent = INTENTS.find((known) => known === name);
    if (intent === undefined)
      throw new HttpError(400, `There is no intent ${name}: it is one of ${INTENTS.join(', ')}.`);
    const record = readRecord(call);
    carryOut(intent, record, call.clientId, kravia, invoices);
    return json(record.wire);
  };
  app.post('/v1/events/transaction/:intent', admission.route('event', WRITE_CHECKOUT, work, referenceOfEvent));
}

function carryOut(
  intent: Intent,
  record: TransactionRecord,
  clientId: string,
  kravia: Kravia,
  invoices: Invoices,
): void {
  switch (intent) {
    case 'sync_invoice_file':
      if (record.invoice === null) throw new HttpError(400, 'There is no invoice yet, so there is no file.');
      invoices.syncPdf(record.invoice);
      return;
    case 'poll_initiated':
      if (!kravia.completePending(record))
        throw new HttpError(400, `The transaction is ${record.wire.status}, not INITIATED.`);
      return;
    case 'sync_status':
      kravia.synchronise(record);
      return;
    case 'cancel_unknown':
      kravia.cancelUnknown(record, clientId);
      return;
    default:
      throw new HttpError(400, `${intent} does not apply to Kravia invoices.`);
  }
}

function readRecord({ incoming, account }: Call): TransactionRecord {
  const errors: FieldError[] = [];
  const reader = FieldReader.ofBody(incoming.body, errors);
  reader.refuseUnknown(['id', 'transaction', 'sync_status']);
  reader.object('sync_status');
  const id = reader.text('id', { required: true });
  const transaction = reader.object('transaction', { required: true });
  transaction?.text('payment_product', { required: true });
  transaction?.text('payment_product_type', { required: true });
  transaction?.integer('amount', { required: true, min: 0 });
  transaction?.text('currency', { required: true });
  refuseIfAny(errors);
  const record = account.transactions.get(id ?? '');
  if (record === null) throw new HttpError(404, `There is no transaction ${id ?? ''}.`);
  if (transaction !== null) refuseDifferences(transaction, record);
  return record;
}

function refuseDifferences(reader: FieldReader, record: TransactionRecord): void {
  for (const name of ['payment_product', 'payment_product_type', 'amount', 'currency'] as const) {
    if (reader.source[name] !== record.wire[name]) reader.fail(name, `is ${record.wire[name]} on the transaction`);
  }
  refuseIfAny(reader.errors);
}
