import type { DeliverySettings, Merchant } from '../../src/domain/merchant.js';
import { readMerchants } from '../../src/merchants/read-merchants.js';
import { sampleSecrets } from '../../sandbox/sample-secrets.js';

/** The address under which the tests' connector believes to be reached. */
export const PUBLIC_URL = new URL('http://127.0.0.1:3000');

/** What a test may change of the sample merchant; addresses default to ports nobody listens on. */
interface MerchantChanges {
  readonly dinteroUrl?: string;
  readonly provider?: Partial<Merchant['provider']>;
  readonly erp?: Partial<Merchant['erp']>;
  readonly delivery?: Partial<DeliverySettings>;
}

/** The Norwegian merchant of `config/merchants`, as the program reads it, with the sandbox's secrets. */
export function nordicSupplies({ dinteroUrl, provider, erp, delivery }: MerchantChanges = {}): Merchant {
  const merchant = readMerchants('config', { environment: sampleSecrets(), publicUrl: PUBLIC_URL }).find(
    ({ id }) => id === 'nordic-supplies',
  );
  if (!merchant) throw new Error('config/merchants has no nordic-supplies.');
  const addresses = dinteroUrl === undefined ? {} : { checkoutUrl: dinteroUrl, apiUrl: dinteroUrl };
  return {
    ...merchant,
    provider: { ...merchant.provider, ...addresses, ...provider },
    erp: { ...merchant.erp, ...erp },
    delivery: merchant.delivery && { ...merchant.delivery, ...delivery },
  };
}
