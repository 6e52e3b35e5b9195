import type { DeliverySettings } from '../../domain/merchant.js';
import { dkimPublicKey } from '../../platform/crypto/dkim-key.js';

/** What a merchant's mails claim, to be compared with what DNS says. */
export interface MailDomainSetup {
  /** Domain of the sender that people see. */
  readonly fromDomain: string;
  /** Domain that bounces come back to; SPF is asked about this one. */
  readonly returnDomain: string;
  /** Domain that answers go to. */
  readonly replyDomain: string;
  readonly smtpHost: string;
  /** Null when mails are not signed here. */
  readonly dkim: { readonly domain: string; readonly selector: string; readonly publicKey: string } | null;
}

export function mailDomainSetup({ from, replyTo, bounces, smtp, dkim }: DeliverySettings): MailDomainSetup {
  const fromDomain = domainOf(from);
  return {
    fromDomain,
    returnDomain: bounces ? domainOf(bounces.address) : fromDomain,
    replyDomain: replyTo === null ? fromDomain : domainOf(replyTo),
    smtpHost: smtp.host,
    dkim: dkim && {
      domain: dkim.domain.toLowerCase(),
      selector: dkim.selector,
      publicKey: dkimPublicKey(dkim.privateKey.reveal()),
    },
  };
}

/** Of `"Name" <a@b.example>` or `a@b.example`. */
function domainOf(address: string): string {
  return (/@([^@>\s]+)>?\s*$/.exec(address)?.[1] ?? '').toLowerCase();
}
