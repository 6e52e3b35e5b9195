import { messageOf } from '../../../domain/errors.js';
import { failed, notKnown, ok, type Verdict, warning } from '../../../platform/checks/check.js';
import { isObject, readJson } from '../../../platform/net/read-json.js';
import { errorOf } from '../dintero-error.js';
import type { DinteroCheckup } from './dintero-checkup.js';

const WARN_MS = 60_000;
/** A signature may be five minutes off in either direction, theirs on a callback like ours on nothing. */
const FAIL_MS = 300_000;

/** Whether Dintero gives us a token. */
export async function checkToken(checkup: DinteroCheckup): Promise<Verdict> {
  const { accountId, apiUrl } = checkup.merchant.provider;
  const answer = await checkup.logIn().catch((error: unknown) => messageOf(error));
  if (typeof answer === 'string') {
    const remedy = 'Check that this machine may call out to it, and dintero.apiUrl if that is set.';
    return failed(`Dintero cannot be reached at ${apiUrl}: ${answer}`, remedy);
  }
  const { response } = answer;
  if (response.status === 200) {
    const body = readJson(response.body);
    const seconds = isObject(body) && typeof body.expires_in === 'number' ? body.expires_in : 0;
    return ok(`Dintero gives a token for ${accountId}, good for ${Math.round(seconds / 60)} minutes.`);
  }
  const found = `Dintero refuses our login to ${accountId}: ${response.status}, ${errorOf(response).message}`;
  if (response.status === 429) return notKnown(found, 'Wait as long as it says, then check again.');
  if (response.status >= 500) return failed(found, 'Dintero has a fault; check again later.');
  return failed(found, 'Check in Dintero Backoffice that clientId, clientSecret and accountId belong together.');
}

/** Whether our clock and Dintero's agree: signatures carry a time. */
export async function checkClock(checkup: DinteroCheckup): Promise<Verdict> {
  const { response, askedAt, answeredAt } = await checkup.logIn();
  const theirs = Date.parse(response.headers.date ?? '');
  if (Number.isNaN(theirs)) return notKnown('Dintero’s answer carries no date to compare with.');
  // The header counts whole seconds, and was written somewhere between question and answer.
  const offMs = Math.max(0, askedAt - 1000 - theirs, theirs - answeredAt);
  const seconds = Math.round(offMs / 1000);
  if (offMs < WARN_MS) return ok(`Our clock and Dintero’s agree to ${seconds} seconds.`);
  const found = `Our clock is ${seconds} seconds ${theirs > answeredAt ? 'behind' : 'ahead of'} Dintero’s.`;
  const remedy =
    'Have this machine’s clock synchronised by NTP: callbacks are signed with a time, and refused after 300 seconds.';
  return offMs < FAIL_MS ? warning(found, remedy) : failed(found, remedy);
}
