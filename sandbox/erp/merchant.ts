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

  private readonly numbers = new Map<string, string>();

  constructor(public settings: ErpMerchantSettings) {}

  /** What this ERP calls the invoice of an order: the same for ever; null when it gives no numbers. */
  ownNumberOf(orderId: string): string | null {
    const { invoiceNumberPrefix: prefix } = this.settings;
    const known = this.numbers.get(orderId);
    if (known !== undefined || prefix === undefined) return known ?? null;
    const number = `${prefix}${this.numbers.size + 1}`;
    this.numbers.set(orderId, number);
    return number;
  }
}
