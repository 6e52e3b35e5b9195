import { doubtsAbout, type ReportedLine, type ReportedTotals } from '../../domain/settlement/settlement.js';
import type { DinteroReport, DinteroSettlement } from './types/settlement.js';
import { isReport, toListedSettlements, toReportedLine, toTotals } from './to-settlement.js';

/** Live lists carry fees as negative numbers (API reference 7.2, 7.6). */
const LISTED: DinteroSettlement = {
  id: 'R18010-AB12CD',
  created_at: '2026-07-07T05:00:00Z',
  settled_at: '2026-07-07T00:00:00Z',
  provider: 'dintero_payout',
  provider_reference: 'R18010-AB12CD',
  payment_status: 'paid',
  amounts: [{ currency: 'NOK', capture: 483_750, refund: 0, fee: -2418, amount: 481_332 }],
  attachments: [
    { id: 'at2', content_type: 'text/csv', extension: 'csv', created_by: 'dintero' },
    { id: 'at1', content_type: 'application/json', extension: 'json', created_by: 'dintero' },
    { id: 'at4', content_type: 'application/pdf', extension: 'pdf', created_by: 'dintero' },
  ],
};

/** The normalised JSON report of the same settlement (API reference 7.5). */
const REPORT: DinteroReport = {
  currency: 'NOK',
  capture: 483_750,
  refund: 0,
  fee: -2418,
  amount: 481_332,
  transactions: [
    {
      type: 'settlement',
      transaction_id: 'T12345678.tx0001',
      reference: 'SO-10017-1',
      event_reference: 'INV-88017',
      capture: 161_250,
      refund: 0,
      fee: -806,
      chargeback: 0,
      net_amount: 160_444,
      transaction_date: '2026-06-24',
      payment_product_type: 'kravia.invoice_b2b',
    },
    {
      type: 'settlement',
      transaction_id: 'T12345678.tx0003',
      reference: 'SO-10019-1',
      event_reference: 'INV-88019',
      capture: 322_500,
      refund: 0,
      fee: -1612,
      chargeback: 0,
      net_amount: 320_888,
      transaction_date: '2026-06-26',
      payment_product_type: 'kravia.invoice_b2b',
    },
  ],
};

describe('toListedSettlements', () => {
  it('reads the documented item', () => {
    expect(toListedSettlements(LISTED)).toEqual([
      {
        settlementId: 'R18010-AB12CD',
        currency: 'NOK',
        provider: 'dintero_payout',
        providerReference: 'R18010-AB12CD',
        paymentStatus: 'paid',
        settledOn: '2026-07-07',
        totals: { captureMinor: 483_750n, refundMinor: 0n, feeMinor: -2418n, netMinor: 481_332n },
        reportId: 'at1',
        raw: LISTED,
      },
    ]);
  });

  it('makes one settlement of each currency, because they never share a journal entry', () => {
    const amounts = [
      { currency: 'NOK', amount: 1 },
      { currency: 'SEK', amount: 2 },
    ];

    expect(
      toListedSettlements({ ...LISTED, amounts }).map(({ currency, totals }) => [currency, totals.netMinor]),
    ).toEqual([
      ['NOK', 1n],
      ['SEK', 2n],
    ]);
  });

  it('prefers Dintero’s own report to the provider’s, and has none before one is attached', () => {
    const theirs = { id: 'p1', extension: 'json', created_by: 'kravia' };
    const reportIn = (...attachments: NonNullable<DinteroSettlement['attachments']>): string | null | undefined =>
      toListedSettlements({ ...LISTED, attachments })[0]?.reportId;

    expect(reportIn(theirs, ...(LISTED.attachments ?? []))).toBe('at1');
    expect(reportIn(theirs)).toBe('p1');
    expect(reportIn({ id: 'c', content_type: 'application/json; charset=utf-8', created_by: 'dintero' })).toBe('c');
    expect(reportIn({ id: 'csv', extension: 'csv' })).toBeNull();
    expect(reportIn()).toBeNull();
  });

  it('tolerates everything that may be missing, and says that it is unknown', () => {
    const [bare] = toListedSettlements({ id: 'R1', created_at: '2026-07-06T05:00:00Z', amounts: [{}] });

    expect(bare).toMatchObject({ currency: '', paymentStatus: 'unknown', settledOn: '2026-07-06', reportId: null });
    expect(toListedSettlements({ id: 'R1' })).toEqual([]);
  });
});

describe('toReportedLine', () => {
  it('reads the documented line', () => {
    expect(REPORT.transactions?.map(toReportedLine)[0]).toEqual({
      type: 'settlement',
      transactionId: 'T12345678.tx0001',
      reference: 'SO-10017-1',
      eventReference: 'INV-88017',
      captureMinor: 161_250n,
      refundMinor: 0n,
      feeMinor: -806n,
      chargebackMinor: 0n,
      netMinor: 160_444n,
      date: '2026-06-24',
      product: 'kravia.invoice_b2b',
    });
  });

  it('reads the net amount under both of its names', () => {
    expect(toReportedLine({ amount: 49 }).netMinor).toBe(49n);
    expect(toReportedLine({ net_amount: 48, amount: 49 }).netMinor).toBe(48n);
  });

  it('keeps a line of nothing but an amount: some have no transaction', () => {
    expect(toReportedLine({ fee: -500 })).toMatchObject({ transactionId: null, reference: null, feeMinor: -500n });
  });

  it.each([0.5, Number.NaN, 'x' as unknown as number])('never makes minor units of %p by rounding', (capture) => {
    expect(() => toReportedLine({ capture })).toThrow();
  });
});

describe('a settlement in either way of writing signs', () => {
  const gates = (header: ReportedTotals, listed: ReportedTotals, lines: readonly ReportedLine[]): unknown[] =>
    doubtsAbout({ settlementId: 'R1', currency: 'NOK', date: '2026-07-07', header, listed, lines });

  it('passes every gate as live files write it, with negative fees', () => {
    const lines = (REPORT.transactions ?? []).map(toReportedLine);

    expect(gates(toTotals(REPORT), toTotals(LISTED.amounts?.[0] ?? {}), lines)).toEqual([]);
  });

  it('passes every gate as the documentation writes it, with positive fees', () => {
    const positive = { ...REPORT, fee: 2418 };
    const lines = (REPORT.transactions ?? []).map((line) => toReportedLine({ ...line, fee: -(line.fee ?? 0) }));

    expect(gates(toTotals(positive), toTotals(positive), lines)).toEqual([]);
  });

  it('passes with a list and a report that write them differently', () => {
    const lines = (REPORT.transactions ?? []).map(toReportedLine);

    expect(gates(toTotals(REPORT), toTotals({ ...REPORT, fee: 2418 }), lines)).toEqual([]);
  });

  it('is doubted when a fee has the opposite sign of the others', () => {
    const [first, second] = (REPORT.transactions ?? []).map(toReportedLine);

    expect(gates(toTotals(REPORT), toTotals(REPORT), [first!, { ...second!, feeMinor: 1612n }])).toContainEqual(
      expect.objectContaining({ what: 'fees have mixed signs' }),
    );
  });
});

describe('isReport', () => {
  it('knows a report by its lines', () => {
    expect(isReport(REPORT)).toBe(true);
    expect(isReport({ transactions: [] })).toBe(true);
  });

  it.each([null, 'https://files.example/report', [], {}, { transactions: {} }, { transactions: [null] }, { url: 'x' }])(
    '%j is none',
    (value) => {
      expect(isReport(value)).toBe(false);
    },
  );
});
