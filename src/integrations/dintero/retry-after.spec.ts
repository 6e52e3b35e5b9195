import { retryAfterMsOf } from './retry-after.js';

const after = (value: string | undefined): number => retryAfterMsOf({ 'retry-after': value });

describe('retryAfterMsOf', () => {
  it('is half a minute when the provider did not say, or said something else', () => {
    expect(retryAfterMsOf({})).toBe(30_000);
    expect(after(undefined)).toBe(30_000);
    expect(after('soon')).toBe(30_000);
    expect(after('')).toBe(30_000);
  });

  it.each([
    ['0', 0],
    ['7', 7000],
    ['3600', 3_600_000],
    ['86400', 3_600_000],
    ['99999999999999999999', 3_600_000],
  ])('reads %s seconds, at most an hour', (text, ms) => {
    expect(after(text)).toBe(ms);
  });

  it('reads an HTTP date, and never waits for one that has passed', () => {
    const inAMinute = after(new Date(Date.now() + 60_000).toUTCString());

    expect(inAMinute).toBeGreaterThan(55_000);
    expect(inAMinute).toBeLessThanOrEqual(60_000);
    expect(after('Wed, 21 Oct 2015 07:28:00 GMT')).toBe(0);
    expect(after('Wed, 21 Oct 2115 07:28:00 GMT')).toBe(3_600_000);
  });
});
