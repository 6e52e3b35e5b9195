import { randomBytes } from 'node:crypto';
import { messageOf, RuleViolation } from '../../../domain/errors.js';
import { failed, notKnown, ok, type Verdict, warning } from '../../../platform/checks/check.js';
import { hostAndPort, isInside } from '../../../platform/net/address-guard.js';
import { HttpClient, type HttpResponse } from '../../../platform/net/http-client.js';
import { signatureHeader } from '../callback-signature.js';
import { callbackUrl, healthUrl } from '../callback-url.js';
import type { DinteroCheckup } from './dintero-checkup.js';

const TIMEOUT_MS = 8000;
const BYTES_MAX = 64 * 1024;
const PROXY =
  'See that PUBLIC_URL is the address Dintero calls, and that whatever stands before the connector passes it on.';

/**
 * Whether what Dintero calls is this connector: a callback of our own goes to the public address, signed like one of
 * Dintero's, and is looked for in the database. It names nothing, so it is kept and leads to nothing.
 */
export async function checkPublicAddress(checkup: DinteroCheckup): Promise<Verdict> {
  const { merchant, publicUrl } = checkup;
  if (merchant.mode === 'live' && (publicUrl.protocol !== 'https:' || isInside(publicUrl))) {
    return failed(`PUBLIC_URL is ${publicUrl.origin}: Dintero calls public https addresses only.`, 'Set PUBLIC_URL.');
  }
  const caller = callerOf(checkup);
  try {
    const health = await caller(healthUrl(publicUrl), {});
    if (health.status !== 200) return failed(`${healthUrl(publicUrl)} answers ${health.status}, not 200.`, PROXY);
    return await viaCallback(checkup, caller);
  } catch (error) {
    if (!(error instanceof RuleViolation)) {
      return failed(`Nothing answers at ${publicUrl.origin}: ${messageOf(error)}`, `Start the connector. ${PROXY}`);
    }
    const found = `From this machine ${publicUrl.hostname} is a private address, so what Dintero sees cannot be told.`;
    return notKnown(found, 'Check from outside that PUBLIC_URL leads to the connector.');
  }
}

type Caller = (url: string, headers: Readonly<Record<string, string>>) => Promise<HttpResponse>;

function callerOf({ merchant, publicUrl }: DinteroCheckup): Caller {
  const trustedPrivateHosts = new Set([hostAndPort(publicUrl)]);
  const http = new HttpClient({ httpsOnly: merchant.mode === 'live', trustedPrivateHosts });
  return (url, headers) => http.send({ method: 'GET', url, headers, timeoutMs: TIMEOUT_MS, bytesMax: BYTES_MAX });
}

async function viaCallback({ merchant, publicUrl, arrivals }: DinteroCheckup, caller: Caller): Promise<Verdict> {
  const [secret] = merchant.provider.callbackSecrets;
  if (!secret) return notKnown(`${publicUrl.origin} answers; without a callback secret nothing more can be tried.`);
  const nonce = `doctor=${randomBytes(12).toString('hex')}`;
  const url = new URL(callbackUrl(publicUrl, merchant));
  url.search = nonce;
  const end = await arrivals.end();
  const request = { accountId: merchant.provider.accountId, method: 'GET', url };
  const { status } = await caller(url.href, { 'dintero-signature': signatureHeader(request, secret, new Date()) });
  if (status === 401) {
    const remedy = `The address that arrives is not the one that was called, or that process has other secrets. ${PROXY}`;
    return failed(`A callback to ${publicUrl.origin} is refused there: its signature does not fit.`, remedy);
  }
  if (status !== 200)
    return failed(`A callback to ${url.origin}${url.pathname} is answered ${status}, not 200.`, PROXY);
  const found = `A signed callback through ${publicUrl.origin} was taken`;
  if (end === null) return reached(publicUrl, `${found}; without the database it cannot be seen by whom.`);
  if (await arrivals.cameAfter(end, { merchantId: merchant.id, source: 'dintero-callback', mark: nonce })) {
    return reached(publicUrl, `${found}, and came into this database.`);
  }
  const remedy = 'Another installation answers there. Give each its own PUBLIC_URL and DATABASE_URL.';
  return failed(`${found}, but did not come into this database.`, remedy);
}

function reached(publicUrl: URL, found: string): Verdict {
  if (!isInside(publicUrl)) return ok(found);
  const remedy =
    'Set PUBLIC_URL to a public https address before you go live; until then Dintero’s callbacks do not come.';
  return warning(`${found} But only this machine or its network can call it; the real Dintero cannot.`, remedy);
}
