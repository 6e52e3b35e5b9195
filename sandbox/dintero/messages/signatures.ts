import { createHmac } from 'node:crypto';

interface SignedCall {
  readonly accountId: string;
  readonly method: string;
  readonly url: URL;
  /** Unix seconds of real time: receivers compare it with their own clock. */
  readonly timestamp: number;
}

/**
 * The `Dintero-Signature` header of a session callback. The body is not part of it.
 * Source: docs.dintero.com, "Validating callbacks", with its test vector in the tests.
 */
export function callbackSignature(secret: string, call: SignedCall): string {
  const sorted = new URLSearchParams(call.url.searchParams);
  sorted.sort();
  const { hostname, pathname } = call.url;
  const parts = [call.timestamp, call.accountId, call.method, hostname, pathname, sorted.toString()];
  const digest = createHmac('sha256', secret).update(parts.join('\n')).digest('hex');
  return `t=${call.timestamp},v0-hmac-sha256=${digest}`;
}

/** The `event-signature` header of an account hook: the body alone, without a time. */
export function hookSignature(secret: string, body: string): string {
  return createHmac('sha1', secret).update(body).digest('hex');
}
