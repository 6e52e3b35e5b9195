import { failed, ok, type Verdict, warning } from '../../../platform/checks/check.js';
import { HooksApi } from '../api/hooks.js';
import { hookUrl, isOutOfReach } from '../callback-url.js';
import { HOOK_EVENTS, hooksAt, missingEvents } from '../hook-decision.js';
import type { DinteroCheckup } from './dintero-checkup.js';

const LOOKS_AFTER_IT = 'The connector makes it at its next start, and with every nightly run.';
const BY_HAND = 'Make it in Dintero Backoffice, or let the connector: dintero.manageHook: true.';

/** Whether Dintero tells us by webhook, and whether what it tells arrives. */
export async function checkWebhook(checkup: DinteroCheckup): Promise<Verdict> {
  const { merchant, publicUrl } = checkup;
  const { webhookSecret, managesWebhook } = merchant.provider;
  const url = hookUrl(publicUrl, merchant);
  if (webhookSecret === null) {
    const found = 'dintero.webhookSecret is not set: settlements are found at night, and lost callbacks by polling.';
    return warning(found, 'Choose a secret, put it where dintero.webhookSecret says, and restart.');
  }
  if (isOutOfReach(publicUrl, merchant)) {
    return warning(
      `No webhook can lead here: ${url} is an inner address.`,
      'Set PUBLIC_URL to a public https address.',
    );
  }
  const hooks = new HooksApi(checkup);
  const present = await hooks.list(merchant);
  const [ours, ...surplus] = hooksAt(present, url);
  if (!ours) {
    const found = `None of the account’s ${present.length} webhooks leads to ${url}.`;
    return failed(found, managesWebhook ? LOOKS_AFTER_IT : BY_HAND);
  }
  const missing = missingEvents(ours, HOOK_EVENTS);
  if (missing.length > 0 || surplus.length > 0) {
    const found = missing.length > 0 ? `lacks ${missing.join(', ')}` : `is there ${surplus.length + 1} times`;
    return warning(`The webhook to ${url} ${found}.`, managesWebhook ? LOOKS_AFTER_IT : BY_HAND);
  }
  return pinged(checkup, hooks, ours.id);
}

/** The one proof that Dintero itself can reach us, and signs as we expect. */
async function pinged({ merchant, arrivals }: DinteroCheckup, hooks: HooksApi, id: string): Promise<Verdict> {
  const end = await arrivals.end();
  const found = `The webhook ${id} is there`;
  if (end === null) return ok(`${found}; without the database it cannot be seen whether its pings arrive.`);
  await hooks.ping(merchant, id);
  if (await arrivals.cameAfter(end, { merchantId: merchant.id, source: 'dintero-hook', mark: 'ping' })) {
    return ok(`${found}, and a ping that Dintero sent just now came in, rightly signed.`);
  }
  const remedy =
    'Start the connector; see that Dintero can reach PUBLIC_URL; and that the webhook signs with dintero.webhookSecret: if ' +
    `not, "fakturabro dintero hooks.delete --merchant ${merchant.id} --param id=${id} --yes" and a restart make a new one.`;
  return failed(`${found}, but a ping that Dintero was asked for did not come in, or was not rightly signed.`, remedy);
}
