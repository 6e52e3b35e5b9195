import type { FieldReader } from '../../http/field-reader.js';
import type { Address, Product } from '../wire.js';

const FIELDS = [
  'first_name',
  'last_name',
  'address_line',
  'address_line_2',
  'co_address',
  'business_name',
  'postal_code',
  'postal_place',
  'country',
  'phone_number',
  'email',
  'latitude',
  'longitude',
  'comment',
  'organization_number',
  'organization_type',
  'customer_reference',
  'cost_center',
];

const COUNTRIES = ['NO', 'SE', 'FI'] as const;

const ORGANIZATION_NUMBERS = {
  NO: { pattern: /^\d{9}$/, expected: 'must be 9 digits in Norway' },
  SE: { pattern: /^(\d{10}|\d{12})$/, expected: 'must be 10 or 12 digits in Sweden' },
  // The length is not documented for Finland; that it is sent without hyphen is.
  FI: { pattern: /^\d+$/, expected: 'must be digits only' },
} as const;

export const EMAIL = { pattern: /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+$/, expected: 'must be an e-mail address' };
export const PHONE = { pattern: /^\+?\d{5,15}$/, expected: 'must be 5 to 15 digits, with + before them or not' };

/** The billing address an invoice needs, by product. The caller looks at the reader's errors before using it. */
export function readBillingAddress(reader: FieldReader | null, product: Product | null): Address | null {
  if (reader === null) return null;
  reader.refuseUnknown(FIELDS);
  for (const name of ['first_name', 'last_name', 'address_line', 'postal_code']) reader.text(name, { required: true });
  for (const name of ['address_line_2', 'co_address', 'postal_place', 'comment', 'customer_reference', 'cost_center']) {
    reader.text(name);
  }
  const country = reader.choice('country', COUNTRIES, { required: true });
  reader.text('phone_number', { required: true, ...PHONE });
  reader.text('email', { required: true, ...EMAIL });
  if (product === 'kravia.invoice_b2c') refuseCompany(reader);
  else readCompany(reader, country);
  return reader.source as unknown as Address;
}

function readCompany(reader: FieldReader, country: (typeof COUNTRIES)[number] | null): void {
  reader.text('business_name', { required: true });
  const rule = country === null ? {} : ORGANIZATION_NUMBERS[country];
  reader.text('organization_number', { required: true, ...rule });
}

function refuseCompany(reader: FieldReader): void {
  for (const name of ['business_name', 'organization_number']) {
    if (reader.has(name)) reader.fail(name, 'must be left out of an invoice to a consumer');
  }
}
