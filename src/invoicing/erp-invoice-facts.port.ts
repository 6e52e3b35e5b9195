import type { InvoiceState } from '../domain/invoice/invoice-state.js';
import type { Merchant } from '../domain/merchant.js';

/** What an ERP is told about an order's invoice. Amounts in minor units. */
export interface InvoiceFactsForErp {
  readonly state: InvoiceState;
  readonly invoiceNumber: string | null;
  readonly kid: string | null;
  readonly bankAccount: string | null;
  readonly invoiceDate: string | null;
  readonly dueDate: string | null;
  readonly transactionId: string | null;
  /** Where the debtor accepts the invoice, while that is waited for. */
  readonly checkoutUrl?: string;
  /** Until when the link works, ISO 8601 in UTC. */
  readonly checkoutExpiresAt?: string;
  readonly totalAmount: number;
  readonly paidAmount: number;
  readonly openAmount: number;
}

/** What an ERP says of an invoice it was told about. */
export interface ErpInvoiceAnswer {
  /** The number the ERP gives the invoice itself, if it has said so. */
  readonly invoiceNumber: string | null;
}

/** What invoicing needs from an ERP. Telling the same facts twice must be harmless. */
export abstract class ErpInvoiceFacts {
  /** @throws ProviderRejected · ProviderUnavailable · OutcomeUnknown */
  abstract tell(merchant: Merchant, orderId: string, facts: InvoiceFactsForErp): Promise<ErpInvoiceAnswer>;
}
