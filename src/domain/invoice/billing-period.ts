import { bankDayFrom } from '../calendar/bank-calendar.js';
import type { BankCountry } from '../calendar/bank-holidays.js';
import { addDays, type LocalDate } from '../local-date.js';

export const INVOICE_INTERVALS = ['monthly', 'quarterly'] as const;
export type InvoiceInterval = (typeof INVOICE_INTERVALS)[number];

/** The month or quarter whose purchases become one grouped invoice. */
export interface BillingPeriod {
  readonly first: LocalDate;
  readonly last: LocalDate;
  /** The first bank day after the period; the invoice is dated and sent then. */
  readonly issueDate: LocalDate;
}

const MONTHS: Readonly<Record<InvoiceInterval, number>> = { monthly: 1, quarterly: 3 };

/**
 * The period a purchase of that day belongs to. Weekends are documented; that public holidays move the issue date too is
 * what the documentation leaves open, and taken for certain here: docs/dintero.md.
 * Source: docs.dintero.com/docs/checkout/kravia/grouped-invoices (read 2026-11-20).
 * @param country whose bank days count
 */
export function billingPeriodOf(day: LocalDate, interval: InvoiceInterval, country: BankCountry): BillingPeriod {
  const months = MONTHS[interval];
  const year = Number(day.slice(0, 4));
  const firstMonth = Math.floor((Number(day.slice(5, 7)) - 1) / months) * months;
  const next = firstOf(year, firstMonth + months);
  return { first: firstOf(year, firstMonth), last: addDays(next, -1), issueDate: bankDayFrom(next, country) };
}

/** @param month counted from 0; 12 is January of the next year */
function firstOf(year: number, month: number): LocalDate {
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
}
