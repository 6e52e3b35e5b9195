import { ProviderUnavailable } from '../../../domain/errors.js';
import { type Check, notKnown, type Verdict } from '../../../platform/checks/check.js';
import { checkChannels } from './check-channels.js';
import { checkClock, checkToken } from './check-login.js';
import { checkPublicAddress } from './check-public-address.js';
import { checkReports } from './check-reports.js';
import { checkScopes, unlessForbidden } from './check-scopes.js';
import { checkSignature } from './check-signature.js';
import { checkWebhook } from './check-webhook.js';
import type { DinteroCheckup } from './dintero-checkup.js';

type Look = (checkup: DinteroCheckup) => Promise<Verdict>;

/** What is asked of Dintero, and of the way back from it, in the order in which one thing rests on another. */
const LOOKS: Readonly<Record<string, Look>> = {
  token: checkToken,
  clock: checkClock,
  scopes: checkScopes,
  'public address': checkPublicAddress,
  'signature secret': checkSignature,
  webhook: checkWebhook,
  'settlement reports': checkReports,
  channels: checkChannels,
};

export function dinteroChecks(checkup: DinteroCheckup): Check[] {
  return Object.entries(LOOKS).map(([name, look]) => ({
    name,
    merchant: checkup.merchant.id,
    look: () => unlessForbidden(() => unlessNoToken(() => look(checkup))),
  }));
}

/** Said once, by the check of the token. */
async function unlessNoToken(look: () => Promise<Verdict>): Promise<Verdict> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof ProviderUnavailable) || error.code !== 'TOKEN_REFUSED') throw error;
    return notKnown('Without a token Dintero cannot be asked.', 'First correct what "token" says.');
  }
}
