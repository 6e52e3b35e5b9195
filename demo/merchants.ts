import { DEFAULT_ACCOUNTS, DEFAULT_ERP_MERCHANTS } from '../sandbox/default-accounts.js';

/** One of the two merchants of `config/merchants`, as the demo needs to know them. */
export interface DemoMerchant {
  readonly id: string;
  readonly name: string;
  readonly accountId: string;
  readonly currency: string;
  /** How the names of its secrets begin. */
  readonly secretsPrefix: string;
  /** Kinds of entries the connector posts in the ERP; the ERP books the others itself. */
  readonly postedKinds: readonly string[];
}

export const NORDIC: DemoMerchant = {
  id: 'nordic-supplies',
  name: 'Nordic Supplies AS',
  accountId: 'T11223344',
  currency: 'NOK',
  secretsPrefix: 'NORDIC',
  postedKinds: ['payment', 'settlement', 'payout'],
};

export const SVENSKA: DemoMerchant = {
  id: 'svenska-verktyg',
  name: 'Svenska Verktyg AB',
  accountId: 'T55667788',
  currency: 'SEK',
  secretsPrefix: 'SVENSKA',
  postedKinds: ['invoice', 'credit-note', 'payment', 'settlement', 'payout'],
};

export const MERCHANTS: readonly DemoMerchant[] = [NORDIC, SVENSKA];

/** The variables that `env:` in `config/merchants` names, with what the sandbox accepts. */
export function merchantSecrets(): Record<string, string> {
  return Object.assign({}, ...MERCHANTS.map(secretsOf)) as Record<string, string>;
}

function secretsOf({ id, accountId, secretsPrefix }: DemoMerchant): Record<string, string> {
  const account = DEFAULT_ACCOUNTS.find((each) => each.id === accountId);
  const erp = DEFAULT_ERP_MERCHANTS.find((each) => each.id === id);
  if (!account || !erp) throw new Error(`The sandbox does not know ${id}.`);
  return {
    [`${secretsPrefix}_DINTERO_CLIENT_ID`]: account.clientId,
    [`${secretsPrefix}_DINTERO_CLIENT_SECRET`]: account.clientSecret,
    [`${secretsPrefix}_DINTERO_SIGNATURE`]: account.signatureSecret ?? '',
    [`${secretsPrefix}_DINTERO_HOOK_SECRET`]: account.webhookSecret ?? '',
    [`${secretsPrefix}_ERP_WEBHOOK_SECRET`]: erp.webhookSecret,
    [`${secretsPrefix}_ERP_AUTHORIZATION`]: `Bearer ${erp.token}`,
  };
}
