import type { Merchant } from '../../../domain/merchant.js';
import { isObject } from '../../../platform/net/read-json.js';
import type { DinteroSettlement, SettlementCursor, SettlementPage } from '../types/settlement.js';
import { callOf, type DinteroCall, type DinteroCaller, type Operation } from './operation.js';
import { unreadable } from './read-answer.js';
import { READ_SETTLEMENTS } from './scopes.js';

export const SETTLEMENT_OPERATIONS = {
  list: {
    name: 'settlements.list',
    does: 'settlements with their attachments, a page at a time',
    method: 'GET',
    base: 'api',
    path: '/accounts/{aid}/settlements',
    scopes: READ_SETTLEMENTS,
    query: [
      'limit',
      'starting_after_id',
      'starting_after_date',
      'created_at.gte',
      'created_at.lte',
      'item_created_at.gte',
      'item_created_at.lte',
      'payment_provider',
      'payout_destination_id',
      'search',
    ],
  },
  attachment: {
    name: 'settlements.attachment',
    does: 'the file of an attachment',
    method: 'GET',
    base: 'api',
    path: '/accounts/{aid}/settlements/{settlement_id}/attachments/{attachment_id}',
    scopes: READ_SETTLEMENTS,
    answers: 'file',
  },
  generateTestReport: {
    name: 'settlements.generate-test-report',
    does: 'make a settlement of what is not settled yet; test accounts only',
    method: 'POST',
    base: 'api',
    path: '/accounts/{aid}/settlements/reports/generate-test-report',
    scopes: null,
    body: 'optional',
    changes: 'makes a settlement in the test account',
  },
} as const satisfies Readonly<Record<string, Operation>>;

/** Dates; `created_at.*` filters by settlement date, whatever its name says, and goes not together with `item_created_at.*`. */
export interface SettlementFilters {
  readonly 'created_at.gte'?: string;
  readonly 'created_at.lte'?: string;
  readonly 'item_created_at.gte'?: string;
  readonly 'item_created_at.lte'?: string;
  readonly payment_provider?: readonly string[];
  readonly payout_destination_id?: string;
  /** Matches the settlement id. */
  readonly search?: string;
}

/** Everything not settled of the last seven days, unless it says otherwise. */
export interface TestReportRequest {
  readonly transaction_ids?: readonly string[];
  readonly number_of_transactions?: number;
  readonly date_range?: { readonly start_date: string; readonly end_date: string };
}

/** One settlement is one transfer to a bank account, with its reports. */
export class SettlementsApi {
  constructor(private readonly dintero: DinteroCaller) {}

  /** @param limit at most 1000 */
  async page(
    merchant: Merchant,
    filters: SettlementFilters,
    { limit, after }: { readonly limit: number; readonly after?: SettlementCursor | undefined },
  ): Promise<SettlementPage> {
    const query = { ...filters, ...cursorQuery(filters, after), limit };
    const answer = await this.dintero.call(merchant, SETTLEMENT_OPERATIONS.list, { query });
    if (!isObject(answer)) throw unreadable('the list of settlements is not one');
    return answer;
  }

  /** All of them, page by page. */
  async *list(
    merchant: Merchant,
    filters: SettlementFilters = {},
    limit = 100,
  ): AsyncGenerator<DinteroSettlement, void, void> {
    let after: SettlementCursor | undefined;
    for (;;) {
      const page: SettlementPage = await this.page(merchant, filters, { limit, after });
      yield* page.items ?? [];
      const next = page.last_evaluated_key;
      if (!page.items?.length || next?.id === undefined || next.id === after?.id) return;
      after = next;
    }
  }

  /** Where the file of an attachment is to be had; it may lead on to another host, see `fetchFile`. */
  attachmentCall(merchant: Merchant, settlementId: string, attachmentId: string): DinteroCall {
    const params = { settlement_id: settlementId, attachment_id: attachmentId };
    return callOf(SETTLEMENT_OPERATIONS.attachment, merchant, { params });
  }

  /** Test accounts only. The settlement appears in the list; nothing is made when there is nothing to report. */
  async generateTestReport(merchant: Merchant, request: TestReportRequest = {}): Promise<void> {
    await this.dintero.call(merchant, SETTLEMENT_OPERATIONS.generateTestReport, { body: request });
  }
}

/** Both or neither; under a filter on creation the date is the creation too. */
function cursorQuery(filters: SettlementFilters, after: SettlementCursor | undefined): Record<string, string> {
  if (after === undefined) return {};
  const byCreation = filters['item_created_at.gte'] !== undefined || filters['item_created_at.lte'] !== undefined;
  const date = byCreation ? (after.created_at ?? after.settled_at) : after.settled_at;
  return { starting_after_id: after.id ?? '', starting_after_date: date ?? '' };
}
