import type { ProviderSession } from '../domain/invoice/provider-session.js';
import type { ProviderTransaction } from '../domain/invoice/provider-transaction.js';
import type { Merchant } from '../domain/merchant.js';
import type { InvoiceRequest } from './invoice-gateway.port.js';

/** What a session needs that the debtor is to pay, and not we. */
export interface CheckoutTerms {
  readonly expiresAt: Date;
  /** The debtor must identify with BankID. */
  readonly identityRequired: boolean;
}

export interface OpenedSession {
  readonly sessionId: string;
  /** Where the debtor pays; null when the provider gave none. */
  readonly url: string | null;
}

/**
 * What invoicing needs from a provider whose invoices can be made by way of a session. An abstract class, so it is also
 * the DI token. Every method throws as those of `InvoiceGateway` do.
 */
export abstract class SessionGateway {
  /**
   * Opens a session; nothing is invoiced by that, so a lost answer leaves one that nobody pays.
   * @param checkout null for one that we pay ourselves
   */
  abstract open(merchant: Merchant, request: InvoiceRequest, checkout: CheckoutTerms | null): Promise<OpenedSession>;

  /** Pays a session we opened. A transaction the provider refused is an answer too. */
  abstract pay(merchant: Merchant, sessionId: string, request: InvoiceRequest): Promise<ProviderTransaction>;

  abstract get(merchant: Merchant, sessionId: string): Promise<ProviderSession>;

  /** Ends a session; should it have been paid at that moment, its invoice is voided. */
  abstract cancel(merchant: Merchant, sessionId: string): Promise<void>;

  /** Those of at most 100 sessions that have a transaction, accepted or not. */
  abstract paidAmong(merchant: Merchant, sessionIds: readonly string[]): Promise<ReadonlySet<string>>;
}
