import type { Merchant } from '../domain/merchant.js';
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

/** Every secret of the merchant that could come back in an answer of Dintero. */
export function secretsOf({ provider }: Merchant): string[] {
  const { clientId, clientSecret, callbackSecrets, webhookSecret } = provider;
  const login = Buffer.from(`${clientId.reveal()}:${clientSecret.reveal()}`).toString('base64');
  const own = [clientSecret, ...callbackSecrets, ...(webhookSecret ? [webhookSecret] : [])];
  return [login, ...own.map((secret) => secret.reveal())];
}

/** Those, and what opens its ERP and its mail server. */
export function everySecretOf(merchant: Merchant): string[] {
  const { erp, delivery } = merchant;
  const endpoints = [erp.orders, erp.entries].flatMap((endpoint) => Object.values(endpoint?.headers ?? {}));
  const mail = [delivery?.smtp.password, delivery?.bounces?.mailbox?.password].flatMap((secret) => secret ?? []);
  return [...secretsOf(merchant), ...[...erp.webhookSecrets, ...endpoints, ...mail].map((secret) => secret.reveal())];
}
