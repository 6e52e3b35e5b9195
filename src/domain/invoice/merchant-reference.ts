import { createHash } from 'node:crypto';

/** Kravia takes at most 35 characters of this alphabet (API reference 2.3). */
const REFERENCE_CHARACTERS_MAX = 35;

/**
 * The one reference an order's revision ever gets at the provider: the same input always gives the same text, so a lost
 * answer can be looked up and a second invoice is refused. `SO-10017` in revision 1 becomes `SO-10017-1`; ids that do
 * not fit are shortened and carry a hash of the full id.
 */
export function merchantReference(orderId: string, revision: number): string {
  const suffix = `-${revision}`;
  if (/^[A-Za-z0-9_-]+$/.test(orderId) && orderId.length + suffix.length <= REFERENCE_CHARACTERS_MAX) {
    return orderId + suffix;
  }
  const hash = createHash('sha256').update(orderId).digest('hex').slice(0, 12);
  const room = REFERENCE_CHARACTERS_MAX - suffix.length - hash.length - 1;
  const readable = orderId.replace(/[^A-Za-z0-9_-]+/g, '_').slice(0, room);
  return `${readable}-${hash}${suffix}`;
}
