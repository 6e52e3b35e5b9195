import type { Merchant } from '../domain/merchant.js';

/** One page of orders as the ERP gives them; each order is kept as the bytes it came in. */
export interface OrderPage {
  readonly orders: readonly Buffer[];
  /** The ERP's own cursor of the next page, or null on the last. */
  readonly nextCursor: string | null;
}

/** What orders needs from an ERP that can be asked. An abstract class, so it is also the DI token. */
export abstract class ErpOrders {
  /**
   * @param changedSince ISO 8601; the ERP gives what changed then or later
   * @throws ProviderRejected · ProviderUnavailable · OutcomeUnknown
   */
  abstract changedSince(merchant: Merchant, changedSince: string, cursor: string | null): Promise<OrderPage>;
}
