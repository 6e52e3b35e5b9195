import type { CancelDecision } from '../domain/invoice/cancel-decision.js';
import type { Order } from '../domain/order/order.js';
import type { OrderDecision } from '../domain/order/order-decision.js';
import type { Problem } from '../domain/problem.js';
import type { InboxSource, InboxVerdict } from '../inbox/inbox-message.js';
import type { CancelledFacts } from './cancel-words.js';
import { contentHash } from './order-content.js';
import { type ReadMessage, readOrderMessage } from './read-order.js';

/** A message as it came in, whatever the way: webhook, pull or file. */
export interface IncomingOrder {
  readonly source: Extract<InboxSource, 'erp-webhook' | 'erp-pull' | 'erp-file'>;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly messageId: string | null;
}

/** A message with what was read from it, ready to be stored. */
export interface ReadOrder {
  readonly incoming: IncomingOrder;
  readonly message: ReadMessage;
  readonly orderId: string | null;
  readonly hash: Buffer | null;
}

export function readIncoming(incoming: IncomingOrder, mode: 'test' | 'live'): ReadOrder {
  const message = readOrderMessage(incoming.body, mode);
  switch (message.kind) {
    case 'order':
      return { incoming, message, orderId: message.order.orderId, hash: contentHash(message.order) };
    case 'cancellation':
      return { incoming, message, orderId: message.cancellation.orderId, hash: null };
    case 'refused':
      return { incoming, message, orderId: message.orderId, hash: null };
  }
}

/** What became of a stored message. */
export interface ReceivedOrder {
  readonly orderId: string | null;
  readonly verdict: InboxVerdict;
  /** Where the order stands, as its sender sees it. */
  readonly status: OrderStatus;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  /** For a changed order that cannot simply take the old one's place. */
  readonly change: OrderChange | null;
  readonly cancellation: OrderCancellation | null;
}

/** What becomes of a changed order that is invoiced already, and the fields that differ. */
export interface OrderChange {
  readonly decision: Exclude<OrderDecision, { readonly step: 'ignore' | 'replace' }>;
  readonly fields: readonly string[];
}

/** What a cancellation leads to; amounts in minor units. */
export interface OrderCancellation extends CancelledFacts {
  readonly decision: CancelDecision;
  readonly detail: string;
}

/** `received` and waiting · `stopped` by an exception · `held` for a person · `invoicing` · `invoiced` · `cancelled`. */
export type OrderStatus = 'received' | 'stopped' | 'held' | 'invoicing' | 'invoiced' | 'cancelled' | 'refused';

export function orderOf(message: ReadMessage): Order | null {
  return message.kind === 'order' ? message.order : null;
}
