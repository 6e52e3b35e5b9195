import type { LocalDate } from '../domain/local-date.js';
import type { Merchant } from '../domain/merchant.js';
import type { ReportedLine, ReportedTotals } from '../domain/settlement/settlement.js';

/** One currency of a settlement as the provider's list shows it. */
export interface ListedSettlement {
  readonly settlementId: string;
  readonly currency: string;
  readonly provider: string | null;
  readonly providerReference: string | null;
  /** `paid`, `postponed`, or something new. */
  readonly paymentStatus: string;
  readonly settledOn: LocalDate;
  readonly totals: ReportedTotals;
  /** Id of the attachment that can be read by a program; null while there is none. */
  readonly reportId: string | null;
  /** The list item as it came. */
  readonly raw: unknown;
}

export interface SettlementPage {
  readonly settlements: readonly ListedSettlement[];
  /** Where the next page begins, or null on the last. */
  readonly next: string | null;
}

/** A report file and what it says. */
export interface SettlementReport {
  readonly bytes: Buffer;
  readonly currency: string;
  readonly header: ReportedTotals;
  readonly lines: readonly ReportedLine[];
}

/** What reconciliation needs from a provider. An abstract class, so it is also the DI token. */
export abstract class SettlementSource {
  /** Settlements created since that day, in pages. */
  abstract list(merchant: Merchant, createdSince: LocalDate, after: string | null): Promise<SettlementPage>;

  /** @throws ProviderRejected REPORT_UNREADABLE when the file is not a report we understand */
  abstract report(merchant: Merchant, settlementId: string, reportId: string): Promise<SettlementReport>;
}
