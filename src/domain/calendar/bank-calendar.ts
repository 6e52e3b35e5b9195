import { addDays, type LocalDate, weekdayOf } from '../local-date.js';
import { type BankCountry, bankHolidays } from './bank-holidays.js';

const SATURDAY = 6;
const DAYS_PER_WEEK = 7;

const known = new Map<string, ReadonlySet<LocalDate>>();

/** Whether banks settle payments on this day. Right for 1970 to 2199, in Finland from 1992. */
export function isBankDay(date: LocalDate, country: BankCountry): boolean {
  return weekdayOf(date) < SATURDAY && !holidaysOf(date, country).has(date);
}

/** The day itself when it is a bank day, otherwise the next one. */
export function bankDayFrom(date: LocalDate, country: BankCountry): LocalDate {
  let day = date;
  while (!isBankDay(day, country)) day = addDays(day, 1);
  return day;
}

/** The first bank day after this day. */
export function nextBankDay(date: LocalDate, country: BankCountry): LocalDate {
  return bankDayFrom(addDays(date, 1), country);
}

/** So many bank days later, or earlier when `count` is negative; 0 is the day itself, bank day or not. */
export function addBankDays(date: LocalDate, count: number, country: BankCountry): LocalDate {
  const step = Math.sign(count);
  let day = date;
  for (let left = Math.abs(count); left > 0;) {
    day = addDays(day, step);
    if (isBankDay(day, country)) left -= 1;
  }
  return day;
}

/**
 * How many bank days have passed from the first day to the second: those after `from`, up to and with `to`. Friday to
 * Monday is 1. Negative when `to` comes first.
 */
export function bankDaysBetween(from: LocalDate, to: LocalDate, country: BankCountry): number {
  if (to < from) return -bankDaysBetween(to, from, country);
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
  const wholeWeeks = Math.floor(days / DAYS_PER_WEEK);
  let count = wholeWeeks * (SATURDAY - 1) - weekdayHolidays(from, addDays(from, wholeWeeks * DAYS_PER_WEEK), country);
  for (let left = days % DAYS_PER_WEEK; left > 0; left -= 1) {
    if (isBankDay(addDays(to, 1 - left), country)) count += 1;
  }
  return count;
}

/** Holidays after `from`, up to and with `to`, that take a weekday away. */
function weekdayHolidays(from: LocalDate, to: LocalDate, country: BankCountry): number {
  let count = 0;
  for (let year = yearOf(from); year <= yearOf(to); year += 1) {
    for (const day of holidaysOf(`${year}-01-01`, country)) {
      if (day > from && day <= to && weekdayOf(day) < SATURDAY) count += 1;
    }
  }
  return count;
}

function holidaysOf(date: LocalDate, country: BankCountry): ReadonlySet<LocalDate> {
  const key = `${country}${yearOf(date)}`;
  let holidays = known.get(key);
  if (!holidays) {
    holidays = bankHolidays(country, yearOf(date));
    known.set(key, holidays);
  }
  return holidays;
}

function yearOf(date: LocalDate): number {
  return Number(date.slice(0, 4));
}
