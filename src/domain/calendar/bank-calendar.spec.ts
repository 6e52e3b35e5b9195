import Holidays from 'date-holidays';
import fc from 'fast-check';
import { addDays, weekdayOf } from '../local-date.js';
import { addBankDays, bankDayFrom, bankDaysBetween, isBankDay, nextBankDay } from './bank-calendar.js';
import { BANK_COUNTRIES, type BankCountry, bankHolidays } from './bank-holidays.js';
import { easterSunday } from './easter.js';

const country = fc.constantFrom(...BANK_COUNTRIES);
/** A day from 1992 to 2199. */
const day = fc.integer({ min: 0, max: 75_900 }).map((days) => addDays('1992-01-01', days));
const fewDays = fc.integer({ min: 0, max: 60 });

describe('easterSunday', () => {
  it.each([
    [1970, '1970-03-29'],
    [1981, '1981-04-19'],
    [2000, '2000-04-23'],
    [2008, '2008-03-23'],
    [2026, '2026-04-05'],
    [2038, '2038-04-25'],
    [2076, '2076-04-19'],
    [2199, '2199-04-14'],
  ])('%p: %s', (year, date) => {
    expect(easterSunday(year)).toBe(date);
  });
});

describe('the bank calendars', () => {
  it.each<[BankCountry, string, boolean, string]>([
    ['NO', '2027-05-17', false, 'the constitution day, which is Whit Monday too'],
    ['NO', '2026-04-02', false, 'Maundy Thursday'],
    ['SE', '2026-04-02', true, 'Maundy Thursday in Sweden'],
    ['NO', '2026-05-14', false, 'Ascension Day'],
    ['NO', '2026-12-24', false, 'Christmas Eve'],
    ['NO', '2026-12-31', true, "New Year's Eve in Norway"],
    ['SE', '2026-12-31', false, "New Year's Eve in Sweden"],
    ['SE', '2026-06-19', false, 'Midsummer Eve'],
    ['NO', '2026-06-19', true, 'the same Friday in Norway'],
    ['SE', '2025-06-06', false, 'the national day'],
    ['SE', '2003-06-06', true, 'the national day before it was a holiday'],
    ['SE', '2003-06-09', false, 'Whit Monday before 2005'],
    ['SE', '2026-05-25', true, 'Whit Monday since'],
    ['NO', '2026-01-06', true, 'Epiphany in Norway'],
    ['SE', '2026-01-06', false, 'Epiphany in Sweden'],
    ['FI', '2027-12-06', false, 'the independence day'],
    ['FI', '2026-12-31', true, "New Year's Eve in Finland"],
  ])('%s %s: bank day %p (%s)', (where, date, expected) => {
    expect(isBankDay(date, where)).toBe(expected);
  });

  /** Bank days of date-holidays that the banks' own lists do not name. */
  const openAnyway: Readonly<Record<BankCountry, readonly string[]>> = { NO: ['12-31'], SE: [], FI: ['12-31'] };

  /** The independent calendar does not know Sweden's Whit Monday, nor how Finland moved two holidays to Saturdays. */
  it.each<[BankCountry, number]>([
    ['NO', 1970],
    ['SE', 2005],
    ['FI', 1992],
  ])('%s agrees with an independent calendar in every year from %p to 2199', (where, since) => {
    const oracle = new Holidays(where);
    const onWeekday = (date: string): boolean => weekdayOf(date) < 6;
    for (let year = since; year <= 2199; year += 1) {
      const theirs = oracle
        .getHolidays(year)
        .filter(({ type }) => type === 'public' || type === 'bank')
        .map(({ date }) => date.slice(0, 10))
        .filter((date) => onWeekday(date) && !openAnyway[where].includes(date.slice(5)));
      const ours = [...bankHolidays(where, year)].filter(onWeekday);
      expect([year, ...ours.toSorted()]).toEqual([year, ...new Set(theirs.toSorted())]);
    }
  });
});

describe('counting bank days', () => {
  it('skips Easter', () => {
    expect(nextBankDay('2026-04-01', 'NO')).toBe('2026-04-07');
    expect(nextBankDay('2026-04-01', 'SE')).toBe('2026-04-02');
    expect(addBankDays('2026-04-07', -1, 'NO')).toBe('2026-04-01');
    expect(bankDaysBetween('2026-04-01', '2026-04-07', 'NO')).toBe(1);
  });

  it('takes a bank day itself, and of any other the next one', () => {
    expect(bankDayFrom('2027-01-01', 'NO')).toBe('2027-01-04');
    expect(bankDayFrom('2026-04-01', 'NO')).toBe('2026-04-01');
    expect(bankDayFrom('2021-04-01', 'NO')).toBe('2021-04-06');
    expect(bankDayFrom('2021-04-01', 'SE')).toBe('2021-04-01');
  });

  it('lands on a bank day, with none between that is left out', () => {
    fc.assert(
      fc.property(day, country, (date, where) => {
        const next = nextBankDay(date, where);
        expect(isBankDay(next, where)).toBe(true);
        expect(next > date).toBe(true);
        for (let between = addDays(date, 1); between < next; between = addDays(between, 1)) {
          expect(isBankDay(between, where)).toBe(false);
        }
      }),
    );
  });

  it('goes forth and back to the same bank day', () => {
    fc.assert(
      fc.property(day, fewDays, country, (date, count, where) => {
        const start = bankDayFrom(date, where);
        expect(addBankDays(addBankDays(start, count, where), -count, where)).toBe(start);
      }),
    );
  });

  it('counts what it adds', () => {
    fc.assert(
      fc.property(day, fewDays, country, (date, count, where) => {
        expect(bankDaysBetween(date, addBankDays(date, count, where), where)).toBe(count);
        expect(bankDaysBetween(addBankDays(date, count, where), date, where)).toBe(count === 0 ? 0 : -count);
      }),
    );
  });

  it('counts years of days as counting them one by one does', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 1500 }), country, (from, days, where) => {
        let oneByOne = 0;
        for (let at = 1; at <= days; at += 1) if (isBankDay(addDays(from, at), where)) oneByOne += 1;
        expect(bankDaysBetween(from, addDays(from, days), where)).toBe(oneByOne);
      }),
      { numRuns: 50 },
    );
  });
});
