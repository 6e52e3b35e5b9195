import type { Express } from 'express';
import type { Clock } from '../clock.js';
import { type Answer, json } from '../http/answer.js';
import { type FieldError, FieldReader } from '../http/field-reader.js';
import { refuseIfAny } from '../http/http-error.js';
import { plainRoute } from '../http/plain-route.js';

/** Moving the clock makes everything due in between happen. Signatures keep real time. */
export function timeControl(app: Express, clock: Clock): void {
  const now = (): Answer => json({ now: clock.nowIso() });
  app.get('/_sandbox/time', plainRoute(now));
  app.post(
    '/_sandbox/time',
    plainRoute((incoming) => {
      move(clock, incoming.body);
      return now();
    }),
  );
}

function move(clock: Clock, body: unknown): void {
  const errors: FieldError[] = [];
  const reader = FieldReader.ofBody(body, errors);
  reader.refuseUnknown(['advanceSeconds', 'set']);
  const advanceSeconds = reader.number('advanceSeconds');
  const text = reader.text('set');
  if (text !== null && Number.isNaN(Date.parse(text))) reader.fail('set', 'must be a date and time');
  if ((advanceSeconds === null) === (text === null)) reader.fail('advanceSeconds', 'or set must be given, one of them');
  refuseIfAny(errors);
  if (text !== null) clock.set(Date.parse(text));
  else clock.move((advanceSeconds ?? 0) * 1000);
}
