import type { Merchant } from '../domain/merchant.js';

/**
 * The Message-ID of a mail in the merchant's name, with angle brackets. Its right side is the sender's own domain: spam
 * filters distrust one that does not exist, and the merchant finds the mail in the log of its server.
 * @param name unique per mail within the merchant, and the same for every attempt
 */
export function messageIdFor(merchant: Merchant, name: string): string {
  return `<${name}@${domainOf(merchant.delivery?.from ?? '')}>`;
}

/** The last address counts: a display name may hold an @ of its own. Without a sender nothing is ever sent. */
function domainOf(from: string): string {
  return /@([^@>\s]+)>?\s*$/.exec(from)?.[1] ?? 'fakturabro.invalid';
}
