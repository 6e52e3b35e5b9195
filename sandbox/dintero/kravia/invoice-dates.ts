import { DateTime } from 'luxon';
import type { Interval } from '../wire.js';

/** Plain dates of invoices and settlements carry no zone; they are taken as Norwegian. */
const ZONE = 'Europe/Oslo';

export interface InvoiceDates {
  readonly date: string;
  readonly dueDate: string;
}

/** A single invoice is issued on the day of the transaction. */
export function singleInvoiceDates(nowMs: number, daysUntilDue: number): InvoiceDates {
  return datesFrom(DateTime.fromMillis(nowMs, { zone: ZONE }), daysUntilDue);
}

/** A grouped invoice is issued on day 1 after its month or quarter; on a weekend, on the Monday after. */
export function groupedInvoiceDates(nowMs: number, interval: Interval, daysUntilDue: number): InvoiceDates {
  const now = DateTime.fromMillis(nowMs, { zone: ZONE });
  const first =
    interval === 'monthly' ? now.startOf('month').plus({ months: 1 }) : now.startOf('quarter').plus({ quarters: 1 });
  const daysToMonday = first.weekday > 5 ? 8 - first.weekday : 0;
  return datesFrom(first.plus({ days: daysToMonday }), daysUntilDue);
}

function datesFrom(issued: DateTime, daysUntilDue: number): InvoiceDates {
  return { date: issued.toFormat('yyyy-MM-dd'), dueDate: issued.plus({ days: daysUntilDue }).toFormat('yyyy-MM-dd') };
}
