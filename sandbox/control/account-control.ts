import type { Express } from 'express';
import { readAccountSettings } from '../dintero/account-reader.js';
import type { Account } from '../dintero/account.js';
import type { Accounts } from '../dintero/accounts.js';
import { type Answer, json } from '../http/answer.js';
import { type FieldError, FieldReader } from '../http/field-reader.js';
import { HttpError, refuseIfAny } from '../http/http-error.js';
import type { Incoming } from '../http/incoming.js';
import { plainRoute } from '../http/plain-route.js';
import { isObject } from '../json.js';

export function accountControl(app: Express, accounts: Accounts): void {
  app.get(
    '/_sandbox/accounts',
    plainRoute(() => json({ accounts: accounts.all().map((account) => account.settings) })),
  );
  app.put(
    '/_sandbox/accounts/:aid',
    plainRoute((incoming) => putAccount(accounts, incoming)),
  );
}

/** @throws HttpError 404 */
export function accountOf(accounts: Accounts, id: string): Account {
  const account = accounts.get(id);
  if (account === null)
    throw new HttpError(404, `There is no account ${id}: create it with PUT /_sandbox/accounts/${id}.`);
  return account;
}

/** What is left out keeps its value, or gets its default in a new account. */
function putAccount(accounts: Accounts, { param, body }: Incoming): Answer {
  const id = param('aid');
  const errors: FieldError[] = [];
  const known = accounts.get(id)?.settings ?? null;
  const settings = readAccountSettings(FieldReader.ofBody(isObject(body) ? { ...body, id } : body, errors), known);
  refuseIfAny(errors);
  return json(accounts.put(settings).settings, known === null ? 201 : 200);
}
