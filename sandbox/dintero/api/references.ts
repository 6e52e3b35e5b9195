import type { Incoming } from '../../http/incoming.js';
import { isObject } from '../../json.js';
import type { Account } from '../account.js';

/** Which merchant reference a request is about, as far as that can be told before it is performed. */
export function referenceInBody({ body }: Incoming): string | undefined {
  if (!isObject(body)) return undefined;
  const session = isObject(body.session) ? body.session : body;
  const reference = isObject(session.order) ? session.order.merchant_reference : undefined;
  return typeof reference === 'string' ? reference : undefined;
}

export function referenceOfSession({ param }: Incoming, account: Account): string | undefined {
  return account.sessions.get(param('id'))?.order.merchant_reference;
}

export function referenceOfTransaction({ param }: Incoming, account: Account): string | undefined {
  return account.transactions.get(param('id'))?.wire.merchant_reference;
}

export function referenceOfEvent({ body }: Incoming, account: Account): string | undefined {
  const id = isObject(body) && typeof body.id === 'string' ? body.id : '';
  return account.transactions.get(id)?.wire.merchant_reference;
}

export function referenceInQuery({ query }: Incoming): string | undefined {
  return query.get('merchant_reference') ?? undefined;
}
