import fc from 'fast-check';
import {
  clearedMinor,
  doubtsAbout,
  normalizeTotals,
  type ReportedLine,
  type ReportedSettlement,
  takenBackMinor,
} from './settlement.js';

const line = (captureMinor: bigint, feeMinor: bigint, changes: Partial<ReportedLine> = {}): ReportedLine => ({
  type: 'settlement',
  transactionId: 'T11223344.a',
  reference: 'SO-1-1',
  eventReference: null,
  captureMinor,
  refundMinor: 0n,
  feeMinor,
  chargebackMinor: 0n,
  netMinor: captureMinor - (feeMinor < 0n ? -feeMinor : feeMinor),
  date: '2026-06-24',
  product: 'kravia.invoice_b2b',
  ...changes,
});

/** The documented example, in the signs of the documents (`1`) or of live files (`-1`). */
const settlement = (sign: 1n | -1n, changes: Partial<ReportedSettlement> = {}): ReportedSettlement => {
  const totals = { captureMinor: 483750n, refundMinor: 0n, feeMinor: sign * 2418n, netMinor: 481332n };
  return {
    settlementId: 'R18010-AB12CD',
    currency: 'NOK',
    date: '2026-07-07',
    listed: totals,
    header: totals,
    lines: [line(161250n, sign * 806n), line(322500n, sign * 1612n)],
    ...changes,
  };
};
const whats = (some: ReportedSettlement): string[] => doubtsAbout(some).map(({ what }) => what);

describe('doubtsAbout', () => {
  it.each([1n, -1n] as const)('has none about a settlement that adds up, with fees of sign %p', (sign) => {
    expect(doubtsAbout(settlement(sign))).toEqual([]);
  });

  it('has none when list and report use different signs', () => {
    const live = settlement(-1n);
    expect(doubtsAbout({ ...live, listed: settlement(1n).listed })).toEqual([]);
  });

  it('sees one øre too much or too little in any figure', () => {
    const figures = ['captureMinor', 'feeMinor', 'netMinor'] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...figures),
        fc.constantFrom('header', 'listed', 'line'),
        fc.constantFrom(1n, -1n),
        (f, where, slip) => {
          const good = settlement(-1n);
          const spoilt = <T extends Record<typeof f, bigint>>(some: T): T => ({ ...some, [f]: some[f] + slip });
          const [first, ...others] = good.lines;
          const bad =
            where === 'line' && first
              ? { ...good, lines: [spoilt(first), ...others] }
              : { ...good, [where]: spoilt(good[where as 'header']) };
          expect(doubtsAbout(bad).length).toBeGreaterThan(0);
        },
      ),
    );
  });

  it.each([1n, -1n] as const)('has none when money is taken back and every figure says so, with sign %p', (sign) => {
    const totals = { captureMinor: 483750n, refundMinor: sign * 5100n, feeMinor: sign * 2418n, netMinor: 475232n };
    const refund = line(0n, 0n, { refundMinor: sign * 5100n, netMinor: -5100n });
    const chargeback = line(0n, 0n, { chargebackMinor: sign * 1000n, netMinor: -1000n });
    const some = settlement(sign, { listed: totals, header: totals });

    expect(doubtsAbout({ ...some, lines: [...some.lines, refund, chargeback] })).toEqual([]);
    expect(clearedMinor([...some.lines, refund, chargeback])).toBe(477650n);
  });

  it('has none about a negative capture that the header knows of', () => {
    const totals = { captureMinor: 322500n, refundMinor: 0n, feeMinor: -2418n, netMinor: 320082n };
    const some = settlement(-1n, { listed: totals, header: totals });

    expect(doubtsAbout({ ...some, lines: [...some.lines, line(-161250n, 0n)] })).toEqual([]);
  });

  it('has none about a settlement that takes more than it gives', () => {
    const totals = { captureMinor: 0n, refundMinor: -50000n, feeMinor: -350n, netMinor: -50350n };
    const refund = line(0n, -350n, { refundMinor: -50000n, netMinor: -50350n });

    expect(doubtsAbout(settlement(-1n, { listed: totals, header: totals, lines: [refund] }))).toEqual([]);
  });

  it.each([
    [
      'a chargeback nobody paid',
      { lines: [line(161250n, -806n, { chargebackMinor: 100n }), line(322500n, -1612n)] },
      'a line that takes money back, T11223344.a',
    ],
    ['a fee credit among fees', { lines: [line(161250n, 806n), line(322500n, -1612n)] }, 'fees have mixed signs'],
    [
      'a refund that is in no line',
      { header: { captureMinor: 483750n, refundMinor: -1n, feeMinor: -2418n, netMinor: 481331n } },
      'refunds: lines against header',
    ],
  ])('stops at %s', (_, changes, what) => {
    expect(whats(settlement(-1n, changes))).toContain(what);
  });
});

it.each([
  ['a refund, in either sign', { refundMinor: -7n }, 7n],
  ['a chargeback, in either sign', { chargebackMinor: 7n }, 7n],
  ['a negative capture', { captureMinor: -7n }, 7n],
  ['a payment', { captureMinor: 7n }, 0n],
])('finds what is taken back by %s', (_, changes, minor) => {
  expect(takenBackMinor(line(0n, 0n, changes))).toBe(minor);
});

it('normalises fees and refunds to positive numbers', () => {
  expect(normalizeTotals({ captureMinor: 10n, refundMinor: -2n, feeMinor: -1n, netMinor: 7n })).toEqual({
    captureMinor: 10n,
    refundMinor: 2n,
    feeMinor: 1n,
    netMinor: 7n,
  });
});
