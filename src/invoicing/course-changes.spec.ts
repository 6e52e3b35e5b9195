import fc from 'fast-check';
import { anOrder } from '../../test/support/orders.js';
import {
  courseOf,
  type InvoiceCourse,
  type InvoiceHistory,
  type PaymentReversal,
} from '../domain/invoice/invoice-course.js';
import { moveInvoice, stateOf, type InvoiceState } from '../domain/invoice/invoice-state.js';
import type { ProviderEvent } from '../domain/invoice/provider-transaction.js';
import type { VoidCause } from '../domain/invoice/void-cause.js';
import type { JournalEntry } from '../domain/ledger/journal-entry.js';
import { chartOf } from '../domain/ledger/roles.js';
import { undo } from '../domain/ledger/undo-entry.js';
import type { Merchant } from '../domain/merchant.js';
import { Money } from '../domain/money.js';
import { foldDiscounts } from '../domain/order/fold-discounts.js';
import { type BookedPart, changesBetween } from './course-changes.js';
import { keyOf, type NumberedInvoice, paymentEntry, reversalEntry, saleEntry } from './course-entries.js';

const ORDER = anOrder();
const TOTAL = ORDER.totalMinor;
const CONTENT = { order: ORDER, lines: foldDiscounts(ORDER.lines) };
const MERCHANT = {
  country: 'NO',
  timeZone: 'Europe/Oslo',
  ledger: { chart: chartOf('ns4102', {}), vat: [] },
} as unknown as Merchant;
const INVOICE = {
  reference: 'SO-1-1',
  orderId: 'SO-1',
  orderNumber: '1',
  debtorId: 'C1',
  transactionId: 'T11223344.a',
  invoiceNumber: '1001',
  invoiceDate: null,
  currency: 'NOK',
} as NumberedInvoice;

const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 20, hour));

/** Something that becomes known: an event, a line of a settlement, or why the invoice was cancelled. */
type News = { readonly event: ProviderEvent } | { readonly reversal: PaymentReversal } | { readonly cause: VoidCause };

function historyOf(news: readonly News[]): InvoiceHistory {
  return {
    totalMinor: TOTAL,
    currency: 'NOK',
    cause: news.flatMap((some) => ('cause' in some ? [some.cause] : []))[0] ?? null,
    events: news.flatMap((some) => ('event' in some ? [some.event] : [])),
    reversals: news.flatMap((some) => ('reversal' in some ? [some.reversal] : [])),
  };
}

/** What the looks leave: the state, the books by account, and the payments. */
interface Outcome {
  readonly state: InvoiceState;
  readonly balances: Readonly<Record<string, bigint>>;
  readonly payments: readonly string[];
}

/** The books as the use cases keep them: what is wrong is undone, what is new is booked. */
class Books {
  private readonly standing = new Map<string, JournalEntry>();
  private readonly balances = new Map<string, bigint>();

  advance(from: InvoiceCourse, to: InvoiceCourse): void {
    const { undone, booked } = changesBetween(from, to);
    for (const part of undone) {
      const entry = this.standing.get(keyOf(INVOICE, part));
      if (!entry) throw new Error(`${keyOf(INVOICE, part)} is undone and was never booked.`);
      this.post(undo(entry, { date: '2026-11-30', occurredAt: at(0) }));
      this.standing.delete(keyOf(INVOICE, part));
    }
    for (const part of booked) {
      const entry = entryOf(part);
      if (this.standing.has(entry.key)) throw new Error(`${entry.key} is booked twice.`);
      this.standing.set(entry.key, entry);
      this.post(entry);
    }
  }

  get nonZero(): Record<string, bigint> {
    return Object.fromEntries([...this.balances].filter(([, balance]) => balance !== 0n).sort());
  }

  private post({ postings }: JournalEntry): void {
    for (const { role, side, amount } of postings) {
      const before = this.balances.get(role) ?? 0n;
      this.balances.set(role, before + (side === 'debit' ? amount.minor : -amount.minor));
    }
  }
}

function entryOf(part: BookedPart): JournalEntry {
  if (part.what === 'payment') return paymentEntry(MERCHANT, INVOICE, part.payment);
  if (part.what === 'reversal') return reversalEntry(MERCHANT, INVOICE, part.part);
  return saleEntry(MERCHANT, INVOICE, CONTENT, part, 'CN-1');
}

function afterLooks(looks: readonly (readonly News[])[]): Outcome {
  const known = new Set<News>();
  const books = new Books();
  let course = courseOf(historyOf([]));
  let state: InvoiceState = 'submitting';
  for (const look of looks) {
    for (const news of look) known.add(news);
    const next = courseOf(historyOf([...known]));
    books.advance(course, next);
    state = moveInvoice(state, stateOf(next, 'accepted'));
    course = next;
  }
  return {
    state,
    balances: books.nonZero,
    payments: course.payments.map(({ event, amountMinor }) => `${event.key}: ${amountMinor}`),
  };
}

const event = (hour: number, changes: Partial<ProviderEvent>): News => ({
  event: {
    key: String(hour),
    kind: 'other',
    name: 'EVENT',
    succeeded: true,
    amount: null,
    occurredAt: at(hour),
    eventReference: null,
    settlementIds: [],
    ...changes,
  },
});
const payment = (hour: number, minor: bigint): News => event(hour, { kind: 'paid', amount: Money.of(minor, 'NOK') });

/** A payment, and what a settlement takes back of it later. */
const takenBack = fc
  .tuple(fc.bigInt(1n, TOTAL), fc.bigInt(1n, TOTAL), fc.integer({ min: 1, max: 9 }))
  .map(([minor, back, later]) => (hour: number): News[] => [
    payment(hour, minor),
    {
      reversal: {
        key: `R1:NOK:${hour}`,
        settlementId: 'R1',
        paymentKey: String(hour),
        amountMinor: back < minor ? back : minor,
        occurredAt: at(hour + later),
      },
    },
  ]);
const single = fc.oneof(
  fc.bigInt(1n, TOTAL).map((minor) => (hour: number) => [payment(hour, minor)]),
  fc.constant((hour: number) => [payment(hour, TOTAL)]),
  fc
    .constantFrom('authorised' as const, 'collection-started' as const, 'voided' as const, 'reversed' as const)
    .map((kind) => (hour: number) => [event(hour, { kind })]),
);
const happenings = fc.array(fc.oneof({ arbitrary: single, weight: 3 }, { arbitrary: takenBack, weight: 1 }), {
  minLength: 1,
  maxLength: 7,
});
const causes = fc.constantFrom<VoidCause | null>(
  null,
  'sale-cancelled',
  'uncollectable',
  'goodwill',
  'collected-elsewhere',
);
const histories = fc
  .tuple(happenings, causes)
  .map(([some, cause]): News[] => [
    ...some.flatMap((make, hour) => make(hour)),
    ...(cause === null ? [] : [{ cause }]),
  ]);

/** Looks that show any of the news in any order, some twice; the last shows all of it. */
const splits = (news: readonly News[]): fc.Arbitrary<News[][]> =>
  fc
    .array(fc.shuffledSubarray([...news]), { maxLength: 5 })
    .chain((looks) => fc.shuffledSubarray([...news], { minLength: news.length }).map((rest) => [...looks, rest]));

describe('what becomes known of an invoice', () => {
  it('ends in the same state, books and payments, however it is split into looks', () => {
    fc.assert(
      fc.property(
        histories.chain((news) => fc.tuple(fc.constant(news), splits(news))),
        ([news, looks]) => {
          expect(afterLooks(looks)).toEqual(afterLooks([news]));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('leaves in the receivable account what the course calls open', () => {
    fc.assert(
      fc.property(histories, (news) => {
        const { openMinor, overpaidMinor, startedBy } = courseOf(historyOf(news));
        const { balances } = afterLooks([news]);
        expect(balances.receivable ?? 0n).toBe(startedBy ? openMinor : 0n);
        expect(balances.overpaidByDebtor ?? 0n).toBe(-overpaidMinor);
        expect(Object.values(balances).reduce((sum, balance) => sum + balance, 0n)).toBe(0n);
      }),
    );
  });

  it('undoes nothing when every look shows all that had happened: only what is learnt late is ever undone', () => {
    const timeOf = (news: News): number =>
      'event' in news ? news.event.occurredAt.getTime() : 'reversal' in news ? news.reversal.occurredAt.getTime() : 0;
    fc.assert(
      fc.property(happenings, (some) => {
        // At the same instant a payment comes first, as it does in the course.
        const news = some.flatMap((make, hour) => make(hour)).sort((a, b) => timeOf(a) - timeOf(b));
        const instants = [...new Set(news.map(timeOf))];
        let course = courseOf(historyOf([]));
        for (const instant of instants) {
          const next = courseOf(historyOf(news.filter((one) => timeOf(one) <= instant)));
          expect(changesBetween(course, next).undone).toEqual([]);
          course = next;
        }
      }),
    );
  });
});

it('a void of a fully paid invoice leaves it paid, in one look or in two', () => {
  const paid = [event(0, { kind: 'collection-started' }), payment(1, TOTAL)];
  const voided = event(2, { kind: 'voided' });

  expect(afterLooks([[...paid, voided]]).state).toBe('paid');
  expect(afterLooks([paid, [voided]]).state).toBe('paid');
  expect(afterLooks([[voided], paid])).toEqual(afterLooks([[...paid, voided]]));
});

it('credits nothing that was paid before the void, though the payment became known after it', () => {
  const sale = event(0, { kind: 'collection-started' });
  const outcome = afterLooks([
    [sale, event(2, { kind: 'voided' })],
    [payment(1, 61250n), { cause: 'sale-cancelled' }],
  ]);

  expect(outcome.state).toBe('closed');
  expect(outcome.balances).toMatchObject({ providerClearing: 61250n });
  expect(outcome.balances.receivable).toBeUndefined();
});
