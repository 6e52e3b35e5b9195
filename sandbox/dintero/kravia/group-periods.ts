import type { Clock } from '../../clock.js';
import { ListMap } from '../../list-map.js';
import type { Account } from '../account.js';
import type { Invoice, TransactionRecord } from '../records.js';
import type { Interval } from '../wire.js';
import { datesFrom, issueTime } from './invoice-dates.js';
import type { Invoices } from './invoices.js';
import type { Kravia } from './kravia.js';

/** Ends billing periods: all waiting purchases of one debtor and period become one invoice. */
export class GroupPeriods {
  constructor(
    private readonly clock: Clock,
    private readonly invoices: Invoices,
    private readonly kravia: Kravia,
  ) {}

  /** A grouped purchase waits for the day its period's invoice is made. Voided until then, it is not on it. */
  watch(record: TransactionRecord): void {
    if (record.terms.product !== 'kravia.invoice_b2b_grouped') return;
    this.clock.after(issueMsOf(record) - this.clock.nowMs(), () => {
      this.closeDue(record.account);
    });
  }

  /** Ends the period of one interval now, whatever the day. */
  close(account: Account, interval: Interval): Invoice[] {
    return this.consolidate(account, (record) => intervalOf(record) === interval);
  }

  private closeDue(account: Account): void {
    this.consolidate(account, (record) => issueMsOf(record) <= this.clock.nowMs());
  }

  private consolidate(account: Account, isDue: (record: TransactionRecord) => boolean): Invoice[] {
    const groups = new ListMap<string, TransactionRecord>();
    for (const record of account.transactions.all()) {
      if (isWaiting(record) && isDue(record)) groups.add(groupingKey(record), record);
    }
    return Array.from(groups.entries(), ([, [first, ...others]]) =>
      first ? [this.issue(account, first, others)] : [],
    ).flat();
  }

  /** All of them are of one period, so the first says when. */
  private issue(account: Account, first: TransactionRecord, others: readonly TransactionRecord[]): Invoice {
    const records = [first, ...others];
    // What different terms in one group lead to is not documented: the debtor gets the longest.
    const daysUntilDue = Math.max(...records.map((record) => record.terms.daysUntilDue));
    const dates = datesFrom(issueTimeOf(first), daysUntilDue);
    const invoice = this.invoices.issue(account, records, dates, account.settings.groupedNumberDelayMs);
    for (const record of records) this.kravia.startCollection(record);
    return invoice;
  }
}

function isWaiting(record: TransactionRecord): boolean {
  const grouped = record.terms.product === 'kravia.invoice_b2b_grouped';
  return grouped && record.wire.status === 'AUTHORIZED' && record.invoice === null;
}

function intervalOf(record: TransactionRecord): Interval {
  return record.terms.interval ?? record.account.settings.groupedInterval;
}

function issueTimeOf(record: TransactionRecord): ReturnType<typeof issueTime> {
  return issueTime(Date.parse(record.wire.created_at), intervalOf(record), record.account.settings.country);
}

function issueMsOf(record: TransactionRecord): number {
  return issueTimeOf(record).toMillis();
}

/** A different customer reference gives a separate invoice; so do another period and, of necessity, another currency. */
function groupingKey(record: TransactionRecord): string {
  const { business_name, organization_number, country, customer_reference } = record.wire.billing_address;
  return JSON.stringify([
    business_name,
    organization_number,
    country,
    customer_reference ?? null,
    record.wire.currency,
    issueMsOf(record),
  ]);
}
