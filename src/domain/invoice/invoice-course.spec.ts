import fc from 'fast-check';
import { Money } from '../money.js';
import { courseOf, type InvoiceCourse, type InvoiceHistory, type PaymentReversal } from './invoice-course.js';
import type { ProviderEvent, ProviderEventKind } from './provider-transaction.js';

const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 20, hour));

/** The events of a transaction, one an hour. */
function event(hour: number, kind: ProviderEventKind, changes: Partial<ProviderEvent> = {}): ProviderEvent {
  return {
    key: String(hour),
    kind,
    name: kind,
    succeeded: true,
    amount: null,
    occurredAt: at(hour),
    eventReference: null,
    settlementIds: [],
    ...changes,
  };
}

const payment = (hour: number, minor: number): ProviderEvent => event(hour, 'paid', { amount: Money.of(minor, 'NOK') });
const reversal = (hour: number, paymentHour: number, minor: number): PaymentReversal => ({
  key: `R1:NOK:${hour}`,
  settlementId: 'R1',
  paymentKey: String(paymentHour),
  amountMinor: BigInt(minor),
  occurredAt: at(hour),
});

/** The course of an invoice of 1000. */
const course = (events: readonly ProviderEvent[], changes: Partial<InvoiceHistory> = {}): InvoiceCourse =>
  courseOf({ totalMinor: 1000n, currency: 'NOK', cause: null, events, reversals: [], ...changes });

const splits = ({ payments }: InvoiceCourse): [bigint, bigint][] =>
  payments.map(({ toReceivableMinor, overpaidMinor }) => [toReceivableMinor, overpaidMinor]);

const STARTED = event(0, 'collection-started');

describe('payments', () => {
  it('pay what is open, and what they pay too much is owed back', () => {
    const some = course([STARTED, payment(1, 400), payment(2, 500), payment(3, 300)]);

    expect(splits(some)).toEqual([
      [400n, 0n],
      [500n, 0n],
      [100n, 200n],
    ]);
    expect(some).toMatchObject({ paidMinor: 1200n, openMinor: 0n, overpaidMinor: 200n });
  });

  it('prove that collection had started, if nobody said so', () => {
    expect(course([payment(2, 400)]).startedBy).toMatchObject({ key: '2' });
  });

  it.each([
    ['without an amount', null],
    ['of nothing', Money.of(0, 'NOK')],
    ['of less than nothing', Money.of(-5, 'NOK')],
    ['in another currency', Money.of(400, 'SEK')],
  ])('%s are set aside for a person and pay nothing', (_, amount) => {
    const strange = event(1, 'paid', { amount });

    expect(course([strange])).toMatchObject({ unreadable: [strange], payments: [], openMinor: 1000n });
  });

  it('that failed are no payments', () => {
    expect(course([{ ...payment(1, 1000), succeeded: false }])).toMatchObject({ payments: [], startedBy: null });
  });
});

describe('a void', () => {
  const voided = event(5, 'voided');

  it('before collection started cancels what never was in the books', () => {
    expect(course([voided])).toMatchObject({ voidedBy: voided, rest: null, openMinor: 0n });
  });

  it('of an unpaid invoice undoes the sale, if nobody gave another cause', () => {
    expect(course([STARTED, voided]).rest).toEqual({ amountMinor: 1000n, treatment: 'credit-note' });
  });

  it('after a part payment leaves the rest to a person, if nobody gave a cause', () => {
    const some = course([STARTED, payment(1, 400), voided]);

    expect(some.rest).toEqual({ amountMinor: 600n, treatment: 'undecided' });
    expect(some.openMinor).toBe(600n);
  });

  it.each([
    ['sale-cancelled', 'credit-note', 0n],
    ['goods-returned', 'credit-note', 0n],
    ['uncollectable', 'bad-debt', 0n],
    ['goodwill', 'waiver', 0n],
    ['collected-elsewhere', 'stays-open', 600n],
  ] as const)('for the cause %s treats the rest as %s', (cause, treatment, openMinor) => {
    expect(course([STARTED, payment(1, 400), voided], { cause })).toMatchObject({
      rest: { amountMinor: 600n, treatment },
      openMinor,
    });
  });

  it('leaves nothing open to a later payment: all of that is owed back', () => {
    expect(course([STARTED, voided, payment(6, 1000)])).toMatchObject({
      payments: [{ toReceivableMinor: 0n, overpaidMinor: 1000n }],
      rest: { amountMinor: 1000n },
      overpaidMinor: 1000n,
    });
  });

  it('of what is paid in full cancels nothing', () => {
    expect(course([STARTED, payment(1, 1000), voided])).toMatchObject({ voidedBy: null, rest: null });
  });

  it('at the instant of a payment comes after it: what was paid is not cancelled', () => {
    const paid = payment(5, 400);

    expect(course([STARTED, { ...voided, key: '0' }, paid]).rest?.amountMinor).toBe(600n);
  });
});

describe('a payment that is taken back', () => {
  it('makes the debt live again', () => {
    const some = course([STARTED, payment(1, 1000)], { reversals: [reversal(4, 1, 1000)] });

    expect(some).toMatchObject({ openMinor: 1000n, reversedMinor: 1000n, paidMinor: 1000n });
  });

  it('returns first what had been paid too much', () => {
    const some = course([STARTED, payment(1, 1300)], { reversals: [reversal(4, 1, 500)] });

    expect(some.reversals).toMatchObject([{ fromOverpaidMinor: 300n, toReceivableMinor: 200n }]);
    expect(some).toMatchObject({ openMinor: 200n, overpaidMinor: 0n });
  });

  it('can be paid again', () => {
    const some = course([STARTED, payment(1, 1000), payment(6, 1000)], { reversals: [reversal(4, 1, 1000)] });

    expect(splits(some)).toEqual([
      [1000n, 0n],
      [1000n, 0n],
    ]);
    expect(some.openMinor).toBe(0n);
  });
});

it('sets refunds and corrections aside: nothing in the course follows from them', () => {
  const strange = [event(2, 'reversed', { amount: Money.of(400, 'NOK') }), event(3, 'corrected', { succeeded: false })];
  const { unexpected, ...rest } = course([STARTED, payment(1, 400), ...strange]);
  const { unexpected: none, ...without } = course([STARTED, payment(1, 400)]);

  expect([unexpected, none]).toEqual([strange, []]);
  expect(rest).toEqual(without);
});

describe('whatever happened', () => {
  const amounts = fc.integer({ min: 1, max: 700 });
  const happenings = fc.array(
    fc.oneof(
      fc.record({ kind: fc.constantFrom<ProviderEventKind>('authorised', 'collection-started', 'voided', 'other') }),
      fc.record({
        kind: fc.constant<ProviderEventKind>('paid'),
        amount: amounts.map((minor) => Money.of(minor, 'NOK')),
      }),
    ),
    { maxLength: 8 },
  );
  const causes = fc.constantFrom(null, 'sale-cancelled' as const, 'goodwill' as const, 'collected-elsewhere' as const);
  const histories = fc.tuple(happenings, causes).map(([some, cause]) => ({
    cause,
    events: some.map((changes, i) => event(i, changes.kind, changes)),
  }));

  it('is told the same in whatever order it became known', () => {
    fc.assert(
      fc.property(
        histories.chain(({ events, cause }) =>
          fc.tuple(fc.constant({ events, cause }), fc.shuffledSubarray(events, { minLength: events.length })),
        ),
        ([{ events, cause }, shuffled]) => {
          expect(course(shuffled, { cause })).toEqual(course(events, { cause }));
        },
      ),
    );
  });

  it('adds up: the invoice is what was paid of it, what of it was cancelled, and what is open', () => {
    fc.assert(
      fc.property(histories, ({ events, cause }) => {
        const { payments, rest, openMinor, overpaidMinor, paidMinor, startedBy, voidedBy } = course(events, { cause });
        const settled = payments.reduce((sum, { toReceivableMinor }) => sum + toReceivableMinor, 0n);
        const isClosed = rest !== null && rest.treatment !== 'undecided' && rest.treatment !== 'stays-open';
        const cancelled = isClosed ? rest.amountMinor : startedBy === null && voidedBy ? 1000n : 0n;

        expect(settled + cancelled + openMinor).toBe(1000n);
        expect(settled + overpaidMinor).toBe(paidMinor);
        expect(openMinor >= 0n && overpaidMinor >= 0n).toBe(true);
      }),
    );
  });
});
