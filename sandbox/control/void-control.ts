import type { Express } from 'express';
import type { Dintero } from '../dintero/dintero.js';
import { type Answer, json } from '../http/answer.js';
import { type FieldError, FieldReader, INT32_MAX } from '../http/field-reader.js';
import { refuseIfAny } from '../http/http-error.js';
import type { Incoming } from '../http/incoming.js';
import { plainRoute } from '../http/plain-route.js';
import { recordOf } from './money-control.js';

/** What happens around a cancellation, seen from Dintero's side. */
export function voidControl(app: Express, dintero: Dintero): void {
  app.post(
    '/_sandbox/transactions/:id/void',
    plainRoute((incoming) => voidInBackoffice(dintero, incoming)),
  );
  app.post(
    '/_sandbox/transactions/:id/payment-at-void',
    plainRoute((incoming) => payAtVoid(dintero, incoming)),
  );
  app.post(
    '/_sandbox/transactions/:id/correction',
    plainRoute((incoming) => correct(dintero, incoming)),
  );
}

/** Somebody cancels it in Dintero's own Backoffice. */
function voidInBackoffice(dintero: Dintero, incoming: Incoming): Answer {
  const record = recordOf(dintero, incoming);
  const errors: FieldError[] = [];
  const reader = FieldReader.ofBody(incoming.body ?? {}, errors);
  reader.refuseUnknown(['callback']);
  const notify = reader.flag('callback') ?? true;
  refuseIfAny(errors);
  return json({ event: dintero.kravia.void(record, 'backoffice', notify), transaction: record.wire });
}

/** The debtor's money is faster than the next void by this much. */
function payAtVoid(dintero: Dintero, incoming: Incoming): Answer {
  const record = recordOf(dintero, incoming);
  const errors: FieldError[] = [];
  const reader = FieldReader.ofBody(incoming.body, errors);
  reader.refuseUnknown(['amountMinor']);
  record.paymentAtVoidMinor = reader.integer('amountMinor', { required: true, min: 1, max: INT32_MAX });
  refuseIfAny(errors);
  return json({ transaction: record.wire });
}

/** Dintero takes back what it said of earlier events. */
function correct(dintero: Dintero, incoming: Incoming): Answer {
  const record = recordOf(dintero, incoming);
  const errors: FieldError[] = [];
  const reader = FieldReader.ofBody(incoming.body, errors);
  reader.refuseUnknown(['eventIds']);
  const eventIds = reader.texts('eventIds', { itemsMin: 1 });
  refuseIfAny(errors);
  return json({ event: dintero.kravia.correct(record, eventIds), transaction: record.wire });
}
