import type { Merchant } from '../../src/domain/merchant.js';
import { readMerchants } from '../../src/merchants/read-merchants.js';
import { DEFAULT_ACCOUNTS, DEFAULT_ERP_MERCHANTS } from '../../sandbox/default-accounts.js';

/** The address under which the tests' connector believes to be reached. */
export const PUBLIC_URL = new URL('http://127.0.0.1:3000');

/** What a test may change of the sample merchant; addresses default to ports nobody listens on. */
interface MerchantChanges {
  readonly dinteroUrl?: string;
  readonly provider?: Partial<Merchant['provider']>;
  readonly erp?: Partial<Merchant['erp']>;
}

/** The Norwegian merchant of `config/merchants`, as the program reads it, with the sandbox's secrets. */
export function nordicSupplies({ dinteroUrl, provider, erp }: MerchantChanges = {}): Merchant {
  const environment = { ...secretsOf('nordic-supplies'), ...secretsOf('svenska-verktyg') };
  const merchant = readMerchants('config', { environment, publicUrl: PUBLIC_URL }).find(
    ({ id }) => id === 'nordic-supplies',
  );
  if (!merchant) throw new Error('config/merchants has no nordic-supplies.');
  const addresses = dinteroUrl === undefined ? {} : { checkoutUrl: dinteroUrl, apiUrl: dinteroUrl };
  return {
    ...merchant,
    provider: { ...merchant.provider, ...addresses, ...provider },
    erp: { ...merchant.erp, ...erp },
  };
}

/** The variables that the sample configuration names, with what the sandbox knows. */
function secretsOf(merchantId: 'nordic-supplies' | 'svenska-verktyg'): Record<string, string> {
  const [name] = merchantId.split('-');
  const account = DEFAULT_ACCOUNTS.find(({ clientId }) => clientId.startsWith(`${name}-`));
  const erp = DEFAULT_ERP_MERCHANTS.find(({ id }) => id === merchantId);
  const prefix = name?.toUpperCase() ?? '';
  return {
    [`${prefix}_DINTERO_CLIENT_ID`]: account?.clientId ?? '',
    [`${prefix}_DINTERO_CLIENT_SECRET`]: account?.clientSecret ?? '',
    [`${prefix}_DINTERO_SIGNATURE`]: account?.signatureSecret ?? '',
    [`${prefix}_DINTERO_HOOK_SECRET`]: account?.webhookSecret ?? '',
    [`${prefix}_ERP_WEBHOOK_SECRET`]: erp?.webhookSecret ?? '',
    [`${prefix}_ERP_AUTHORIZATION`]: `Bearer ${erp?.token ?? ''}`,
  };
}
