import { type Answer, json } from '../../http/answer.js';
import { type FieldError, FieldReader } from '../../http/field-reader.js';
import { HttpError, refuseIfAny } from '../../http/http-error.js';
import type { SessionRecord } from '../records.js';
import { sessionJson } from '../session-json.js';
import type { Sessions } from '../sessions.js';
import { readOrderUpdate, sumOfLines } from '../validation/order-validation.js';
import type { Call } from './admission.js';

/** `PUT /sessions/{id}`: the sums are always checked here. */
export function updateSession(sessions: Sessions, session: SessionRecord, { incoming }: Call): Answer {
  if (incoming.query.get('update_without_lock') !== 'true') {
    throw new HttpError(400, 'The session is not locked for paying: say update_without_lock=true to update it anyway.');
  }
  if (session.transaction !== null) throw new HttpError(400, 'The session is paid: its order cannot change any more.');
  const errors: FieldError[] = [];
  const reader = FieldReader.ofBody(incoming.body, errors);
  reader.refuseUnknown(['order', 'express', 'remove_lock']);
  reader.flag('remove_lock');
  const order = { ...session.order, ...readOrderUpdate(reader.object('order', { required: true })) };
  refuseIfAny(errors);
  const sum = sumOfLines(order);
  if (sum !== order.amount) {
    reader.fail('order.amount', `is ${order.amount}, but items and shipping add up to ${sum}`);
    refuseIfAny(errors);
  }
  sessions.update(session, order);
  return json(sessionJson(session));
}
