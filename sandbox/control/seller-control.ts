import type { Express } from 'express';
import type { Dintero } from '../dintero/dintero.js';
import { type Answer, json } from '../http/answer.js';
import { type FieldError, FieldReader, INT32_MAX } from '../http/field-reader.js';
import { refuseIfAny } from '../http/http-error.js';
import type { Incoming } from '../http/incoming.js';
import { plainRoute } from '../http/plain-route.js';
import { accountOf } from './account-control.js';

/** Money comes in for a seller, which nothing else in the sandbox makes happen. */
export function sellerControl(app: Express, dintero: Dintero): void {
  app.post(
    '/_sandbox/accounts/:aid/sellers/:id/credit',
    plainRoute((incoming) => credit(dintero, incoming)),
  );
}

function credit({ accounts, sellers }: Dintero, incoming: Incoming): Answer {
  const account = accountOf(accounts, incoming.param('aid'));
  const errors: FieldError[] = [];
  const reader = FieldReader.ofBody(incoming.body, errors);
  reader.refuseUnknown(['amountMinor', 'currency']);
  const amountMinor = reader.integer('amountMinor', { required: true, min: 1, max: INT32_MAX }) ?? 0;
  const currency = reader.text('currency') ?? 'NOK';
  refuseIfAny(errors);
  sellers.credit(account, incoming.param('id'), amountMinor, currency);
  return json({ balances: sellers.balances(account, incoming.param('id')) });
}
