import type { InvoiceTerms } from '../domain/invoice/invoice-terms.js';
import type { ProviderStamp, ProviderTransaction } from '../domain/invoice/provider-transaction.js';
import type { Merchant } from '../domain/merchant.js';
import type { FoldedLine } from '../domain/order/fold-discounts.js';
import type { Order } from '../domain/order/order.js';

/** Everything the provider needs to make an invoice. */
export interface InvoiceRequest {
  /** The idempotency key: the same for every attempt. */
  readonly reference: string;
  readonly terms: InvoiceTerms;
  readonly order: Order;
  /** The order's lines with discounts folded in. */
  readonly lines: readonly FoldedLine[];
}

/** A cheap look at a transaction: enough to tell whether it must be read again. */
export interface TransactionGlance {
  readonly transactionId: string;
  readonly stamp: ProviderStamp;
}

/**
 * What invoicing needs from an invoice provider. An abstract class, so it is also the DI token. Every method throws
 * ProviderRejected     they said no: a person must look ·
 * NotPermitted         we may not do this until somebody grants it; it did not happen ·
 * ProviderUnavailable  it did not happen: try later ·
 * OutcomeUnknown       it may have happened: look before any repetition ·
 * PutOff               a limit of ours or theirs; nothing was sent
 */
export abstract class InvoiceGateway {
  /** Issues the invoice once. A transaction the provider refused is an answer too: its standing says so. */
  abstract issue(merchant: Merchant, request: InvoiceRequest): Promise<ProviderTransaction>;

  /** Every transaction with exactly this reference, in any state. */
  abstract findByReference(merchant: Merchant, reference: string): Promise<ProviderTransaction[]>;

  abstract get(merchant: Merchant, transactionId: string): Promise<ProviderTransaction>;

  /** At most 100 ids; an id that is missing from the answer must be read by itself. */
  abstract glance(merchant: Merchant, transactionIds: readonly string[]): Promise<TransactionGlance[]>;

  /**
   * Starts collection of an invoice the merchant delivers itself. Success only means the provider took the wish: the
   * proof is a `collection-started` event on the transaction when it is read again.
   * Source: docs.dintero.com/docs/checkout/kravia/invoice-delivery (read 2026-11-20; an older copy of that page says
   * capture after delivery). Decision: docs/adr/0005-capture-before-delivery.md.
   */
  abstract startCollection(merchant: Merchant, transaction: ProviderTransaction, reference: string): Promise<void>;

  /**
   * Asks the provider to look after a transaction that hangs. Gives the transaction as it is afterwards, moved or not: that
   * the question does not apply is no error.
   */
  abstract nudge(merchant: Merchant, transaction: ProviderTransaction): Promise<ProviderTransaction>;

  /** Writes on the transaction what an ERP calls the invoice; gives the transaction as it is then. Twice is harmless. */
  abstract setSecondReference(merchant: Merchant, transactionId: string, text: string): Promise<ProviderTransaction>;

  /** Cancels the unpaid rest; the proof is a `voided` event on the transaction when it is read again. */
  abstract voidInvoice(merchant: Merchant, transactionId: string): Promise<void>;
}
