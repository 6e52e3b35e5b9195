import type { Merchant } from '../../domain/merchant.js';

/** Where a debtor comes back to from the checkout, unless the merchant has a page of its own. */
export function returnUrl(publicUrl: URL, merchant: Merchant): string {
  return merchant.invoicing.checkout.returnUrl ?? below(publicUrl, `/v1/merchants/${merchant.id}/dintero/return`).href;
}

/** The callback address we hand out, with the options that make payments and voids reach us (API reference 5.1). */
export function callbackUrl(publicUrl: URL, merchant: Merchant): string {
  // The same path is what the signature of a callback is checked against.
  const url = below(publicUrl, `/v1/merchants/${merchant.id}/dintero/callback`);
  url.search = new URLSearchParams([
    ['method', 'POST'],
    ['report_error', 'true'],
    ['report_event', 'CAPTURE'],
    ['report_event', 'VOID'],
    ['sid_parameter_name', 'sid'],
  ]).toString();
  return url.href;
}

function below(publicUrl: URL, path: string): URL {
  const url = new URL(publicUrl);
  url.pathname = url.pathname.replace(/\/$/, '') + path;
  return url;
}
