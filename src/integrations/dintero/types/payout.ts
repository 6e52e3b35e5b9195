import type { Open } from './open.js';

/** Split payout: money of sellers. Sources: docs.dintero.com/payments-api.html, Dintero's generated types (read 2026-11-20). */
export interface NewFundTransfer {
  /** The idempotency key: the same transfer may be sent again after a timeout. */
  readonly fund_transfer_id: string;
  readonly type: Open<'payout-destination'>;
  readonly source_payout_destination_id: string;
  readonly destination_payout_destination_id: string;
  /** At least 1, in minor units. */
  readonly amount: number;
  readonly currency: string;
  /** At most 60 characters; stands on the sellers' settlements. */
  readonly reference: string;
}

export interface FundTransfer extends NewFundTransfer {
  readonly account_id?: string;
  readonly created_at?: string;
  readonly created_by?: string;
}

export interface SellerBalance {
  readonly payout_destination_id?: string;
  readonly payout_destination_config_id?: string;
  readonly account_id?: string;
  readonly currency?: string;
  /** Minor units. */
  readonly amount?: number;
}

export interface SellerTransfer {
  readonly ledger_entry_id?: string;
  /** From a provider, between sellers, or to the seller's bank. */
  readonly type?: Open<'inbound' | 'transfer' | 'outbound'>;
  readonly amount?: number;
  readonly currency?: string;
  readonly created_at?: string;
  readonly payout_destination_id?: string;
  readonly inbound_payment_provider?: string | null;
  readonly outbound_message?: string | null;
  readonly transfer_id?: string | null;
  readonly transfer_reference?: string | null;
}

export interface SellerTransferPage {
  readonly entries?: readonly SellerTransfer[];
  readonly next_page_token?: string;
}

export type ApprovalStatus = Open<
  | 'ACTIVE'
  | 'DECLINED'
  | 'UNDER_MANUAL_REVIEW'
  | 'AUTOMATIC_REVIEW'
  | 'WAITING_FOR_SIGNATURE'
  | 'WAITING_FOR_DECLARATION'
  | 'WAITING_FOR_DETAILS'
  | 'ERROR'
  | 'ARCHIVED'
>;

export interface NewSellerApproval {
  /** At most 40 characters. */
  readonly payout_destination_id: string;
  /** At most 60; stands on bank payments. */
  readonly payout_reference: string;
  readonly country_code: string;
  readonly organization_number: string;
  /** Exactly one. */
  readonly bank_accounts: readonly SellerBankAccount[];
  readonly payout_destination_name?: string;
  /** In test mode AUTO_APPROVE, AUTO_DECLINE and AUTO_WAITING_FOR_SIGNATURE decide the case at once. */
  readonly payout_destination_description?: string;
  readonly payout_interval_type?: Open<'daily' | 'weekly' | 'monthly'>;
  readonly form_submitter?: { readonly email?: string; readonly name?: string; readonly title?: string };
}

interface SellerBankAccount {
  readonly bank_account_currency: string;
  readonly payout_currency: string;
  readonly bank_account_country_code?: string;
  readonly bank_account_number?: string;
  readonly bank_account_number_type?: Open<'IBAN' | 'BBAN'>;
  readonly bank_identification_code?: string;
  readonly bank_name?: string;
}

export interface SellerApproval extends Partial<NewSellerApproval> {
  readonly id: string;
  readonly case_status?: ApprovalStatus;
  readonly links?: readonly { readonly rel?: string; readonly href?: string }[];
  readonly created_at?: string;
  readonly updated_at?: string;
}
