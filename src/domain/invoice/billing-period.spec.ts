import fc from 'fast-check';
import { isBankDay } from '../calendar/bank-calendar.js';
import { BANK_COUNTRIES } from '../calendar/bank-holidays.js';
import { addDays } from '../local-date.js';
import { billingPeriodOf, INVOICE_INTERVALS } from './billing-period.js';

const country = fc.constantFrom(...BANK_COUNTRIES);
const interval = fc.constantFrom(...INVOICE_INTERVALS);
const day = fc.integer({ min: 0, max: 75_900 }).map((days) => addDays('1992-01-01', days));

describe('billingPeriodOf', () => {
  it.each([
    ['2026-01-05', 'monthly', '2026-01-01', '2026-01-31', '2026-02-02', '1 February is a Sunday'],
    ['2027-01-20', 'monthly', '2027-01-01', '2027-01-31', '2027-02-01', 'the first day is a bank day'],
    ['2028-02-29', 'monthly', '2028-02-01', '2028-02-29', '2028-03-01', 'a leap year'],
    ['2026-12-31', 'monthly', '2026-12-01', '2026-12-31', '2027-01-04', 'the new year and a weekend'],
    ['2026-04-30', 'monthly', '2026-04-01', '2026-04-30', '2026-05-04', 'the first of May, then a weekend'],
    ['2026-02-14', 'quarterly', '2026-01-01', '2026-03-31', '2026-04-01', 'the first quarter'],
    ['2021-03-01', 'quarterly', '2021-01-01', '2021-03-31', '2021-04-06', 'Maundy Thursday to Easter Monday'],
    ['2026-10-01', 'quarterly', '2026-10-01', '2026-12-31', '2027-01-04', 'the last quarter'],
  ] as const)('%s, %s: %s to %s, issued %s (%s)', (date, every, first, last, issueDate, _) => {
    expect(billingPeriodOf(date, every, 'NO')).toEqual({ first, last, issueDate });
  });

  it('is issued earlier in Sweden when only Norway has a holiday', () => {
    expect(billingPeriodOf('2021-03-01', 'monthly', 'SE').issueDate).toBe('2021-04-01');
    expect(billingPeriodOf('2020-05-10', 'monthly', 'NO').issueDate).toBe('2020-06-02');
    expect(billingPeriodOf('2020-05-10', 'monthly', 'SE').issueDate).toBe('2020-06-01');
  });

  it('holds the day, and is the same for every day in it', () => {
    fc.assert(
      fc.property(day, interval, country, (date, every, where) => {
        const period = billingPeriodOf(date, every, where);
        expect(period.first <= date && date <= period.last).toBe(true);
        expect(billingPeriodOf(period.first, every, where)).toEqual(period);
        expect(billingPeriodOf(period.last, every, where)).toEqual(period);
      }),
    );
  });

  it('is followed by the next without a gap, and by its own issue date before that one ends', () => {
    fc.assert(
      fc.property(day, interval, country, (date, every, where) => {
        const period = billingPeriodOf(date, every, where);
        const next = billingPeriodOf(addDays(period.last, 1), every, where);
        expect(next.first).toBe(addDays(period.last, 1));
        expect(period.issueDate > period.last && period.issueDate < next.last).toBe(true);
        expect(isBankDay(period.issueDate, where)).toBe(true);
      }),
    );
  });

  it('makes a quarter of its three months', () => {
    fc.assert(
      fc.property(day, country, (date, where) => {
        const quarter = billingPeriodOf(date, 'quarterly', where);
        const months = [quarter.first, addDays(quarter.first, 40), quarter.last].map((inMonth) =>
          billingPeriodOf(inMonth, 'monthly', where),
        );
        expect(months.map(({ first }) => first)).toEqual([
          quarter.first,
          addDays(months[0]?.last ?? '', 1),
          addDays(months[1]?.last ?? '', 1),
        ]);
        expect(months[2]).toMatchObject({ last: quarter.last, issueDate: quarter.issueDate });
      }),
    );
  });
});
