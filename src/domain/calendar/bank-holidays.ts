import { addDays, type LocalDate, weekdayOf } from '../local-date.js';
import { easterSunday } from './easter.js';

/** Countries Kravia invoices in. */
export const BANK_COUNTRIES = ['NO', 'SE', 'FI'] as const;
export type BankCountry = (typeof BANK_COUNTRIES)[number];

interface Holidays {
  /** `month-day`, every year. */
  readonly fixed: readonly string[];
  /** Days from Easter Sunday. */
  readonly fromEaster: readonly number[];
}

const MAUNDY_THURSDAY = -3;
const GOOD_FRIDAY = -2;
const EASTER_MONDAY = 1;
const ASCENSION_DAY = 39;
const WHIT_MONDAY = 50;
const FRIDAY = 5;

/**
 * The weekdays on which banks do not settle payments with each other.
 * Norway: the closed days of Norges Bank's settlement system, which NICS settles in: the public holidays and Christmas
 * Eve. New Year's Eve is a bank day. Source: norges-bank.no, "Settlement days" of 2017 and 2019.
 * Sweden: the public holidays and the eves of midsummer, Christmas and the new year, which lag (1930:173) puts on a level
 * with Sundays and on which Bankgirot and RIX are closed. Source: the term "bankfri dag" at finansleksikon.no/se.
 * Finland: the public holidays and the eves of midsummer and Christmas. New Year's Eve is a short bank day.
 * Source: op.fi, opening hours of 2024. All read 2026-11-20.
 */
const HOLIDAYS: Readonly<Record<BankCountry, Holidays>> = {
  NO: {
    fixed: ['01-01', '05-01', '05-17', '12-24', '12-25', '12-26'],
    fromEaster: [MAUNDY_THURSDAY, GOOD_FRIDAY, EASTER_MONDAY, ASCENSION_DAY, WHIT_MONDAY],
  },
  SE: {
    fixed: ['01-01', '01-06', '05-01', '12-24', '12-25', '12-26', '12-31'],
    fromEaster: [GOOD_FRIDAY, EASTER_MONDAY, ASCENSION_DAY],
  },
  FI: {
    fixed: ['01-01', '01-06', '05-01', '12-06', '12-24', '12-25', '12-26'],
    fromEaster: [GOOD_FRIDAY, EASTER_MONDAY, ASCENSION_DAY],
  },
};

/** In 2005 Sweden's national day became a holiday, and Whit Monday stopped being one. */
const SWEDISH_NATIONAL_DAY_SINCE = 2005;

/** The closed days of a year, weekends left out of consideration; some of them may fall on one. */
export function bankHolidays(country: BankCountry, year: number): ReadonlySet<LocalDate> {
  const { fixed, fromEaster } = HOLIDAYS[country];
  const easter = easterSunday(year);
  return new Set([
    ...fixed.map((monthDay) => `${year}-${monthDay}`),
    ...fromEaster.map((days) => addDays(easter, days)),
    ...(country === 'NO' ? [] : [midsummerEve(year)]),
    ...(country === 'SE' ? [swedishEarlySummer(year, easter)] : []),
  ]);
}

/** The Friday from 19 to 25 June. */
function midsummerEve(year: number): LocalDate {
  const first = `${year}-06-19`;
  return addDays(first, (FRIDAY - weekdayOf(first) + 7) % 7);
}

function swedishEarlySummer(year: number, easter: LocalDate): LocalDate {
  return year < SWEDISH_NATIONAL_DAY_SINCE ? addDays(easter, WHIT_MONDAY) : `${year}-06-06`;
}
