import type { Merchant } from '../../../domain/merchant.js';
import type { Capture, DinteroTransaction, Refund } from '../types/transaction.js';
import type { CallDetails, DinteroCaller, Operation } from './operation.js';
import { hasId, unreadable, withId } from './read-answer.js';
import { queryOf, type TransactionFilters } from './transaction-filters.js';
import { TRANSACTION_OPERATIONS as OPERATIONS } from './transaction-operations.js';

/** Dintero's own limit. */
const PAGE_MAX = 100;

export type TransactionInclude =
  | 'session'
  | 'session.events.latest'
  | 'events.request_headers'
  | 'events.success.true'
  | 'initiating_system_request_headers'
  | 'card.payment_token'
  | 'card.recurrence_token';

/** Transactions: what became of a session that was paid. */
export class TransactionsApi {
  constructor(private readonly dintero: DinteroCaller) {}

  get(
    merchant: Merchant,
    transactionId: string,
    includes: readonly TransactionInclude[] = [],
  ): Promise<DinteroTransaction> {
    return this.on(merchant, OPERATIONS.get, transactionId, { query: { includes } });
  }

  /** One page, at most 100. What the list shows of a transaction may be less than what reading it shows. */
  async page(
    merchant: Merchant,
    filters: TransactionFilters,
    { limit = PAGE_MAX, after }: { readonly limit?: number; readonly after?: string | undefined } = {},
  ): Promise<DinteroTransaction[]> {
    const query = { ...queryOf(filters), limit, starting_after: after };
    const answer = await this.dintero.call(merchant, OPERATIONS.list, { query });
    if (!Array.isArray(answer)) throw unreadable('the list of transactions is not a list');
    return answer.filter((each): each is DinteroTransaction => hasId(each));
  }

  /** All of them, page by page; nothing more is asked for once the caller stops. The order is Dintero's, and not promised. */
  async *list(
    merchant: Merchant,
    filters: TransactionFilters = {},
    limit = PAGE_MAX,
  ): AsyncGenerator<DinteroTransaction, void, void> {
    let after: string | undefined;
    for (;;) {
      const page: DinteroTransaction[] = await this.page(merchant, filters, { limit, after });
      yield* page;
      const last = page.at(-1)?.id;
      // A cursor that does not move would go round for ever.
      if (page.length < limit || last === undefined || last === after) return;
      after = last;
    }
  }

  /** The answer says only that Dintero took the wish, also with 200: the events of the transaction tell what came of it. */
  async capture(merchant: Merchant, transactionId: string, capture: Capture): Promise<void> {
    await this.send(merchant, OPERATIONS.capture, transactionId, { body: capture });
  }

  /** As for `capture`: the proof is an event. */
  async void(merchant: Merchant, transactionId: string): Promise<void> {
    await this.send(merchant, OPERATIONS.void, transactionId, { body: {} });
  }

  /** Not for Kravia, which refuses it. */
  async refund(merchant: Merchant, transactionId: string, refund: Refund): Promise<void> {
    await this.send(merchant, OPERATIONS.refund, transactionId, { body: refund });
  }

  /** The second reference is all that can be changed. */
  update(
    merchant: Merchant,
    transactionId: string,
    change: { readonly merchant_reference_2: string },
  ): Promise<DinteroTransaction> {
    return this.on(merchant, OPERATIONS.update, transactionId, { body: change });
  }

  /** Klarna only; Kravia refuses it. */
  extendAuthorization(
    merchant: Merchant,
    transactionId: string,
    extension: { readonly reason?: string; readonly reference?: string } = {},
  ): Promise<DinteroTransaction> {
    return this.on(merchant, OPERATIONS.extendAuthorization, transactionId, { body: extension });
  }

  private async on(
    merchant: Merchant,
    operation: Operation,
    transactionId: string,
    details: CallDetails,
  ): Promise<DinteroTransaction> {
    return withId(await this.send(merchant, operation, transactionId, details), 'a transaction');
  }

  private send(merchant: Merchant, operation: Operation, id: string, details: CallDetails): Promise<unknown> {
    return this.dintero.call(merchant, operation, { ...details, params: { id } });
  }
}
