import type { Open } from './open.js';

/** Where and in which formats settlement reports are sent. Source: docs.dintero.com/payments-api.html (read 2026-11-20). */
export interface ReportConfiguration {
  /** Which strings are valid is not published; the reports come as pdf, xml, csv and json. */
  readonly filetypes: readonly string[];
  /** Empty: the report is stored and shown in Backoffice only. */
  readonly destinations: readonly ReportDestination[];
  /** Empty: for all of them. */
  readonly providers: readonly string[];
  /** A report is sent only when it fits all of them. */
  readonly filters?: readonly { readonly filter: Open<'payout_destination_id'>; readonly value: string }[];
}

interface ReportDestination {
  readonly destination_type: Open<'account_email' | 'email'>;
  readonly destination_value?: string;
  readonly id?: string;
}

export interface StoredReportConfiguration extends Partial<ReportConfiguration> {
  readonly id: string;
  readonly account_id?: string;
  readonly created_at?: string;
  readonly updated_at?: string;
}

export interface ReportConfigurationPage {
  readonly items?: readonly StoredReportConfiguration[];
  /** Where the next page begins; absent on the last. */
  readonly starting_after?: string;
}

/** A generated report on transactions. It holds no settlement data. */
export interface ReportMetadata {
  readonly id?: string;
  readonly report_job_id?: string;
  readonly content_type?: string;
  readonly content_language?: string;
  readonly created_at?: string;
  readonly data_from?: string;
  readonly data_to?: string;
  readonly data_type?: string;
  readonly schedule?: string;
  readonly report_file_name?: string;
  readonly custom_report_name?: string;
  /** Whoever has it can read the report. */
  readonly signed_url?: string;
}

export interface ReportMetadataPage {
  readonly reports?: readonly ReportMetadata[];
  readonly starting_after?: string;
}
