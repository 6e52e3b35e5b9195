import type { Merchant } from '../../domain/merchant.js';
import { isInside } from '../../platform/net/address-guard.js';

/** Where a debtor comes back to from the checkout, unless the merchant has a page of its own. */
export function returnUrl(publicUrl: URL, merchant: Merchant): string {
  return merchant.invoicing.checkout.returnUrl ?? below(publicUrl, `/v1/merchants/${merchant.id}/dintero/return`).href;
}

/** Where the account's webhook sends its events. */
export function hookUrl(publicUrl: URL, merchant: Merchant): string {
  return below(publicUrl, `/v1/merchants/${merchant.id}/dintero/hook`).href;
}

/**
 * The callback address we hand out, with the options that make everything reach us (API reference 5.1): payments, voids,
 * failures, and the refunds that Kravia does not have, so that one that comes all the same is seen.
 */
export function callbackUrl(publicUrl: URL, merchant: Merchant): string {
  // The same path is what the signature of a callback is checked against.
  const url = below(publicUrl, `/v1/merchants/${merchant.id}/dintero/callback`);
  url.search = new URLSearchParams([
    ['method', 'POST'],
    ['includes', 'session'],
    ['report_error', 'true'],
    ['report_event', 'CAPTURE'],
    ['report_event', 'VOID'],
    ['report_event', 'REFUND'],
    ['sid_parameter_name', 'sid'],
  ]).toString();
  return url.href;
}

/** Where it is told whether we live: the way there is the way of every callback. */
export function healthUrl(publicUrl: URL): string {
  return below(publicUrl, '/health/live').href;
}

/** On a machine of one's own the real Dintero could not call us; a sandbox beside us can. */
export function isOutOfReach(publicUrl: URL, { provider }: Merchant): boolean {
  return isInside(publicUrl) && !isInside(new URL(provider.apiUrl));
}

function below(publicUrl: URL, path: string): URL {
  const url = new URL(publicUrl);
  url.pathname = url.pathname.replace(/\/$/, '') + path;
  // Whatever stood behind a question mark is not part of where we are.
  url.search = '';
  return url;
}
