import { tagsOf } from './dkim-findings.js';
import { type Finding, finding } from './finding.js';
import type { MailDns } from './mail-dns.js';
import type { MailDomainSetup } from './mail-domain-setup.js';

const POLICIES = ['none', 'quarantine', 'reject'];
/** Questions on the way from a subdomain to the domain somebody registered. */
const STEPS_MAX = 8;

/** What the domain asks receivers to do with mail that proves nothing. @throws DnsUnavailable */
export async function dmarcFindings(dns: MailDns, { fromDomain: domain }: MailDomainSetup): Promise<Finding[]> {
  const { name, records } = await policyFor(dns, domain);
  const [record] = records;
  if (record === undefined) {
    const wanted = {
      name: `_dmarc.${domain}`,
      type: 'TXT',
      value: `v=DMARC1; p=none; rua=mailto:dmarc@${domain}`,
    } as const;
    return [finding('DMARC_MISSING', { domain }, wanted)];
  }
  if (records.length > 1) return [finding('DMARC_TWICE', { name, count: String(records.length) })];
  const tags = tagsOf(record);
  const own = tags.get('p') ?? '';
  const policy = name === `_dmarc.${domain}` ? own : (tags.get('sp') ?? own);
  if (!POLICIES.includes(policy.toLowerCase())) return [finding('DMARC_BROKEN', { name, record })];
  return [finding(policy.toLowerCase() === 'none' ? 'DMARC_WATCHES' : 'DMARC_PRESENT', { name, policy })];
}

/** The record of the domain, or of the nearest one above it that has one. */
async function policyFor(dns: MailDns, domain: string): Promise<{ name: string; records: string[] }> {
  const labels = domain.split('.');
  const above = labels
    .map((_, i) => labels.slice(i).join('.'))
    .slice(0, Math.max(1, Math.min(labels.length - 1, STEPS_MAX)));
  for (const asked of above) {
    const name = `_dmarc.${asked}`;
    const records = (await dns.texts(name)).filter((text) => /^v=DMARC1\s*(;|$)/.test(text));
    if (records.length > 0) return { name, records };
  }
  return { name: `_dmarc.${domain}`, records: [] };
}
