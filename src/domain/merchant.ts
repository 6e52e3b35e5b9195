import type { BankCountry } from './calendar/bank-holidays.js';
import type { InvoiceProduct, Language } from './order/order.js';
import type { ChangePolicy } from './order/order-decision.js';
import type { DeliveryPolicy } from './invoice/delivery-policy.js';
import type { InvoicingDefaults } from './invoice/invoice-terms.js';
import type { Chart } from './ledger/roles.js';
import type { EntryKind } from './ledger/journal-entry.js';
import type { VatMapping } from './ledger/vat-code.js';
import type { MailDesign } from './mail/mail-design.js';
import type { Secret } from './secret.js';

export type MerchantMode = 'test' | 'live';

/** The account at the provider and how hard we may press it. */
export interface ProviderAccount {
  readonly accountId: string;
  readonly clientId: Secret;
  readonly clientSecret: Secret;
  /** Base of sessions, transactions and events, without a trailing slash. */
  readonly checkoutUrl: string;
  /** Base of tokens and settlements, without a trailing slash. */
  readonly apiUrl: string;
  /** Every secret that may sign a callback now; two during a rotation. */
  readonly callbackSecrets: readonly Secret[];
  readonly webhookSecret: Secret | null;
  /** We look after the account's webhook ourselves. */
  readonly managesWebhook: boolean;
  /** Calls in flight at once, over all processes. */
  readonly concurrency: number;
  readonly requestsPerSecond: number;
  /** How long one call may take; after an unanswered issue call nothing more is sent for as long. */
  readonly timeoutMs: number;
  /** `host[:port]` that invoice PDFs may come from, besides the provider's own hosts. */
  readonly documentHosts: readonly string[];
}

interface SmtpServer {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly user: Secret | null;
  readonly password: Secret | null;
}

/** The mailbox that the return address leads to. */
export interface BounceMailboxSettings {
  readonly host: string;
  readonly port: number;
  readonly tls: 'implicit' | 'starttls' | 'none';
  readonly user: Secret;
  readonly password: Secret;
  readonly folder: string;
  /** Where read bounces go; null when they stay, marked as seen. */
  readonly moveTo: string | null;
}

/** A PDF of the merchant's own, such as its terms of sale. */
export interface AttachedPdf {
  /** Name of the file, without folders. */
  readonly name: string;
  readonly content: Buffer;
}

export interface DeliverySettings {
  readonly smtp: SmtpServer;
  readonly from: string;
  readonly replyTo: string | null;
  readonly bcc: readonly string[];
  readonly dkim: { readonly domain: string; readonly selector: string; readonly privateKey: Secret } | null;
  readonly concurrency: number;
  /** The page before an invoice, and the PNG or JPEG on it; null for no cover page. */
  readonly cover: { readonly logo: Buffer | null } | null;
  /** PDFs that follow every invoice, by the language of the debtor. */
  readonly attachments: Readonly<Record<Language, readonly AttachedPdf[]>>;
  /** Envelope sender with the word TOKEN in it; null when nobody looks for bounces here. */
  readonly bounces: { readonly address: string; readonly mailbox: BounceMailboxSettings | null } | null;
  readonly bounceWindowBankDays: number;
  readonly collectionWithinBankDays: number;
  readonly acceptedWithinBankDays: number;
  readonly fallbackTo: string | null;
  readonly mail: MailDesign;
}

export interface ErpEndpoint {
  readonly url: string;
  readonly headers: Readonly<Record<string, Secret>>;
}

export interface ErpConnection {
  readonly type: 'generic';
  readonly webhookSecrets: readonly Secret[];
  readonly orders: ErpEndpoint | null;
  readonly entries: ErpEndpoint | null;
  readonly concurrency: number;
  readonly timeoutMs: number;
  /** How far back each pull looks again: a change may be committed after a later one was seen. */
  readonly pullOverlapMinutes: number;
  /** Folder watched for CSV and JSON lines files, or null. */
  readonly dropFolder: string | null;
}

export type EntryOwner = 'erp' | 'connector';

export interface LedgerSettings {
  readonly chart: Chart;
  readonly vat: readonly VatMapping[];
  /** Who posts which kind of entry in the ERP; our own ledger always has all of them. */
  readonly posting: Readonly<Record<EntryKind, EntryOwner>>;
}

interface ScheduleSettings {
  /** Cron expressions in the merchant's time zone. */
  readonly nightlySync: string;
  readonly pollOpen: string;
  readonly fileDrop: string;
  readonly deliveries: string;
  readonly report: { readonly at: string; readonly to: readonly string[] } | null;
}

/** How a debtor accepts an invoice on the provider's own page. */
interface CheckoutSettings {
  readonly linkValidDays: number;
  /** Whether the debtor gets the link by e-mail, unless the order says. */
  readonly sendLink: boolean;
  /** Where the debtor comes back to; null is a page of ours. */
  readonly returnUrl: string | null;
  /** Products whose debtor must identify with BankID. */
  readonly identityRequired: readonly InvoiceProduct[];
}

/** A company we serve, with its configuration checked and its secrets read. Frozen for the life of the process. */
export interface Merchant {
  readonly id: string;
  readonly name: string;
  readonly country: BankCountry;
  readonly organizationNumber: string;
  readonly baseCurrency: string;
  readonly timeZone: string;
  readonly language: Language;
  readonly mode: MerchantMode;
  readonly provider: ProviderAccount;
  readonly invoicing: InvoicingDefaults & {
    /** Who delivers when the provider refuses the merchant channel to the account; null stops such an invoice. */
    readonly channelFallback: 'kravia' | null;
    /** Who delivers from a day on, whatever was decided before. */
    readonly policies: readonly DeliveryPolicy[];
    readonly grouped: {
      /** Bank days after its issue date from which a grouped invoice is missed. */
      readonly lateAfterBankDays: number;
    };
    /** The stored profile sessions are made from; null spells everything out. */
    readonly profileId: string | null;
    readonly checkout: CheckoutSettings;
    /** Which name of an order may be the reference of a sale that exists at the provider already; null looks for none. */
    readonly lookUpReference: 'orderId' | 'orderNumber' | null;
    /** Orders with a larger total wait for a person; null holds nothing. */
    readonly holdAboveMinor: bigint | null;
    /** What happens to an order that comes back changed when it has an unpaid invoice. */
    readonly changedOrders: ChangePolicy;
  };
  readonly delivery: DeliverySettings | null;
  readonly erp: ErpConnection;
  readonly ledger: LedgerSettings;
  readonly schedule: ScheduleSettings;
}
