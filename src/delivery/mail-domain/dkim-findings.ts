import { type DnsRecord, type Finding, finding } from './finding.js';
import type { MailDns } from './mail-dns.js';
import type { MailDomainSetup } from './mail-domain-setup.js';

/** Whether the key that mails are signed with is the one that DNS shows. @throws DnsUnavailable */
export async function dkimFindings(dns: MailDns, { fromDomain, dkim }: MailDomainSetup): Promise<Finding[]> {
  if (!dkim) return [finding('DKIM_UNSIGNED', { domain: fromDomain })];
  const name = `${dkim.selector}._domainkey.${dkim.domain}`;
  const record: DnsRecord = { name, type: 'TXT', value: `v=DKIM1; k=rsa; p=${dkim.publicKey}` };
  const keys = (await dns.texts(name)).map(tagsOf).filter((tags) => tags.has('p'));
  const [tags] = keys;
  if (!tags) return [finding('DKIM_MISSING', { name }, record)];
  if (tags.get('p') === '') return [finding('DKIM_REVOKED', { name }, record)];
  if (keys.length > 1 || tags.get('p') !== dkim.publicKey) return [finding('DKIM_OTHER_KEY', { name }, record)];
  const isTesting = tags.get('t')?.split(':').includes('y') ?? false;
  return [isTesting ? finding('DKIM_TESTING', { name }, record) : finding('DKIM_MATCHES', { name })];
}

/** `k=v; k=v` without the spaces that may stand anywhere. Source: RFC 6376, 3.2 (read 2026-11-20). */
export function tagsOf(text: string): Map<string, string> {
  const pairs = text.split(';').flatMap((tag): [string, string][] => {
    const at = tag.indexOf('=');
    return at < 0 ? [] : [[tag.slice(0, at).trim(), tag.slice(at + 1).replaceAll(/\s/g, '')]];
  });
  return new Map(pairs);
}
