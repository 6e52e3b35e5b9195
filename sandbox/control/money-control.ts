import type { Express } from 'express';
import type { Dintero } from '../dintero/dintero.js';
import type { TransactionRecord } from '../dintero/records.js';
import { INTERVALS, TRANSACTION_STATUSES } from '../dintero/wire.js';
import { type Answer, json } from '../http/answer.js';
import { type FieldError, FieldReader, INT32_MAX } from '../http/field-reader.js';
import { HttpError, refuseIfAny } from '../http/http-error.js';
import type { Incoming } from '../http/incoming.js';
import { plainRoute } from '../http/plain-route.js';
import { accountOf } from './account-control.js';

/** What debtors and billing periods do. */
export function moneyControl(app: Express, dintero: Dintero): void {
  app.post(
    '/_sandbox/transactions/:id/payments',
    plainRoute((incoming) => pay(dintero, incoming)),
  );
  app.post(
    '/_sandbox/transactions/:id/reversal',
    plainRoute((incoming) => reverse(dintero, incoming)),
  );
  app.post(
    '/_sandbox/invoices/:number/payments',
    plainRoute((incoming) => payInvoice(dintero, incoming)),
  );
  app.post(
    '/_sandbox/transactions/:id/drift',
    plainRoute((incoming) => drift(dintero, incoming)),
  );
  app.post(
    '/_sandbox/groups/close-period',
    plainRoute((incoming) => closePeriod(dintero, incoming)),
  );
}

function pay(dintero: Dintero, incoming: Incoming): Answer {
  const record = recordOf(dintero, incoming);
  const errors: FieldError[] = [];
  const reader = FieldReader.ofBody(incoming.body, errors);
  reader.refuseUnknown(['amountMinor', 'callback', 'times', 'overCapture', 'inTransit']);
  const amountMinor = reader.integer('amountMinor', { required: true, min: 1, max: INT32_MAX }) ?? 0;
  const times = reader.integer('times', { min: 1, max: 1000 }) ?? 1;
  const notify = reader.flag('callback') ?? true;
  const overCapture = reader.flag('overCapture') ?? false;
  const inTransit = reader.flag('inTransit') ?? false;
  refuseIfAny(errors);
  const payments = Array.from({ length: times }, () =>
    dintero.payments.pay(record, amountMinor, { notify, overCapture, inTransit }),
  );
  return json({ payments, transaction: record.wire });
}

function payInvoice(dintero: Dintero, incoming: Incoming): Answer {
  const number = incoming.param('number');
  const invoice = dintero.invoices.withNumber(number);
  if (invoice === null) throw new HttpError(404, `There is no invoice ${number}.`);
  const errors: FieldError[] = [];
  const reader = FieldReader.ofBody(incoming.body, errors);
  reader.refuseUnknown(['amountMinor', 'callback']);
  const amountMinor = reader.integer('amountMinor', { required: true, min: 1, max: INT32_MAX }) ?? 0;
  const notify = reader.flag('callback') ?? true;
  refuseIfAny(errors);
  const payments = dintero.payments.payInvoice(invoice, amountMinor, { notify });
  const keptMinor = payments.reduce((sum, { event }) => sum + (event?.amount ?? 0), 0);
  return json({ payments, returnedMinor: amountMinor - keptMinor });
}

function reverse(dintero: Dintero, incoming: Incoming): Answer {
  const record = recordOf(dintero, incoming);
  const errors: FieldError[] = [];
  const reader = FieldReader.ofBody(incoming.body ?? {}, errors);
  reader.refuseUnknown(['amountMinor']);
  const amountMinor = reader.integer('amountMinor', { min: 1, max: INT32_MAX });
  refuseIfAny(errors);
  return json({ event: dintero.payments.reverse(record, amountMinor), transaction: record.wire });
}

/** Its status moves without an event, until `sync_status` brings it back. */
function drift(dintero: Dintero, incoming: Incoming): Answer {
  const record = recordOf(dintero, incoming);
  const errors: FieldError[] = [];
  const reader = FieldReader.ofBody(incoming.body, errors);
  reader.refuseUnknown(['status']);
  const status = reader.choice('status', TRANSACTION_STATUSES, { required: true });
  refuseIfAny(errors);
  if (status !== null) dintero.kravia.drift(record, status);
  return json({ transaction: record.wire });
}

function closePeriod(dintero: Dintero, incoming: Incoming): Answer {
  const errors: FieldError[] = [];
  const reader = FieldReader.ofBody(incoming.body, errors);
  reader.refuseUnknown(['account', 'interval']);
  const id = reader.text('account', { required: true }) ?? '';
  const interval = reader.choice('interval', INTERVALS) ?? 'monthly';
  refuseIfAny(errors);
  const invoices = dintero.groupPeriods.close(accountOf(dintero.accounts, id), interval);
  return json({
    invoices: invoices.map(({ number, date, dueDate, kid, records }) => ({
      number,
      date,
      dueDate,
      kid,
      transactionIds: records.map(({ wire }) => wire.id),
    })),
  });
}

export function recordOf(dintero: Dintero, { param }: Incoming): TransactionRecord {
  const id = param('id');
  const record = dintero.accounts.ofTransaction(id)?.transactions.get(id) ?? null;
  if (record === null) throw new HttpError(404, `There is no transaction ${id}.`);
  return record;
}
