import type { AccountSettings } from './dintero/account-settings.js';
import type { ErpMerchantSettings } from './erp/merchant-settings.js';

/** What a sandbox has when nobody says otherwise: a Norwegian and a Swedish merchant. Nothing here is secret. */
export const DEFAULT_ACCOUNTS: readonly AccountSettings[] = [
  {
    id: 'T11223344',
    name: 'Nordic Supplies AS',
    country: 'NO',
    clientId: 'nordic-sandbox-client',
    clientSecret: 'nordic-sandbox-secret',
    signatureSecret: 'nordic-signature-secret',
    webhookSecret: 'nordic-hook-secret',
  },
  {
    id: 'T55667788',
    name: 'Svenska Verktyg AB',
    country: 'SE',
    clientId: 'svenska-sandbox-client',
    clientSecret: 'svenska-sandbox-secret',
    signatureSecret: 'svenska-signature-secret',
    webhookSecret: 'svenska-hook-secret',
    groupedInterval: 'quarterly',
  },
];

/** The webhook secrets are `whsec_` and 32 readable bytes in base64, as the Standard Webhooks scheme asks. */
export const DEFAULT_ERP_MERCHANTS: readonly ErpMerchantSettings[] = [
  {
    id: 'nordic-supplies',
    token: 'nordic-erp-token',
    webhookSecret: `whsec_${Buffer.from('nordic-supplies-webhook-key-0001').toString('base64')}`,
  },
  {
    id: 'svenska-verktyg',
    token: 'svenska-erp-token',
    webhookSecret: `whsec_${Buffer.from('svenska-verktyg-webhook-key-0001').toString('base64')}`,
  },
];

/** Mail may be sent without logging in; who logs in must use these. */
export const MAILBOX_LOGIN = { user: 'sandbox', password: 'sandbox-mail-password' };
