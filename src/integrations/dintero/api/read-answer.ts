import { OutcomeUnknown } from '../../../domain/errors.js';
import { isObject } from '../../../platform/net/read-json.js';

/** An answer with an id; what else is in it stays as it came. @throws OutcomeUnknown ANSWER_UNREADABLE */
export function withId(answer: unknown, what: string): { readonly id: string } {
  if (hasId(answer)) return answer;
  throw unreadable(`it is not ${what}`);
}

export function hasId(answer: unknown): answer is { readonly id: string } {
  return isObject(answer) && typeof answer.id === 'string';
}

/** A 2xx we cannot read: it happened, so the next attempt looks it up. */
export function unreadable(reason: string): OutcomeUnknown {
  return new OutcomeUnknown('ANSWER_UNREADABLE', `Dintero's answer cannot be read: ${reason}.`, {}, { answered: true });
}
