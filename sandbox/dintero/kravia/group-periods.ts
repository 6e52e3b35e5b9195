import type { Clock } from '../../clock.js';
import { ListMap } from '../../list-map.js';
import type { Account } from '../account.js';
import type { Invoice, TransactionRecord } from '../records.js';
import type { Interval } from '../wire.js';
import { groupedInvoiceDates } from './invoice-dates.js';
import type { Invoices } from './invoices.js';
import type { Kravia } from './kravia.js';

/** Ends a billing period: all waiting purchases of one debtor become one invoice. */
export class GroupPeriods {
  constructor(
    private readonly clock: Clock,
    private readonly invoices: Invoices,
    private readonly kravia: Kravia,
  ) {}

  close(account: Account, interval: Interval): Invoice[] {
    const groups = new ListMap<string, TransactionRecord>();
    for (const record of account.transactions.all()) {
      if (!isWaiting(record) || intervalOf(record) !== interval) continue;
      groups.add(groupingKey(record), record);
    }
    return Array.from(groups.entries(), ([, records]) => this.consolidate(account, interval, records));
  }

  private consolidate(account: Account, interval: Interval, records: readonly TransactionRecord[]): Invoice {
    // What different terms in one group lead to is not documented: the debtor gets the longest.
    const daysUntilDue = Math.max(...records.map((record) => record.terms.daysUntilDue));
    const dates = groupedInvoiceDates(this.clock.nowMs(), interval, daysUntilDue);
    const invoice = this.invoices.issue(account, records, dates);
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

/** A different customer reference gives a separate invoice; so does a different currency, of necessity. */
function groupingKey(record: TransactionRecord): string {
  const { business_name, organization_number, country, customer_reference } = record.wire.billing_address;
  return JSON.stringify([
    business_name,
    organization_number,
    country,
    customer_reference ?? null,
    record.wire.currency,
  ]);
}
