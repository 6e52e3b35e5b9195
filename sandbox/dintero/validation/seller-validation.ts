import { FieldReader, type FieldError } from '../../http/field-reader.js';
import { accepted } from '../../http/http-error.js';
import type { FundTransfer, SellerRequest } from '../sellers.js';

const CURRENCY = { pattern: /^[A-Z]{3}$/, expected: 'must be an ISO 4217 currency of three capital letters' };
const COUNTRY = { pattern: /^[A-Z]{2}$/, expected: 'must be an ISO 3166-1 alpha-2 country' };

export function readSellerRequest(body: unknown): SellerRequest {
  const errors: FieldError[] = [];
  const reader = FieldReader.ofBody(body, errors);
  reader.refuseUnknown([
    'payout_destination_id',
    'payout_destination_name',
    'payout_destination_description',
    'payout_reference',
    'country_code',
    'organization_number',
    'bank_accounts',
    'payout_interval_type',
    'form_submitter',
  ]);
  reader.text('payout_destination_id', { required: true, maxLength: 40 });
  reader.text('payout_reference', { required: true, maxLength: 60 });
  reader.text('country_code', { required: true, ...COUNTRY });
  reader.text('organization_number', { required: true });
  reader.list('bank_accounts', { required: true, itemsMin: 1, itemsMax: 1 }).forEach(checkBankAccount);
  reader.text('payout_destination_name', { maxLength: 60 });
  reader.text('payout_destination_description', { maxLength: 1000 });
  reader.choice('payout_interval_type', ['daily', 'weekly', 'monthly']);
  reader.object('form_submitter')?.refuseUnknown(['email', 'name', 'title']);
  return accepted(reader.source as unknown as SellerRequest, errors);
}

function checkBankAccount(account: FieldReader): void {
  account.refuseUnknown([
    'bank_name',
    'bank_account_number',
    'bank_account_number_type',
    'bank_account_country_code',
    'bank_account_currency',
    'payout_currency',
    'bank_identification_code',
  ]);
  account.text('bank_account_currency', { required: true, ...CURRENCY });
  account.text('payout_currency', { required: true, ...CURRENCY });
  account.text('bank_account_country_code', COUNTRY);
  account.choice('bank_account_number_type', ['IBAN', 'BBAN']);
}

export function readFundTransfer(body: unknown): FundTransfer {
  const errors: FieldError[] = [];
  const reader = FieldReader.ofBody(body, errors);
  const names = ['fund_transfer_id', 'source_payout_destination_id', 'destination_payout_destination_id'];
  reader.refuseUnknown([...names, 'type', 'amount', 'currency', 'reference']);
  for (const name of names) reader.text(name, { required: true });
  reader.choice('type', ['payout-destination'], { required: true });
  reader.integer('amount', { required: true, min: 1 });
  reader.text('currency', { required: true, ...CURRENCY });
  reader.text('reference', { required: true, maxLength: 60 });
  return accepted(reader.source as unknown as FundTransfer, errors);
}
