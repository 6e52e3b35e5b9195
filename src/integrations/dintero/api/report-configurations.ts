import type { Merchant } from '../../../domain/merchant.js';
import { isObject } from '../../../platform/net/read-json.js';
import type { ReportConfiguration, ReportConfigurationPage, StoredReportConfiguration } from '../types/report.js';
import type { CallDetails, DinteroCaller, Operation } from './operation.js';
import { unreadable, withId } from './read-answer.js';
import { CHANGE_REPORT_CONFIGURATION, CREATE_REPORT_CONFIGURATION, READ_SETTLEMENTS } from './scopes.js';

const PATH = '/accounts/{aid}/settlements/reports/configuration';

export const REPORT_CONFIGURATION_OPERATIONS = {
  list: {
    name: 'report-configurations.list',
    does: 'where settlement reports are sent, a page at a time',
    method: 'GET',
    base: 'api',
    path: PATH,
    scopes: READ_SETTLEMENTS,
    query: ['limit', 'starting_after'],
  },
  create: {
    name: 'report-configurations.create',
    does: 'have settlement reports sent',
    method: 'POST',
    base: 'api',
    path: PATH,
    scopes: CREATE_REPORT_CONFIGURATION,
    body: 'required',
    changes: 'sends settlement reports to the addresses it names',
  },
  get: {
    name: 'report-configurations.get',
    does: 'one of them',
    method: 'GET',
    base: 'api',
    path: `${PATH}/{id}`,
    scopes: READ_SETTLEMENTS,
  },
  update: {
    name: 'report-configurations.update',
    does: 'replace one of them',
    method: 'PUT',
    base: 'api',
    path: `${PATH}/{id}`,
    scopes: CHANGE_REPORT_CONFIGURATION,
    body: 'required',
    changes: 'changes where settlement reports are sent',
  },
  delete: {
    name: 'report-configurations.delete',
    does: 'delete one of them',
    method: 'DELETE',
    base: 'api',
    path: `${PATH}/{id}`,
    scopes: CHANGE_REPORT_CONFIGURATION,
    changes: 'stops settlement reports',
  },
} as const satisfies Readonly<Record<string, Operation>>;

/** Which settlement reports Dintero makes, in which formats, and where they go. */
export class ReportConfigurationsApi {
  constructor(private readonly dintero: DinteroCaller) {}

  /** @param page at most 1000; 100 when left out */
  async page(
    merchant: Merchant,
    page: { readonly limit?: number; readonly starting_after?: string } = {},
  ): Promise<ReportConfigurationPage> {
    const answer = await this.dintero.call(merchant, REPORT_CONFIGURATION_OPERATIONS.list, { query: page });
    if (!isObject(answer)) throw unreadable('the list of report configurations is not one');
    return answer;
  }

  create(merchant: Merchant, configuration: ReportConfiguration): Promise<StoredReportConfiguration> {
    return this.ask(merchant, REPORT_CONFIGURATION_OPERATIONS.create, { body: configuration });
  }

  get(merchant: Merchant, id: string): Promise<StoredReportConfiguration> {
    return this.ask(merchant, REPORT_CONFIGURATION_OPERATIONS.get, { params: { id } });
  }

  /** Replaces the whole of it. */
  update(merchant: Merchant, id: string, configuration: ReportConfiguration): Promise<StoredReportConfiguration> {
    return this.ask(merchant, REPORT_CONFIGURATION_OPERATIONS.update, { params: { id }, body: configuration });
  }

  /** As it was before. */
  delete(merchant: Merchant, id: string): Promise<StoredReportConfiguration> {
    return this.ask(merchant, REPORT_CONFIGURATION_OPERATIONS.delete, { params: { id } });
  }

  private async ask(
    merchant: Merchant,
    operation: Operation,
    details: CallDetails,
  ): Promise<StoredReportConfiguration> {
    return withId(await this.dintero.call(merchant, operation, details), 'a report configuration');
  }
}
