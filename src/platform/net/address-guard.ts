import { lookup as dnsLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { RuleViolation } from '../../domain/errors.js';

const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** Which addresses a merchant's connector may call. */
export interface OutboundPolicy {
  /** Live merchants are reached over https only. */
  readonly httpsOnly: boolean;
  /** `host:port` pairs written in the configuration; in test mode only these may be private or loopback. */
  readonly trustedPrivateHosts: ReadonlySet<string>;
}

/**
 * Checks an address before anything is sent to it. Names are checked again when they are resolved, so a name that points
 * inside is refused however it got there.
 * @throws RuleViolation ADDRESS_REFUSED naming the rule, never the whole URL: it may carry a signature
 */
export function checkedUrl(text: string, policy: OutboundPolicy): URL {
  const url = URL.parse(text);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw refused('Only http and https addresses can be called.');
  }
  if (url.protocol === 'http:' && (policy.httpsOnly || !policy.trustedPrivateHosts.has(hostAndPort(url)))) {
    throw refused('Plain http is only allowed in test mode, to a host of the configuration.', url.hostname);
  }
  if (url.username || url.password) throw refused('An address must not carry credentials.', url.hostname);
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) && isPrivate(literal) && !trusts(policy, hostAndPort(url))) {
    throw refused(
      'Private and loopback addresses are only allowed in test mode, to a host of the configuration.',
      url.hostname,
    );
  }
  return url;
}

/** `host:port`, with the scheme's port when none is written. */
export function hostAndPort(url: URL): string {
  return `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`;
}

/** Everything that is not an ordinary public unicast address, in any notation, also inside IPv6. */
export function isPrivate(address: string): boolean {
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return true;
  // Of IPv6 only 2000::/3 is handed out. `::a.b.c.d` lies outside it and is an IPv4 address to some systems.
  return parsed instanceof ipaddr.IPv6 && !parsed.match(GLOBAL_IPV6);
}

/** Whether what is written there can only be this machine or its network; names are not resolved. */
export function isInside({ hostname }: URL): boolean {
  const literal = hostname.replace(/^\[|\]$/g, '');
  return isIP(literal) ? isPrivate(literal) : /(^|\.)localhost$/.test(hostname);
}

/** Resolves names for the HTTP agents and refuses private results, so a name cannot be rebound between check and call. */
export function guardedLookup(policy: OutboundPolicy, port: () => string): LookupFunction {
  return (hostname, options, callback) => {
    dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) {
        callback(error, '', 0);
        return;
      }
      const trusted = trusts(policy, `${hostname}:${port()}`);
      const usable = trusted ? addresses : addresses.filter(({ address }) => !isPrivate(address));
      const [first] = usable;
      if (!first) callback(refused('The name resolves to a private address.', hostname), '', 0);
      else if (options.all) callback(null, usable);
      else callback(null, first.address, first.family);
    });
  };
}

function trusts(policy: OutboundPolicy, host: string): boolean {
  return !policy.httpsOnly && policy.trustedPrivateHosts.has(host);
}

function refused(message: string, host?: string): RuleViolation {
  return new RuleViolation('ADDRESS_REFUSED', message, host === undefined ? {} : { host });
}
