import type { Express } from 'express';
import { json } from '../../http/answer.js';
import { type FieldError, FieldReader } from '../../http/field-reader.js';
import type { Front } from '../../http/front.js';
import { HttpError, refuseIfAny } from '../../http/http-error.js';
import type { Incoming } from '../../http/incoming.js';
import type { Account } from '../account.js';
import type { Accounts } from '../accounts.js';
import type { Tokens } from './tokens.js';

export function authRoutes(app: Express, front: Front, accounts: Accounts, tokens: Tokens): void {
  app.post(
    '/v1/accounts/:aid/auth/token',
    front.handle('token', (incoming) => {
      const account = accounts.get(incoming.param('aid'));
      if (account === null) throw new HttpError(401, `There is no account ${incoming.param('aid')} here.`);
      return {
        owner: account.id,
        latencyMs: account.settings.latencyMs,
        perform: () => {
          refuseClient(incoming, account);
          refuseBody(incoming, account);
          const { expiresInSeconds } = account.settings;
          return json({ access_token: tokens.issue(account), token_type: 'Bearer', expires_in: expiresInSeconds });
        },
      };
    }),
  );
}

function refuseClient(incoming: Incoming, account: Account): void {
  const encoded = /^Basic (\S+)$/.exec(incoming.headers.authorization ?? '')?.[1];
  if (encoded === undefined) throw new HttpError(401, 'Basic authentication with client id and secret is required.');
  const { clientId, clientSecret } = account.settings;
  const given = Buffer.from(encoded, 'base64').toString('utf8');
  if (given !== `${clientId}:${clientSecret}`) throw new HttpError(401, 'The client id or its secret is wrong.');
}

function refuseBody(incoming: Incoming, account: Account): void {
  const errors: FieldError[] = [];
  const reader = FieldReader.ofBody(incoming.body, errors);
  reader.choice('grant_type', ['client_credentials'], { required: true });
  const path = `/v1/accounts/${account.id}`;
  // The own origin too, so that a client need not know that its base URL is a sandbox.
  reader.choice('audience', [`https://api.dintero.com${path}`, `http://${incoming.headers.host ?? ''}${path}`], {
    required: true,
  });
  refuseIfAny(errors);
}
