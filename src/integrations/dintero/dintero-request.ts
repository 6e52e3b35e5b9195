import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Merchant } from '../../domain/merchant.js';
import { projectRoot } from '../../platform/config/project-root.js';
import type { HttpRequest } from '../../platform/net/http-client.js';
import type { DinteroBase, DinteroCall } from './api/operation.js';

/** Reads may take this long; writes take what the merchant's configuration allows. */
const READ_TIMEOUT_MS = 15_000;

const { version } = JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8')) as { version: string };

const IDENTIFICATION = {
  'dintero-system-name': 'fakturabro',
  'dintero-system-version': version,
  'dintero-system-plugin-name': 'fakturabro-kravia',
  'dintero-system-plugin-version': version,
};

/** A call as HTTP: its address, who we are, and the token. */
export function toHttpRequest(merchant: Merchant, call: DinteroCall, token: string): HttpRequest {
  return {
    method: call.method,
    url: addressOf(merchant, call),
    headers: {
      ...IDENTIFICATION,
      authorization: `Bearer ${token}`,
      accept: call.accept,
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(call.featureToggles === undefined ? {} : { 'dintero-feature-toggles': call.featureToggles }),
    },
    body: call.body,
    timeoutMs: call.method === 'GET' ? READ_TIMEOUT_MS : merchant.provider.timeoutMs,
  };
}

export function addressOf(merchant: Merchant, call: DinteroCall): string {
  const query = new URLSearchParams((call.query ?? []).map(([name, value]) => [name, value])).toString();
  return baseOf(merchant, call.base) + call.path + (query === '' ? '' : `?${query}`);
}

function baseOf({ provider }: Merchant, base: DinteroBase): string {
  switch (base) {
    case 'checkout':
      return provider.checkoutUrl;
    case 'api':
      return provider.apiUrl;
    case 'payout':
      return provider.apiUrl.replace(/\/v1$/, '/v2');
  }
}
