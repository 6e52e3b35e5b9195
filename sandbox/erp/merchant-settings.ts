import type { FieldReader } from '../http/field-reader.js';

export interface ErpMerchantSettings {
  readonly id: string;
  readonly token: string;
  /** Standard Webhooks: `whsec_` and base64. */
  readonly webhookSecret: string;
  /** Orders on one page of the list; 100 when left out. */
  readonly pageSize?: number;
  /** The ERP gives invoices numbers of its own that begin with this, and answers them; none when left out. */
  readonly invoiceNumberPrefix?: string;
}

/** Checks settings from a configuration file or a control call, on top of what the merchant already has. */
export function readMerchantSettings(reader: FieldReader, known: ErpMerchantSettings | null): ErpMerchantSettings {
  const required = known === null;
  reader.refuseUnknown(['id', 'token', 'webhookSecret', 'pageSize', 'invoiceNumberPrefix']);
  reader.text('id', { required, pattern: /^[a-z0-9-]+$/, expected: 'may hold only small letters, digits and -' });
  reader.text('token', { required });
  reader.text('webhookSecret', {
    required,
    pattern: /^whsec_[A-Za-z0-9+/]+=*$/,
    expected: 'must be whsec_ and base64',
  });
  reader.integer('pageSize', { min: 1, max: 1000 });
  reader.text('invoiceNumberPrefix');
  // The reader has just checked every field by its name; a fault makes the caller refuse the whole.
  return { ...known, ...(reader.source as unknown as ErpMerchantSettings) };
}
