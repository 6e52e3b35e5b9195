import type { Merchant } from '../../domain/merchant.js';
import { hostAndPort, type OutboundPolicy } from '../../platform/net/address-guard.js';

/** Where a merchant's invoice PDFs may come from. */
export interface DocumentPolicy {
  readonly outbound: OutboundPolicy;
  /** Whether the first address of a document is one we expect. */
  readonly allowsFirst: (url: URL) => boolean;
  /** Whether our token may be sent there. */
  readonly takesToken: (url: URL) => boolean;
}

const TOKEN_HOSTS = new Set(['checkout.dintero.com:443', 'api.dintero.com:443']);

/** Only the provider's hosts are trusted; not even the merchant's own ERP may be reached through a document's address. */
export function documentPolicyOf({ mode, provider }: Merchant): DocumentPolicy {
  const own = [provider.checkoutUrl, provider.apiUrl].map((url) => hostAndPort(new URL(url)));
  const listed = provider.documentHosts.map((host) => (host.includes(':') ? host : `${host}:443`));
  const known = new Set([...own, ...listed]);
  return {
    outbound: { httpsOnly: mode === 'live', trustedPrivateHosts: known },
    allowsFirst: (url) => known.has(hostAndPort(url)) || isDintero(url.hostname),
    takesToken: (url) => own.includes(hostAndPort(url)) || TOKEN_HOSTS.has(hostAndPort(url)),
  };
}

function isDintero(hostname: string): boolean {
  return hostname === 'dintero.com' || hostname.endsWith('.dintero.com');
}
