import type { Merchant } from '../../../domain/merchant.js';
import type { Operation } from './operation.js';

export const TOKEN_OPERATION = {
  name: 'token.get',
  does: 'log in and get an access token',
  method: 'POST',
  base: 'api',
  path: '/accounts/{aid}/auth/token',
  scopes: [],
} as const satisfies Operation;

const AUDIENCE_HOST = 'https://api.dintero.com/v1';

/** The audience is always the production form, whatever host answers. */
export function tokenRequest({ provider }: Merchant): { readonly grant_type: string; readonly audience: string } {
  return { grant_type: 'client_credentials', audience: `${AUDIENCE_HOST}/accounts/${provider.accountId}` };
}
