import ipaddr from 'ipaddr.js';
import { type Finding, finding } from './finding.js';
import type { MailDns } from './mail-dns.js';
import type { MailDomainSetup } from './mail-domain-setup.js';
import { checkSpf, spfRecords, type SpfResult } from './spf.js';

/** From nowhere: a domain that lets this one send lets everybody. Source: RFC 5737, documentation only. */
const ANYBODY = '203.0.113.254';

/** Whether the mail server may send for the domain that SPF is asked about. @throws DnsUnavailable */
export async function spfFindings(
  dns: MailDns,
  { returnDomain: domain, smtpHost: host }: MailDomainSetup,
): Promise<Finding[]> {
  const addresses = ipaddr.isValid(host) ? [host] : await dns.addresses(host);
  if (addresses.length === 0) return [finding('SERVER_UNKNOWN', { host })];
  const isInside = addresses.every(isPrivate);
  const records = await spfRecords(dns, domain);
  const [record] = records;
  const wanted = { name: domain, type: 'TXT', value: isInside ? 'v=spf1 mx ~all' : withServer(record, host) } as const;
  if (record === undefined) return [finding('SPF_MISSING', { domain, host }, wanted)];
  if (records.length > 1) return [finding('SPF_TWICE', { domain, count: String(records.length) })];
  if ((await checkSpf(dns, domain, ANYBODY)) === 'pass') return [finding('SPF_OPEN', { domain }, wanted)];
  if (isInside) return [finding('SERVER_PRIVATE', { domain, host })];
  const results = await Promise.all(addresses.map((address) => checkSpf(dns, domain, address)));
  // The server sends from one of its addresses, and nobody here knows which.
  const worst = WORST_FIRST.find((result) => results.includes(result)) ?? 'unknown';
  if (worst === 'pass') return [finding('SPF_PASSES', { domain, host })];
  if (worst === 'permerror') return [finding('SPF_BROKEN', { domain, record })];
  if (worst === 'unknown') return [finding('SPF_UNDECIDED', { domain, host })];
  return [finding('SPF_REFUSES', { domain, host, result: worst }, wanted)];
}

const WORST_FIRST: readonly SpfResult[] = ['permerror', 'fail', 'softfail', 'neutral', 'unknown', 'pass'];

/** The record with the server let in, and nobody else whom it does not name. */
function withServer(record: string | undefined, host: string): string {
  const [version = '', ...terms] = (record ?? 'v=spf1').trim().split(/\s+/);
  const isEnd = (term: string): boolean => /^[+\-~?]?all$/i.test(term);
  const own = ipaddr.isValid(host) ? `${host.includes(':') ? 'ip6' : 'ip4'}:${host}` : `a:${host}`;
  const end = terms.find((term) => isEnd(term) && /^[-~]/.test(term)) ?? '~all';
  const kept = terms.filter((term) => !isEnd(term) && term !== own);
  const isRedirected = kept.some((term) => /^redirect=/i.test(term));
  return [version, own, ...kept, ...(isRedirected ? [] : [end])].join(' ');
}

/** Of this machine or of an inner network: from there mail goes out under another address. */
function isPrivate(address: string): boolean {
  return ipaddr.parse(address).range() !== 'unicast';
}
