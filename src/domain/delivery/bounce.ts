/**
 * What a mail server's refusal or report means for one recipient.
 *
 * `hard` it will not be delivered, whoever tries again · `gave-up` the fault was called passing, but the server has stopped
 * trying · `soft` not yet; the server still tries · `complaint` it arrived, and the recipient called it unwanted.
 */
export const BOUNCE_CLASSES = ['hard', 'gave-up', 'soft', 'complaint'] as const;
export type BounceClass = (typeof BOUNCE_CLASSES)[number];

/** One recipient of a delivery status notification; fields the sender left out are null. */
export interface RecipientReport {
  /** Addresses the report names for this recipient, the final and the original one. */
  readonly addresses: readonly string[];
  /** RFC 3464 `Action`, lower case: failed, delayed, delivered, relayed, expanded. */
  readonly action: string | null;
  /** Enhanced status code (RFC 3463), such as 5.1.1. */
  readonly status: string | null;
  /** What the server said in its own words. */
  readonly diagnostic: string;
}

/** Null when nothing went wrong for this recipient, or nothing can be told. */
export function bounceClass({ action, status }: Pick<RecipientReport, 'action' | 'status'>): BounceClass | null {
  if (action === 'delivered' || action === 'relayed' || action === 'expanded') return null;
  if (action === 'delayed') return 'soft';
  switch (status?.[0]) {
    case '2':
      return null;
    case '4':
      return action === 'failed' ? 'gave-up' : 'soft';
    case '5':
      return 'hard';
    default:
      return action === 'failed' ? 'hard' : null;
  }
}

/** Whether this sending is over: nobody tries again by itself. */
export function isFinal(found: BounceClass): boolean {
  return found === 'hard' || found === 'gave-up';
}

/**
 * Whether the address itself is at fault, so that the next mail to it would come back too. A full mailbox, a message
 * that is too large or unwelcome, and a fault of the route say nothing about the address.
 */
export function blamesAddress(found: BounceClass, status: string | null): boolean {
  if (found !== 'hard') return false;
  return status === null || /^5\.(0\.0|1\.\d+|2\.1)$/.test(status);
}

const ADDRESS = /[^\s<>"',;:()]+@[^\s<>"',;:()]+/g;

/** What a server said, without the addresses it repeats: exceptions and views must not carry personal data. */
export function withoutAddresses(text: string): string {
  return text.replaceAll(ADDRESS, '…');
}
