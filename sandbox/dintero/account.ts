import { ListMap } from '../list-map.js';
import type { Random } from '../random.js';
import { type AccountSettings, type ResolvedSettings, resolveSettings } from './account-settings.js';
import type { Subscription } from './messages/hooks.js';
import type { SessionRecord } from './records.js';
import type { Seller, SellerEntry } from './sellers.js';
import type { ReportConfiguration } from './settlements/report-configurations.js';
import type { SettlementRecord } from './settlements/settlement-records.js';
import { TransactionBook } from './transaction-book.js';

/** One Dintero account and all that happened on it. */
export class Account {
  settings: ResolvedSettings;
  readonly transactions = new TransactionBook();
  readonly sessions = new Map<string, SessionRecord>();
  private readonly sessionsByReference = new ListMap<string, SessionRecord>();
  /** Oldest first. */
  readonly settlements: SettlementRecord[] = [];
  readonly subscriptions = new Map<string, Subscription>();
  readonly reportConfigurations = new Map<string, ReportConfiguration>();
  /** By the id the merchant gave them. */
  readonly sellers = new Map<string, Seller>();
  /** Oldest first. */
  readonly sellerEntries: SellerEntry[] = [];
  readonly fundTransfers = new Map<string, Record<string, unknown>>();
  /** The merchant's own id at Kravia, and the start of its invoice numbers. */
  readonly creditorId: string;
  private readonly invoicePrefix: string;
  private invoices = 0;

  constructor(settings: AccountSettings, random: Random) {
    this.settings = resolveSettings(settings);
    this.creditorId = `1${random.digits(4)}`;
    this.invoicePrefix = random.upper(5);
  }

  get id(): string {
    return this.settings.id;
  }

  addSession(session: SessionRecord): void {
    this.sessions.set(session.id, session);
    this.sessionsByReference.add(session.order.merchant_reference, session);
  }

  sessionsWith(merchantReference: string): readonly SessionRecord[] {
    return this.sessionsByReference.get(merchantReference);
  }

  nextInvoiceNumber(): string {
    this.invoices += 1;
    return `${this.invoicePrefix}-${String(this.invoices).padStart(6, '0')}`;
  }
}
