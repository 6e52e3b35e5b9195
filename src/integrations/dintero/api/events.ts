import type { Merchant } from '../../../domain/merchant.js';
import type { DinteroTransaction } from '../types/transaction.js';
import type { DinteroCaller, Operation } from './operation.js';
import { withId } from './read-answer.js';
import { TRANSACTION_OPERATIONS } from './transaction-operations.js';

/** What can be asked for. Source: docs.dintero.com, operation events_transaction_post (read 2026-11-20). */
export const TRANSACTION_INTENTS = {
  retry_auto_capture: 'repeat the capture of a session that captures by itself',
  cancel_unknown: 'cancel a transaction that failed its check before the debtor was sent back',
  sync_status: 'bring the status in line with the payment gateway',
  poll_initiated: 'ask the gateway about an INITIATED transaction',
  poll_initiated_refund: 'ask the gateway about a pending refund',
  retry_refund: 'repeat the refund of a captured transaction of a cancelled session',
  extend_authorization: 'extend the authorisation; Klarna only',
  sync_invoice_file: 'bring the invoice file up to date',
} as const satisfies Readonly<Record<string, string>>;

export type TransactionIntent = keyof typeof TRANSACTION_INTENTS;

export const EVENT_OPERATIONS = {
  send: {
    name: 'events.send',
    does: `ask for one of: ${Object.keys(TRANSACTION_INTENTS).join(', ')}`,
    method: 'POST',
    base: 'checkout',
    path: '/events/transaction/{intent}',
    // The writing scope of the other operations on transactions is the likely one.
    scopes: null,
    body: 'required',
    bodyFrom: {
      read: TRANSACTION_OPERATIONS.get,
      toBody: (answer: unknown) => eventRequest(withId(answer, 'a transaction')),
    },
    changes: 'may change the status of the transaction',
  },
} as const satisfies Readonly<Record<string, Operation>>;

/** The body: which transaction is meant, and what we believe it to be. */
export interface TransactionEventRequest {
  readonly id: string;
  readonly transaction: {
    readonly payment_product: string;
    readonly payment_product_type: string;
    readonly amount: number;
    readonly currency: string;
  };
  /** Its content is not published. */
  readonly sync_status?: Readonly<Record<string, unknown>>;
}

/** Requests to look after a transaction. */
export class EventsApi {
  constructor(private readonly dintero: DinteroCaller) {}

  /** The transaction as it is then; what was asked for may still be under way. @throws ProviderRejected when it does not apply */
  async send(merchant: Merchant, intent: TransactionIntent, about: DinteroTransaction): Promise<DinteroTransaction> {
    const details = { params: { intent }, body: eventRequest(about) };
    return withId(await this.dintero.call(merchant, EVENT_OPERATIONS.send, details), 'a transaction');
  }
}

/** The product is the part of its type before the dot, for an answer that left it out. */
function eventRequest(about: DinteroTransaction): TransactionEventRequest {
  const type = about.payment_product_type ?? '';
  return {
    id: about.id,
    transaction: {
      payment_product: about.payment_product ?? type.split('.', 1)[0] ?? '',
      payment_product_type: type,
      amount: about.amount ?? 0,
      currency: about.currency ?? '',
    },
  };
}
