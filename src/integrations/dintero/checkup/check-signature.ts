import { ProviderRejected } from '../../../domain/errors.js';
import { failed, ok, type Verdict } from '../../../platform/checks/check.js';
import { SignatureApi } from '../api/signature.js';
import type { DinteroCheckup } from './dintero-checkup.js';

const CONSEQUENCE = 'Until then callbacks are refused, and payments are found by polling only.';

/** Whether callbacks are signed with a secret we know. It is compared, and never shown. */
export async function checkSignature(checkup: DinteroCheckup): Promise<Verdict> {
  const { merchant } = checkup;
  const known = merchant.provider.callbackSecrets;
  const secret = await secretOf(checkup);
  if (secret === null) {
    const found = 'The account has no signature secret: its callbacks come unsigned, and unsigned ones are refused.';
    const make = `fakturabro dintero signature.create --merchant ${merchant.id} --yes --out <file>`;
    return failed(found, `Make one with "${make}", and put it where dintero.callbackSecrets says. ${CONSEQUENCE}`);
  }
  if (known.some((each) => each.reveal() === secret)) {
    return ok('Callbacks are signed with a secret that stands in dintero.callbackSecrets.');
  }
  const found =
    known.length === 0
      ? 'Callbacks are signed, and dintero.callbackSecrets names no secret to check them with.'
      : `Callbacks are signed with another secret than the ${known.length} in dintero.callbackSecrets.`;
  const read = `fakturabro dintero signature.read --merchant ${merchant.id} --out <file>`;
  return failed(
    found,
    `Fetch it with "${read}", put it where dintero.callbackSecrets says, and restart. ${CONSEQUENCE}`,
  );
}

async function secretOf(checkup: DinteroCheckup): Promise<string | null> {
  try {
    return (await new SignatureApi(checkup).read(checkup.merchant)).reveal();
  } catch (error) {
    if (error instanceof ProviderRejected && error.details.status === 404) return null;
    throw error;
  }
}
