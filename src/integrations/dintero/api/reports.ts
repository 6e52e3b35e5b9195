import type { Merchant } from '../../../domain/merchant.js';
import { isObject } from '../../../platform/net/read-json.js';
import type { ReportMetadataPage } from '../types/report.js';
import type { DinteroCaller, Operation } from './operation.js';
import { unreadable } from './read-answer.js';
import { READ_REPORTS } from './scopes.js';

export const REPORT_OPERATIONS = {
  metadata: {
    name: 'reports.metadata',
    does: 'generated reports on transactions, a page at a time; no settlements',
    method: 'GET',
    base: 'api',
    path: '/accounts/{aid}/reports/metadata',
    scopes: READ_REPORTS,
    query: ['limit', 'starting_after'],
  },
} as const satisfies Readonly<Record<string, Operation>>;

/** Monthly and custom reports on transactions. */
export class ReportsApi {
  constructor(private readonly dintero: DinteroCaller) {}

  /** @param page at most 100; 10 when left out */
  async metadata(
    merchant: Merchant,
    page: { readonly limit?: number; readonly starting_after?: string } = {},
  ): Promise<ReportMetadataPage> {
    const answer = await this.dintero.call(merchant, REPORT_OPERATIONS.metadata, { query: page });
    if (!isObject(answer)) throw unreadable('the list of reports is not one');
    return answer;
  }
}
