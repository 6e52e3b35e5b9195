import { Injectable } from '@nestjs/common';
import { ApprovalsApi } from './api/approvals.js';
import { BrandingApi } from './api/branding.js';
import { EventsApi } from './api/events.js';
import { FilesApi } from './api/files.js';
import { HooksApi } from './api/hooks.js';
import { PaymentsApi } from './api/payments.js';
import { PayoutsApi } from './api/payouts.js';
import { ReportConfigurationsApi } from './api/report-configurations.js';
import { ReportsApi } from './api/reports.js';
import { SessionsApi } from './api/sessions.js';
import { SettlementsApi } from './api/settlements.js';
import { SignatureApi } from './api/signature.js';
import { TransactionsApi } from './api/transactions.js';
import { DinteroClient } from './dintero.client.js';

/**
 * Dintero's whole API, by area. Every answer is the JSON as it came, with the fields we know typed.
 * Every method throws ProviderRejected · NotPermitted · ProviderUnavailable · OutcomeUnknown · PutOff, as the client tells them apart.
 */
@Injectable()
export class DinteroApi {
  readonly sessions: SessionsApi;
  readonly payments: PaymentsApi;
  readonly transactions: TransactionsApi;
  readonly events: EventsApi;
  readonly settlements: SettlementsApi;
  readonly reportConfigurations: ReportConfigurationsApi;
  readonly reports: ReportsApi;
  readonly hooks: HooksApi;
  readonly signature: SignatureApi;
  readonly files: FilesApi;
  readonly approvals: ApprovalsApi;
  readonly payouts: PayoutsApi;
  readonly branding: BrandingApi;

  constructor(client: DinteroClient) {
    this.sessions = new SessionsApi(client);
    this.payments = new PaymentsApi(client);
    this.transactions = new TransactionsApi(client);
    this.events = new EventsApi(client);
    this.settlements = new SettlementsApi(client);
    this.reportConfigurations = new ReportConfigurationsApi(client);
    this.reports = new ReportsApi(client);
    this.hooks = new HooksApi(client);
    this.signature = new SignatureApi(client);
    this.files = new FilesApi(client);
    this.approvals = new ApprovalsApi(client);
    this.payouts = new PayoutsApi(client);
    this.branding = new BrandingApi(client);
  }
}
