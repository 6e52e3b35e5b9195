import { DEFAULT_ACCOUNTS, DEFAULT_ERP_MERCHANTS, MAILBOX_LOGIN } from './default-accounts.js';

/** How the names of the sample merchants' variables begin, in the order of the default accounts. */
const PREFIXES = ['NORDIC', 'SVENSKA'];

/** The variables that `env:` in `config/merchants` names, with what a sandbox of default accounts accepts. */
export function sampleSecrets(): Record<string, string> {
  return Object.assign({}, ...PREFIXES.map(secretsOf)) as Record<string, string>;
}

/** What opens the Norwegian merchant's mailbox for bounces, which its sample file leaves commented out. */
export function mailboxSecrets(): Record<string, string> {
  return { NORDIC_IMAP_USER: 'bounces@nordic-supplies.example', NORDIC_IMAP_PASSWORD: MAILBOX_LOGIN.password };
}

function secretsOf(prefix: string, index: number): Record<string, string> {
  const account = DEFAULT_ACCOUNTS[index];
  const erp = DEFAULT_ERP_MERCHANTS[index];
  if (!account || !erp) throw new Error(`The sandbox has no account for ${prefix}.`);
  return {
    [`${prefix}_DINTERO_CLIENT_ID`]: account.clientId,
    [`${prefix}_DINTERO_CLIENT_SECRET`]: account.clientSecret,
    [`${prefix}_DINTERO_SIGNATURE`]: account.signatureSecret ?? '',
    [`${prefix}_DINTERO_HOOK_SECRET`]: account.webhookSecret ?? '',
    [`${prefix}_ERP_WEBHOOK_SECRET`]: erp.webhookSecret,
    [`${prefix}_ERP_AUTHORIZATION`]: `Bearer ${erp.token}`,
  };
}
