import type { Merchant } from '../domain/merchant.js';
import { hostAndPort, type OutboundPolicy } from '../platform/net/address-guard.js';

/** Which addresses the connector may call for this merchant: in test mode the configured hosts may be private. */
export function outboundPolicyOf(merchant: Merchant): OutboundPolicy {
  const { provider, erp } = merchant;
  const urls = [provider.checkoutUrl, provider.apiUrl, erp.orders?.url, erp.entries?.url].filter(
    (url) => url !== undefined,
  );
  const hosts = [...urls.map((url) => hostAndPort(new URL(url))), ...provider.documentHosts.map(withPort)];
  return { httpsOnly: merchant.mode === 'live', trustedPrivateHosts: new Set(hosts) };
}

function withPort(host: string): string {
  return host.includes(':') ? host : `${host}:443`;
}
