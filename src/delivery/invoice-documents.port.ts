import type { Merchant } from '../domain/merchant.js';

/** What came of asking the provider for the invoice PDF. */
export type FetchedDocument =
  | { readonly kind: 'document'; readonly bytes: Buffer; readonly sourceHost: string }
  /** Not there yet; the provider was asked to produce it. */
  | { readonly kind: 'missing'; readonly reason: string }
  /** Something came that is not a PDF, or is too large. */
  | { readonly kind: 'unusable'; readonly reason: string };

/** What delivery needs from the provider. An abstract class, so it is also the DI token. */
export abstract class InvoiceDocuments {
  /**
   * @throws RuleViolation ADDRESS_REFUSED when the document lies where we must not call
   * @throws ProviderUnavailable · OutcomeUnknown to try again later
   */
  abstract fetch(merchant: Merchant, transactionId: string): Promise<FetchedDocument>;
}
