import type { JsonObject } from '../json.js';
import { ListMap } from '../list-map.js';
import { JournalEntries } from './journal-entries.js';
import type { ErpMerchantSettings } from './merchant-settings.js';
import { OrderBook } from './order-book.js';

interface InvoiceVersion {
  readonly at: string;
  readonly facts: JsonObject;
}

/** One company in the ERP: its orders, what it was told of their invoices, and its books. */
export class ErpMerchant {
  readonly orders = new OrderBook();
  readonly entries = new JournalEntries();
  /** Every version that was sent, oldest first, by order. */
  readonly invoices = new ListMap<string, InvoiceVersion>();

  constructor(public settings: ErpMerchantSettings) {}
}
