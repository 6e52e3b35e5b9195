import type { Problem } from '../domain/problem.js';

export const INBOX_SOURCES = [
  'erp-webhook',
  'erp-pull',
  'erp-file',
  'dintero-callback',
  'dintero-hook',
  'bounce',
] as const;
export type InboxSource = (typeof INBOX_SOURCES)[number];

/** What was learnt on arrival: `changed` and `new` have consequences, `known` and `stale` have none. */
export type InboxVerdict = 'new' | 'known' | 'changed' | 'stale' | 'refused';

/** A message as it is kept: the raw bytes, and the headers without credentials. */
export interface InboxMessage {
  readonly id: string;
  readonly merchantId: string;
  readonly source: InboxSource;
  /** What it is about: an order id, a transaction id, an event name. */
  readonly subject: string | null;
  readonly verdict: InboxVerdict;
  /** Path and query of the request, for messages that carry their content there. */
  readonly target: string | null;
  readonly body: Buffer;
  readonly receivedAt: Date;
}

export interface NewMessage {
  readonly merchantId: string;
  readonly source: InboxSource;
  readonly subject: string | null;
  /** The sender's own id of the delivery. */
  readonly messageId: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly target: string | null;
  readonly body: Buffer;
  readonly problems: readonly Problem[] | null;
}

const CREDENTIALS = new Set(['authorization', 'cookie', 'proxy-authorization', 'x-api-key']);

/** The headers worth keeping; credentials never enter the database. */
export function keptHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      if (value === undefined || CREDENTIALS.has(name.toLowerCase())) return [];
      return [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]];
    }),
  );
}

/** What a sealed body is bound to. */
export function bodyPurpose(merchantId: string): string {
  return `inbox.body:${merchantId}`;
}
