import type { Express } from 'express';
import { type Answer, json } from '../../http/answer.js';
import { HttpError } from '../../http/http-error.js';
import type { Random } from '../../random.js';
import { type Admission, type Call, READ_CHECKOUT, WRITE_CHECKOUT } from './admission.js';

/** The secret that signs session callbacks: one per account, replaced at once by a new one. */
export function adminRoutes(app: Express, admission: Admission, random: Random): void {
  const create = ({ account }: Call): Answer => {
    account.settings = { ...account.settings, signatureSecret: random.hex(64) };
    return json({ signature: { secret: account.settings.signatureSecret } });
  };
  app.post('/v1/admin/signature', admission.route('signature', WRITE_CHECKOUT, create));
  app.get('/v1/admin/signature', admission.route('signature', [...READ_CHECKOUT, ...WRITE_CHECKOUT], read));
}

function read({ account }: Call): Answer {
  const { signatureSecret: secret } = account.settings;
  if (secret === null) throw new HttpError(404, 'The account has no signature secret yet: create one with POST.');
  return json({ signature: { secret } });
}
