/** One of the two merchants of `config/merchants`, as the demo needs to know them. */
export interface DemoMerchant {
  readonly id: string;
  readonly name: string;
  readonly accountId: string;
  readonly currency: string;
  /** Kinds of entries the connector posts in the ERP; the ERP books the others itself. */
  readonly postedKinds: readonly string[];
}

export const NORDIC: DemoMerchant = {
  id: 'nordic-supplies',
  name: 'Nordic Supplies AS',
  accountId: 'T11223344',
  currency: 'NOK',
  postedKinds: ['payment', 'settlement', 'payout'],
};

export const SVENSKA: DemoMerchant = {
  id: 'svenska-verktyg',
  name: 'Svenska Verktyg AB',
  accountId: 'T55667788',
  currency: 'SEK',
  postedKinds: ['invoice', 'credit-note', 'payment', 'settlement', 'payout'],
};

export const MERCHANTS: readonly DemoMerchant[] = [NORDIC, SVENSKA];
