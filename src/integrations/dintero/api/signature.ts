import type { Merchant } from '../../../domain/merchant.js';
import { Secret } from '../../../domain/secret.js';
import { isObject, textField } from '../../../platform/net/read-json.js';
import type { DinteroCaller, Operation } from './operation.js';
import { unreadable } from './read-answer.js';
import { READ_CHECKOUT, WRITE_CHECKOUT } from './scopes.js';

export const SIGNATURE_OPERATIONS = {
  create: {
    name: 'signature.create',
    does: 'make a secret that signs callbacks',
    method: 'POST',
    base: 'checkout',
    path: '/admin/signature',
    scopes: WRITE_CHECKOUT,
    changes: 'may replace the secret that signs callbacks at once, so that ours no longer fits',
  },
  read: {
    name: 'signature.read',
    does: 'the secret that signs callbacks',
    method: 'GET',
    base: 'checkout',
    path: '/admin/signature',
    scopes: READ_CHECKOUT,
  },
} as const satisfies Readonly<Record<string, Operation>>;

/** The secret that signs session callbacks: one per account. Without one they come unsigned. */
export class SignatureApi {
  constructor(private readonly dintero: DinteroCaller) {}

  /** Whether the one before still signs is not documented: have both accepted while it changes. */
  create(merchant: Merchant): Promise<Secret> {
    return this.secret(merchant, SIGNATURE_OPERATIONS.create);
  }

  /** @throws ProviderRejected 404 when there is none */
  read(merchant: Merchant): Promise<Secret> {
    return this.secret(merchant, SIGNATURE_OPERATIONS.read);
  }

  private async secret(merchant: Merchant, operation: Operation): Promise<Secret> {
    const answer = await this.dintero.call(merchant, operation);
    const secret = isObject(answer) ? textField(answer.signature, 'secret') : null;
    if (secret === null) throw unreadable('it holds no secret');
    return new Secret(secret);
  }
}
