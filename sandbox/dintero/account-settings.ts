import { type Channel, CHANNELS, type Interval } from './wire.js';

export const DOCUMENT_STYLES = ['direct', 'redirect', 'envelope'] as const;
export type DocumentStyle = (typeof DOCUMENT_STYLES)[number];

export const DOCUMENT_ACCESSES = ['open', 'needs-bearer', 'refuses-bearer'] as const;
export type DocumentAccess = (typeof DOCUMENT_ACCESSES)[number];

export const PAYMENT_SPREADS = ['oldest-first', 'proportional'] as const;
/** How a part payment of a grouped invoice is spread over its purchases; not documented. */
export type PaymentSpread = (typeof PAYMENT_SPREADS)[number];

export const CHANNEL_REFUSALS = ['bad-request', 'failed'] as const;
/** Whether a channel the account may not use is a 400, or a transaction that FAILED; not documented. */
export type ChannelRefusal = (typeof CHANNEL_REFUSALS)[number];

export const SIGN_STYLES = ['live', 'docs'] as const;
/** `live`: fees and refunds are negative, as seen in production. `docs`: positive, as documented. */
export type SignStyle = (typeof SIGN_STYLES)[number];

export const DOWNLOAD_STYLES = ['envelope', 'string', 'redirect', 'inline'] as const;
export type DownloadStyle = (typeof DOWNLOAD_STYLES)[number];

/** Everything about one account; what is optional has a default in `resolveSettings`. */
export interface AccountSettings {
  readonly id: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name?: string;
  /** Decides the bank account on the invoices. */
  readonly country?: 'NO' | 'SE' | 'FI';
  readonly scopes?: readonly string[];
  readonly expiresInSeconds?: number;
  /** Null: no secret exists yet, and callbacks arrive unsigned. */
  readonly signatureSecret?: string | null;
  readonly callbackTriesMax?: number;
  /** The wait after the n-th failed try is n times this, at most a minute. */
  readonly callbackRetryDelayMs?: number;
  readonly callbackTimeoutMs?: number;
  /** Signs the hooks of subscriptions that bring no secret of their own. */
  readonly webhookSecret?: string;
  readonly hookRetryDelayMs?: number;
  /** So many undelivered hooks in a row and the subscription is deleted. */
  readonly hookFailuresMax?: number;
  readonly supportedInvoiceChannels?: readonly Channel[];
  readonly channelRefusal?: ChannelRefusal;
  /** The account's own choice, where the payment names no channel. */
  readonly defaultInvoiceChannel?: Channel;
  /** Whatever was asked for, this is what happens, and what the transaction says. Null: what was asked for. */
  readonly forcedInvoiceChannel?: Channel | null;
  readonly groupedInterval?: Interval;
  /** How long after its INITIATE_CAPTURE a grouped invoice shows number, dates and file. Nothing else tells of it then. */
  readonly groupedNumberDelayMs?: number;
  readonly paymentSpread?: PaymentSpread;
  /** 202 answers a capture before its event exists. */
  readonly captureStatus?: 200 | 202;
  /** 202 answers a void before its event exists. */
  readonly voidStatus?: 200 | 202;
  /** How long the payments of the test e-mail aliases take, and a pending authorisation. */
  readonly paymentDelayMs?: number;
  /** Null: the PDF never appears by itself, only after `sync_invoice_file`. */
  readonly pdfDelayMs?: number | null;
  readonly pdfStyle?: DocumentStyle;
  readonly pdfAccess?: DocumentAccess;
  readonly settlementSigns?: SignStyle;
  readonly settlementDownload?: DownloadStyle;
  readonly settlementFeeBasisPoints?: number;
  readonly latencyMs?: number;
  /** More than this in any second is answered 429. Null: no limit. */
  readonly requestsPerSecond?: number | null;
}

export type ResolvedSettings = Required<AccountSettings>;

const DEFAULTS = {
  country: 'NO',
  scopes: ['write:checkout', 'read:checkout', 'read:settlements'],
  expiresInSeconds: 14_400,
  signatureSecret: null,
  callbackTriesMax: 20,
  callbackRetryDelayMs: 1000,
  callbackTimeoutMs: 10_000,
  webhookSecret: '',
  hookRetryDelayMs: 1000,
  hookFailuresMax: 5,
  supportedInvoiceChannels: CHANNELS,
  channelRefusal: 'bad-request',
  defaultInvoiceChannel: 'kravia',
  forcedInvoiceChannel: null,
  groupedInterval: 'monthly',
  groupedNumberDelayMs: 0,
  paymentSpread: 'oldest-first',
  captureStatus: 200,
  voidStatus: 200,
  paymentDelayMs: 2000,
  pdfDelayMs: 0,
  pdfStyle: 'direct',
  pdfAccess: 'open',
  settlementSigns: 'live',
  settlementDownload: 'envelope',
  settlementFeeBasisPoints: 50,
  latencyMs: 0,
  requestsPerSecond: null,
} as const satisfies Partial<AccountSettings>;

export function resolveSettings(settings: AccountSettings): ResolvedSettings {
  return { ...DEFAULTS, name: settings.id, ...settings };
}
