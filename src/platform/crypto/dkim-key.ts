import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** Verifiers refuse shorter ones. Source: RFC 8301, 3.2 (read 2026-11-20). */
const BITS_MIN = 1024;

/**
 * The public half of a DKIM key as it stands in DNS after `p=`, in base64.
 * @throws Error with what is wrong with the key, and nothing of the key itself
 */
export function dkimPublicKey(pem: string): string {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw new Error('is not a private key in PEM form without a password');
  }
  if (key.asymmetricKeyType !== 'rsa') throw new Error('is not an RSA key; mails are signed with RSA');
  if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < BITS_MIN) throw new Error(`is shorter than ${BITS_MIN} bits`);
  return createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');
}
