import { addBankDays, bankDaysBetween } from '../calendar/bank-calendar.js';
import type { BankCountry } from '../calendar/bank-holidays.js';
import type { LocalDate } from '../local-date.js';

/** How late something is that should have followed within some bank days of something else. */
export interface Delay {
  readonly since: LocalDate;
  /** Bank days that have passed. */
  readonly days: number;
  readonly limit: number;
}

/** Null while the limit is kept: what may take one bank day from a Friday is late on Tuesday. */
export function delayOf(since: LocalDate, today: LocalDate, limit: number, banks: BankCountry): Delay | null {
  const days = bankDaysBetween(since, today, banks);
  return days > limit ? { since, days, limit } : null;
}

/** The days a clock may be asked about at all: what began later cannot be late yet, whatever the calendar. */
export function latestLateSince(today: LocalDate, limit: number, banks: BankCountry): LocalDate {
  return addBankDays(today, -limit, banks);
}

/** What can be said of an accepted mail that nothing came back of. `lastRead`: the day bounces were last looked for. */
export type Verdict = 'too-early' | 'delivered' | 'undecided';

/** Silence proves something only when somebody has listened after the last day on which a bounce counts. */
export function verdictOn(windowEndsOn: LocalDate, today: LocalDate, lastRead: LocalDate | null): Verdict {
  if (today <= windowEndsOn) return 'too-early';
  return lastRead !== null && lastRead > windowEndsOn ? 'delivered' : 'undecided';
}
