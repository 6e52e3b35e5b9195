import type { Merchant } from '../../domain/merchant.js';
import { failed, notKnown, ok, type Verdict, warning } from '../../platform/checks/check.js';
import { type MailDomainAdvice, mailDomainAdvice } from './mail-domain-advice.js';
import { mailDomainSetup } from './mail-domain-setup.js';
import type { MailResolver } from './mail-dns.js';

/** Whether receivers will believe the merchant's mails. In test mode they go nowhere, so a fault is a warning. */
export async function checkMailDomain({ id, delivery, mode }: Merchant, resolver: MailResolver): Promise<Verdict> {
  if (!delivery) return ok('There is no delivery section, so no mail needs to be believed.');
  const advice = await mailDomainAdvice(mailDomainSetup(delivery), resolver, 'en');
  const worth = advice.filter(({ level }) => level !== 'ok');
  const remedy = `"fakturabro mail domain --merchant ${id}" shows the records to put into DNS.`;
  if (worth.length === 0) return ok(said(advice));
  if (worth.some(({ level }) => level === 'fault') && mode === 'live') return failed(said(worth), remedy);
  const isSilent = worth.some(({ code }) => code === 'DNS_SILENT');
  return isSilent ? notKnown(said(worth)) : warning(said(worth), remedy);
}

/** Each once: the same silence may be told about several questions. */
function said(advice: readonly MailDomainAdvice[]): string {
  return [...new Set(advice.map(({ says }) => says))].join('\n');
}
