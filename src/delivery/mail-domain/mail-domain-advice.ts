import type { Language } from '../../domain/order/order.js';
import { dkimFindings } from './dkim-findings.js';
import { dmarcFindings } from './dmarc-findings.js';
import { type DnsRecord, type Finding, finding, type FindingCode, type FindingLevel, FINDINGS } from './finding.js';
import { FINDING_WORDS } from './finding-words.js';
import { DnsUnavailable, MailDns, type MailResolver } from './mail-dns.js';
import type { MailDomainSetup } from './mail-domain-setup.js';
import { spfFindings } from './spf-findings.js';

/** One thing an operator should know about the domain that mails are sent from. */
export interface MailDomainAdvice {
  readonly code: FindingCode;
  /** `fault`: mail will be refused or taken for spam. `advice`: it may be. */
  readonly level: FindingLevel;
  /** What was found and what to do, in words. */
  readonly says: string;
  /** The record to add, or to put in the place of the one that is there. */
  readonly record: DnsRecord | null;
}

/** Compares what a merchant's mails claim with SPF, DKIM, DMARC and MX in DNS. Never throws for what DNS says or fails to say. */
export async function mailDomainAdvice(
  setup: MailDomainSetup,
  resolver: MailResolver,
  language: Language,
): Promise<MailDomainAdvice[]> {
  const dns = new MailDns(resolver);
  const checks = [spfFindings, dkimFindings, dmarcFindings, answerFindings];
  const found = (await Promise.all(checks.map((check) => unlessSilent(check(dns, setup), setup)))).flat();
  return [...found, ...alignment(setup, found)].map(({ code, details, record }) => ({
    code,
    level: FINDINGS[code],
    says: FINDING_WORDS[language][code](details),
    record,
  }));
}

async function unlessSilent(check: Promise<Finding[]>, { fromDomain }: MailDomainSetup): Promise<Finding[]> {
  try {
    return await check;
  } catch (error) {
    if (!(error instanceof DnsUnavailable)) throw error;
    return [finding('DNS_SILENT', { domain: fromDomain, reason: error.message })];
  }
}

/** Whether answers and bounces arrive anywhere. */
async function answerFindings(dns: MailDns, { replyDomain, returnDomain }: MailDomainSetup): Promise<Finding[]> {
  const domains = [...new Set([replyDomain, returnDomain])];
  const found = await Promise.all(
    domains.map(async (domain) => {
      const hosts = await dns.mailHosts(domain);
      const takesMail = hosts.length > 0 ? hosts.some(Boolean) : (await dns.addresses(domain)).length > 0;
      return takesMail ? [] : [finding('NO_ANSWERS', { domain })];
    }),
  );
  return found.flat();
}

/** DMARC counts a proof only when its domain is the sender's own, or above or below it. */
function alignment({ fromDomain, returnDomain, dkim }: MailDomainSetup, found: readonly Finding[]): Finding[] {
  if (found.some(({ code }) => code === 'DNS_SILENT')) return [];
  const has = (codes: readonly FindingCode[]): boolean => found.some(({ code }) => codes.includes(code));
  const byKey = dkim !== null && isRelated(dkim.domain, fromDomain);
  const bySpf = has(['SPF_PASSES', 'SERVER_PRIVATE', 'SPF_UNDECIDED']) && isRelated(returnDomain, fromDomain);
  return byKey || bySpf ? [] : [finding('NOT_ALIGNED', { domain: fromDomain })];
}

function isRelated(one: string, other: string): boolean {
  return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);
}
