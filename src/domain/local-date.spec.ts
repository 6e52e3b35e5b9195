import { addDays, isLocalDate, localDate } from './local-date.js';

describe('localDate', () => {
  it('is the day on the merchant’s calendar, not the UTC day', () => {
    expect(localDate(new Date('2026-01-31T23:30:00Z'), 'Europe/Oslo')).toBe('2026-02-01');
    expect(localDate(new Date('2026-07-01T21:59:59Z'), 'Europe/Stockholm')).toBe('2026-07-01');
    expect(localDate(new Date('2026-07-01T22:00:00Z'), 'Europe/Stockholm')).toBe('2026-07-02');
  });
});

describe('isLocalDate', () => {
  it.each(['2026-11-20', '2028-02-29'])('takes %s', (text) => {
    expect(isLocalDate(text)).toBe(true);
  });

  it.each(['2026-02-30', '2027-02-29', '20.11.2026', '2026-1-1', '2026-11-20T00:00:00Z', ''])('refuses %p', (text) => {
    expect(isLocalDate(text)).toBe(false);
  });
});

it('adds days across months and years', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2026-03-01', -14)).toBe('2026-02-15');
});
