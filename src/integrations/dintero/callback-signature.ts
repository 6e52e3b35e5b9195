import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../../domain/secret.js';

/** What a callback's signature covers; the body is not part of it. */
export interface SignedRequest {
  readonly accountId: string;
  readonly method: string;
  /** As Dintero called it: from our own configuration, never from the Host header. */
  readonly url: URL;
}

const TOLERANCE_SECONDS = 300;

/**
 * Checks `Dintero-Signature: t=<unix seconds>,v0-hmac-sha256=<hex>` with any of the active secrets, in constant time, and
 * within five minutes in either direction. The query is sorted by name and form-encoded; a sender that sorts without
 * encoding anew is accepted too, because both forms need the secret.
 * Source: docs.dintero.com/docs/checkout/validating-callbacks (read 2026-11-20); its sample allows five hours, by mistake.
 */
export function isSignedByDintero(
  header: string | undefined,
  request: SignedRequest,
  secrets: readonly Secret[],
  now: Date,
): boolean {
  const parts = new Map((header ?? '').split(',').map((part) => splitOnce(part.trim())));
  const timestamp = parts.get('t') ?? '';
  const given = Buffer.from(parts.get('v0-hmac-sha256') ?? '', 'hex');
  if (!/^\d{1,12}$/.test(timestamp) || given.length === 0) return false;
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) return false;

  const candidates = [encodedQuery(request.url), rawQuery(request.url)].map((query) =>
    stringToSign(timestamp, request, query),
  );
  return secrets.some((secret) => candidates.some((text) => matches(text, secret, given)));
}

/** The header a request of Dintero carries, for one of our own that shall be taken like it. */
export function signatureHeader(request: SignedRequest, secret: Secret, now: Date): string {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const digest = createHmac('sha256', secret.reveal()).update(stringToSign(timestamp, request)).digest('hex');
  return `t=${timestamp},v0-hmac-sha256=${digest}`;
}

/** The six lines that are signed. */
export function stringToSign(
  timestamp: string,
  { accountId, method, url }: SignedRequest,
  query = encodedQuery(url),
): string {
  return [timestamp, accountId, method.toUpperCase(), url.hostname, url.pathname, query].join('\n');
}

/** Checks the account-level webhook: hex HMAC-SHA1 over the raw bytes, or over the JSON as its sender may have written it. */
export function isSignedHook(header: string | undefined, body: Buffer, secret: Secret): boolean {
  const given = Buffer.from(header ?? '', 'hex');
  return [body, rewritten(body)].some((content) => {
    const expected = createHmac('sha1', secret.reveal()).update(content).digest();
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

function matches(text: string, secret: Secret, given: Buffer): boolean {
  const expected = createHmac('sha256', secret.reveal()).update(text).digest();
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Sorted by name, stable, and encoded as a form: a space is a plus, a colon is %3A. */
function encodedQuery(url: URL): string {
  const parameters = new URLSearchParams(url.search);
  parameters.sort();
  return parameters.toString();
}

function rawQuery(url: URL): string {
  const pairs = url.search.slice(1).split('&');
  const name = (pair: string): string => splitOnce(pair)[0];
  return pairs
    .toSorted((a, b) => (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0))
    .join('&')
    .replaceAll('%20', '+');
}

function rewritten(body: Buffer): Buffer {
  try {
    return Buffer.from(JSON.stringify(JSON.parse(body.toString('utf8'))));
  } catch {
    return body;
  }
}

function splitOnce(text: string): [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
