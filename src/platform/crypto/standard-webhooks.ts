import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../../domain/secret.js';

/** Age, in either direction, past which a signed message is refused: a replay, or a wrong clock. */
const TOLERANCE_SECONDS = 300;
/** A shorter key could be guessed. */
const KEY_BYTES_MIN = 16;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * Checks a message signed by the Standard Webhooks scheme: HMAC-SHA256 over `id.timestamp.` and the raw bytes, with any
 * of the active secrets. Constant time per comparison.
 * Source: standardwebhooks.com specification (read 2026-11-20).
 */
export function isSignedWebhook(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: Buffer,
  secrets: readonly Secret[],
  now: Date,
): boolean {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signatures = headers['webhook-signature'];
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') return false;
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) return false;

  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
  const given = signatures
    .split(' ')
    .filter((part) => part.startsWith('v1,'))
    .map((part) => Buffer.from(part.slice(3), 'base64'));
  return secrets.some((secret) => {
    const expected = createHmac('sha256', keyOf(secret)).update(signed).digest();
    return given.some((signature) => signature.length === expected.length && timingSafeEqual(signature, expected));
  });
}

/** Whether the secret holds a key at all: base64, with or without the prefix of the scheme, and long enough. */
export function isSigningSecret(secret: Secret): boolean {
  return BASE64.test(encodedKeyOf(secret)) && keyOf(secret).length >= KEY_BYTES_MIN;
}

function keyOf(secret: Secret): Buffer {
  return Buffer.from(encodedKeyOf(secret), 'base64');
}

function encodedKeyOf(secret: Secret): string {
  return secret.reveal().replace(/^whsec_/, '');
}
