import type { Account } from './account.js';
import type { CallbackOptions } from './validation/callback-url.js';
import type { Channel, Customer, Interval, Order, Product, Transaction, TransactionEvent } from './wire.js';

/** One enabled product in a session's configuration. */
export interface ProductConfiguration {
  readonly daysUntilDue: number;
  readonly channel: Channel | null;
  readonly interval: Interval | null;
  /** BankID is asked for. */
  readonly verified: boolean;
}

export interface InvoiceTerms {
  readonly product: Product;
  readonly daysUntilDue: number;
  readonly channel: Channel;
  /** Grouped only; null is the account's own. */
  readonly interval: Interval | null;
}

interface SessionEvent {
  readonly id: string;
  readonly name: string;
  readonly created_at: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

export interface SessionRecord {
  readonly id: string;
  readonly account: Account;
  readonly createdAt: string;
  updatedAt: string;
  order: Order;
  readonly callback: CallbackOptions | null;
  readonly url: { readonly callback_url?: string; readonly return_url?: string };
  readonly customer: Customer | undefined;
  readonly metadata: Readonly<Record<string, string | number>>;
  readonly expiresAt: string | null;
  readonly products: ReadonlyMap<Product, ProductConfiguration>;
  readonly profileId: string | null;
  readonly systemHeaders: Readonly<Record<string, string>>;
  readonly events: SessionEvent[];
  transaction: TransactionRecord | null;
  /** Stays true when the transaction is voided later: a strict reference remembers. */
  authorized: boolean;
  cancelledAt: string | null;
}

/** Kravia's invoice: of one transaction, or of all transactions of a group and period. */
export interface Invoice {
  readonly number: string;
  readonly id: string;
  readonly date: string;
  readonly dueDate: string;
  readonly kid: string;
  readonly fileId: string;
  /** The last part of its URL. */
  readonly attachmentId: string;
  readonly records: readonly TransactionRecord[];
  /** Whether transactions name it by now. */
  isShown: boolean;
  /** Sandbox time from which the PDF can be fetched; null until asked for. */
  pdfReadyAtMs: number | null;
}

export interface TransactionRecord {
  readonly account: Account;
  readonly session: SessionRecord;
  readonly terms: InvoiceTerms;
  /** The transaction as a client reads it. */
  readonly wire: Transaction;
  /** Its place in the account's list, oldest first. */
  readonly sequence: number;
  /** Null for a grouped one whose period is open, and for one that failed. */
  invoice: Invoice | null;
  /** `started`: an INITIATE_CAPTURE event exists, Kravia collects and the debtor can pay. */
  collection: 'none' | 'requested' | 'started';
  /** The unpaid rest was cancelled by a void after a part payment. */
  restCancelled: boolean;
  /** What the debtor pays at the moment of the next void; null for nothing. */
  paymentAtVoidMinor: number | null;
  /** Minor units of each CAPTURE and REFUND event that are in a settlement, by event id. */
  readonly settledMinor: Map<string, number>;
}

export function sumOf(record: TransactionRecord, event: 'CAPTURE' | 'REFUND'): number {
  return eventsOf(record, event).reduce((sum, { amount }) => sum + (amount ?? 0), 0);
}

export function eventsOf(record: TransactionRecord, event: 'CAPTURE' | 'REFUND'): TransactionEvent[] {
  return record.wire.events.filter((candidate) => candidate.event === event && candidate.success);
}
