import type { EntityManager } from 'typeorm';
import type { Merchant } from '../domain/merchant.js';

/** What invoicing needs from delivery: to be told when an invoice may go out. Bound there. */
export abstract class InvoiceDelivery {
  /** Collection of an invoice the merchant delivers has started; it may be sent now, and only now. */
  abstract begin(manager: EntityManager, merchant: Merchant, invoiceId: string): Promise<void>;

  /** The provider delivers this invoice itself; its file is only kept. */
  abstract archive(manager: EntityManager, merchant: Merchant, invoiceId: string): Promise<void>;

  /** The debtor is to get the link of this session by mail, once. */
  abstract sendLink(manager: EntityManager, merchant: Merchant, invoiceId: string, sessionId: string): Promise<void>;
}
