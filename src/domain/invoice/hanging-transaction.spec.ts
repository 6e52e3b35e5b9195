import { isHanging, nextNudgeAt } from './hanging-transaction.js';

describe('a transaction hangs', () => {
  it.each([
    ['while the provider has not decided', 'pending', false, 0n, true],
    ['when its status claims a payment its events do not show', 'accepted', true, 40n, true],
    ['not when both show the payment', 'accepted', true, 100n, false],
    ['not while the debtor has not paid', 'accepted', false, 0n, false],
    ['not when it was refused', 'refused', false, 0n, false],
  ] as const)('%s', (_what, standing, claimsPaid, paidMinor, hangs) => {
    expect(isHanging({ standing, claimsPaid }, { paidMinor, totalMinor: 100n, voidedAt: null })).toBe(hangs);
  });

  it('not once it is voided, whatever its status says after that', () => {
    const invoice = { paidMinor: 40n, totalMinor: 100n, voidedAt: new Date() };

    expect(isHanging({ standing: 'accepted', claimsPaid: true }, invoice)).toBe(false);
    expect(isHanging({ standing: 'pending', claimsPaid: false }, invoice)).toBe(false);
  });
});

describe('the provider is asked', () => {
  const now = new Date('2026-11-20T12:00:00Z');

  it('five times, ever more rarely', () => {
    const times = [0, 1, 2, 3, 4].map((tries) => nextNudgeAt(tries, now)?.toISOString());

    expect(times).toEqual([
      '2026-11-20T12:15:00.000Z',
      '2026-11-20T12:30:00.000Z',
      '2026-11-20T13:00:00.000Z',
      '2026-11-20T16:00:00.000Z',
      '2026-11-21T00:00:00.000Z',
    ]);
  });

  it('and then no more', () => {
    expect(nextNudgeAt(5, now)).toBeNull();
  });
});
