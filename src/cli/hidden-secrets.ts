import { isObject } from '../platform/net/read-json.js';

const HIDDEN = '(hidden)';

/** Names under which Dintero hands out something that opens a door. */
const SECRET_NAMES =
  /^(access_token|refresh_token|mfa_token|id_token|client_secret|password|secret|payment_token|recurrence_token|signed_url)$/;

/** A copy that may be shown: what its name or its value gives away as a secret is hidden. */
export function withoutSecrets(value: unknown, known: readonly string[]): unknown {
  if (typeof value === 'string') return withoutKnown(value, known);
  if (Array.isArray(value)) return value.map((each) => withoutSecrets(each, known));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      SECRET_NAMES.test(name) ? hidden(field, known) : withoutSecrets(field, known),
    ]),
  );
}

/** The same for text: known secrets are hidden wherever they stand. */
export function withoutKnown(text: string, known: readonly string[]): string {
  return known.reduce((shown, secret) => (secret === '' ? shown : shown.replaceAll(secret, HIDDEN)), text);
}

/** Of a secret that is an object only its kind is shown. */
function hidden(field: unknown, known: readonly string[]): unknown {
  if (isObject(field) && 'value' in field) return withoutSecrets({ ...field, value: HIDDEN }, known);
  return isObject(field) ? withoutSecrets(field, known) : HIDDEN;
}
