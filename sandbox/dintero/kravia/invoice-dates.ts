import { DateTime } from 'luxon';
import type { Interval } from '../wire.js';
import { type Country, firstBankDay } from './bank-days.js';

/** Plain dates of invoices and settlements carry no zone; they are taken as Norwegian. */
const ZONE = 'Europe/Oslo';
/** When Kravia makes the grouped invoices of the day; nothing says so, but it is not midnight. */
const HOUR_OF_ISSUE = 6;

export interface InvoiceDates {
  readonly date: string;
  readonly dueDate: string;
}

/** A single invoice is issued on the day of the transaction. */
export function singleInvoiceDates(nowMs: number, daysUntilDue: number): InvoiceDates {
  return datesFrom(DateTime.fromMillis(nowMs, { zone: ZONE }), daysUntilDue);
}

/** When the invoice of the period a purchase falls in is made: on the first bank day after that month or quarter. */
export function issueTime(purchasedMs: number, interval: Interval, country: Country): DateTime {
  const unit = interval === 'monthly' ? 'month' : 'quarter';
  const nextPeriod = DateTime.fromMillis(purchasedMs, { zone: ZONE }).endOf(unit).plus({ milliseconds: 1 });
  return firstBankDay(nextPeriod, country).set({ hour: HOUR_OF_ISSUE });
}

export function datesFrom(issued: DateTime, daysUntilDue: number): InvoiceDates {
  return { date: issued.toFormat('yyyy-MM-dd'), dueDate: issued.plus({ days: daysUntilDue }).toFormat('yyyy-MM-dd') };
}
