import { delayOf, latestLateSince, verdictOn } from './delivery-clocks.js';

describe('a clock in bank days', () => {
  it.each([
    ['2026-11-20', '2026-11-20', 1],
    ['2026-11-20', '2026-11-22', 1],
    ['2026-11-20', '2026-11-23', 1],
    ['2026-12-23', '2026-12-27', 0],
    ['2026-11-20', '2026-11-22', 0],
  ])('started on %s is in time on %s when %i is allowed', (since, today, limit) => {
    expect(delayOf(since, today, limit, 'NO')).toBeNull();
  });

  it('is late one bank day after the last one allowed, and says by how much', () => {
    expect(delayOf('2026-11-20', '2026-11-24', 1, 'NO')).toEqual({ since: '2026-11-20', days: 2, limit: 1 });
    expect(delayOf('2026-12-23', '2026-12-28', 0, 'NO')).toEqual({ since: '2026-12-23', days: 1, limit: 0 });
  });

  it('goes by the holidays of its country: the sixth of January counts in Norway and not in Sweden', () => {
    expect(delayOf('2027-01-05', '2027-01-07', 1, 'NO')?.days).toBe(2);
    expect(delayOf('2027-01-05', '2027-01-07', 1, 'SE')).toBeNull();
  });

  it('never calls late what began after the day it looks back to', () => {
    const days = Array.from({ length: 40 }, (_, i) => new Date(Date.UTC(2026, 11, 1 + i)).toISOString().slice(0, 10));
    const today = '2027-01-09';

    const late = days.filter((day) => delayOf(day, today, 2, 'SE') !== null);

    expect(late.length).toBeGreaterThan(20);
    expect(late.filter((day) => day > latestLateSince(today, 2, 'SE'))).toEqual([]);
  });
});

describe('silence after an e-mail was accepted', () => {
  it.each([
    ['2026-11-25', '2026-11-25', 'too-early'],
    ['2026-11-26', '2026-11-26', 'delivered'],
    ['2026-11-30', '2026-11-26', 'delivered'],
    ['2026-11-26', '2026-11-25', 'undecided'],
    ['2026-11-26', null, 'undecided'],
  ])('until the 25th means on %s, when bounces were last read on %s: %s', (today, lastRead, verdict) => {
    expect(verdictOn('2026-11-25', today, lastRead)).toBe(verdict);
  });
});
