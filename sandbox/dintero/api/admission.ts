import type { RequestHandler } from 'express';
import type { Fault } from '../../faults.js';
import type { Answer } from '../../http/answer.js';
import type { Front } from '../../http/front.js';
import { HttpError } from '../../http/http-error.js';
import type { Incoming } from '../../http/incoming.js';
import type { RequestJournal } from '../../http/request-journal.js';
import type { HttpOperation } from '../../operations.js';
import type { Account } from '../account.js';
import type { Grant, Tokens } from './tokens.js';

/** A call by a client whose token is good for `account`. */
export interface Call {
  readonly incoming: Incoming;
  readonly account: Account;
  readonly clientId: string;
  readonly fault: Fault | null;
}

type Work = (call: Call) => Answer | Promise<Answer>;

/** The merchant reference a request is about, for faults that match on it. */
type ReferenceOf = (incoming: Incoming, account: Account) => string | undefined;

export const WRITE_CHECKOUT = ['admin:checkout', 'write:checkout'];
export const READ_CHECKOUT = ['admin:checkout', 'read:checkout'];
export const READ_SETTLEMENTS = [
  'admin:billing',
  'read:billing',
  'admin:reports',
  'read:reports',
  'admin:settlements',
  'read:settlements',
];
export const ANY_SCOPE: readonly string[] = [];

/** Who may call what: a token that is known and alive, its account's rate limit, and one of the scopes. */
export class Admission {
  constructor(
    private readonly front: Front,
    private readonly tokens: Tokens,
    private readonly journal: RequestJournal,
  ) {}

  /** `scopes` empty: any token will do. A path with an account id must be of the token's own account. */
  route(operation: HttpOperation, scopes: readonly string[], work: Work, referenceOf?: ReferenceOf): RequestHandler {
    return this.front.handle(operation, (incoming) => {
      const grant = this.grantOf(incoming);
      const { account } = grant;
      return {
        owner: account.id,
        merchantReference: referenceOf?.(incoming, account),
        latencyMs: account.settings.latencyMs,
        perform: (fault) => {
          this.refuseTooMany(account);
          refuseForeign(grant, incoming.param('aid'));
          refuseScopes(grant, scopes);
          return work({ incoming, account, clientId: grant.clientId, fault });
        },
      };
    });
  }

  /** @throws HttpError 401 */
  grantOf(incoming: Incoming): Grant {
    const token = /^Bearer (\S+)$/.exec(incoming.headers.authorization ?? '')?.[1];
    if (token === undefined) throw new HttpError(401, 'A bearer token is required (Authorization: Bearer …).');
    const grant = this.tokens.find(token);
    if (grant === null) throw new HttpError(401, 'The access token is unknown or has expired.');
    return grant;
  }

  private refuseTooMany(account: Account): void {
    const limit = account.settings.requestsPerSecond;
    if (limit === null || this.journal.of(account.id).inLastSecond() <= limit) return;
    throw new HttpError(429, `More than ${limit} requests in a second.`, [], { 'retry-after': '1' });
  }
}

/** Paths without an account id have an empty one. */
function refuseForeign(grant: Grant, accountId: string): void {
  if (accountId === '' || accountId === grant.account.id) return;
  throw new HttpError(403, `The token is for ${grant.account.id}, not for ${accountId}.`);
}

function refuseScopes(grant: Grant, scopes: readonly string[]): void {
  if (scopes.length === 0 || scopes.some((scope) => grant.scopes.includes(scope))) return;
  throw new HttpError(
    403,
    `One of these scopes is needed: ${scopes.join(', ')}. The token has ${grant.scopes.join(', ')}.`,
  );
}
