import type { Merchant } from '../../domain/merchant.js';

/** The path Dintero calls; the same text is what its signature is checked against. */
function callbackPath(merchantId: string): string {
  return `/v1/merchants/${merchantId}/dintero/callback`;
}

/** The callback address we hand out, with the options that make payments and voids reach us (API reference 5.1). */
export function callbackUrl(publicUrl: URL, merchant: Merchant): string {
  const url = new URL(publicUrl);
  url.pathname = url.pathname.replace(/\/$/, '') + callbackPath(merchant.id);
  url.search = new URLSearchParams([
    ['method', 'POST'],
    ['report_error', 'true'],
    ['report_event', 'CAPTURE'],
    ['report_event', 'VOID'],
    ['sid_parameter_name', 'sid'],
  ]).toString();
  return url.href;
}
