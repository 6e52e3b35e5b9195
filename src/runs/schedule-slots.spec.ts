import { lastDue } from './schedule-slots.js';

const OSLO = 'Europe/Oslo';
const NIGHTLY = '0 2 * * *';

const due = (cron: string, now: string, lookBackHours = 26, timeZone = OSLO): string | undefined =>
  lastDue(cron, timeZone, new Date(now), lookBackHours)?.toISOString();

describe('lastDue', () => {
  it('is the newest moment that has come, in the merchant’s own time', () => {
    expect(due(NIGHTLY, '2026-01-15T12:00:00Z')).toBe('2026-01-15T01:00:00.000Z');
    expect(due(NIGHTLY, '2026-07-15T12:00:00Z')).toBe('2026-07-15T00:00:00.000Z');
    expect(due(NIGHTLY, '2026-07-15T12:00:00Z', 26, 'Europe/Helsinki')).toBe('2026-07-14T23:00:00.000Z');
  });

  it('is due at its minute, and not a moment before', () => {
    expect(due(NIGHTLY, '2026-01-15T01:00:00Z')).toBe('2026-01-15T01:00:00.000Z');
    expect(due(NIGHTLY, '2026-01-15T00:59:59Z')).toBe('2026-01-14T01:00:00.000Z');
  });

  it('is the same whenever and by whomever it is computed until the next', () => {
    const times = ['2026-01-15T01:00:00Z', '2026-01-15T01:00:01.500Z', '2026-01-15T13:37:00Z', '2026-01-16T00:59:59Z'];

    expect(new Set(times.map((now) => due(NIGHTLY, now)))).toEqual(new Set(['2026-01-15T01:00:00.000Z']));
  });

  it('is none when it was longer ago than one looks back', () => {
    expect(due('0 6 * * 1', '2026-01-17T12:00:00Z')).toBeUndefined();
    expect(due('0 6 * * 1', '2026-01-17T12:00:00Z', 24 * 7)).toBe('2026-01-12T05:00:00.000Z');
  });

  it('leaves the weekend out where the schedule does', () => {
    expect(due('0 6 * * 1-5', '2026-01-18T12:00:00Z', 72)).toBe('2026-01-16T05:00:00.000Z');
  });

  it('counts in quarters of an hour', () => {
    expect(due('*/15 * * * *', '2026-01-15T12:14:59Z', 1)).toBe('2026-01-15T12:00:00.000Z');
    expect(due('*/15 * * * *', '2026-01-15T12:15:00Z', 1)).toBe('2026-01-15T12:15:00.000Z');
  });
});

describe('when the clocks change in Oslo', () => {
  /** Every moment the schedule was due in the hours from then on, as somebody finds it who looks every half hour. */
  function slots(cron: string, from: string, hours: number): string[] {
    const found = Array.from({ length: hours * 2 }, (_, half) =>
      due(cron, new Date(Date.parse(from) + half * 1_800_000).toISOString(), 1),
    );
    return [...new Set(found.filter((slot) => slot !== undefined))].filter((slot) => slot >= from);
  }

  it('a run of an hour that does not exist is held once that day', () => {
    const night = slots('30 2 * * *', '2026-03-28T22:00:00.000Z', 8);

    expect(night).toHaveLength(1);
    expect(night[0]).toMatch(/^2026-03-29T0[01]/);
  });

  it('a run of an hour that comes twice is held once that day', () => {
    expect(slots('30 2 * * *', '2026-10-24T22:00:00.000Z', 8)).toEqual([expect.stringMatching(/^2026-10-25T0[01]:30/)]);
  });

  it('the nightly run of 02:00 is held once in each of these nights', () => {
    expect(slots(NIGHTLY, '2026-03-28T22:00:00.000Z', 8)).toHaveLength(1);
    expect(slots(NIGHTLY, '2026-10-24T22:00:00.000Z', 8)).toHaveLength(1);
  });

  it('a run after the change keeps its hour on the wall', () => {
    expect(due('0 6 * * *', '2026-03-29T12:00:00Z')).toBe('2026-03-29T04:00:00.000Z');
    expect(due('0 6 * * *', '2026-10-25T12:00:00Z')).toBe('2026-10-25T05:00:00.000Z');
  });

  it('the half hours go on', () => {
    expect(slots('*/30 * * * *', '2026-03-29T00:00:00.000Z', 3)).toHaveLength(6);
    expect(slots('*/30 * * * *', '2026-10-25T00:00:00.000Z', 3)).toHaveLength(6);
  });
});
