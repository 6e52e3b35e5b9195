import fc from 'fast-check';
import { Money } from '../domain/money.js';
import type { ProviderEvent, ProviderEventKind, ProviderTransaction } from '../domain/invoice/provider-transaction.js';
import type { Invoice } from './invoices.js';
import { effectsOf, type TransactionEffects } from './transaction-effects.js';

const TOTAL = 1000n;
const nok = (minor: bigint | number): Money => Money.of(minor, 'NOK');

type Seen = Pick<Invoice, 'state' | 'currency' | 'totalMinor' | 'paidMinor' | 'collectionStartedAt' | 'voidedAt'>;

const invoice = (changes: Partial<Seen> = {}): Invoice => {
  const seen: Seen = {
    state: 'submitting',
    currency: 'NOK',
    totalMinor: TOTAL,
    paidMinor: 0n,
    collectionStartedAt: null,
    voidedAt: null,
    ...changes,
  };
  return seen as Invoice;
};

const transaction = { standing: 'accepted' } as ProviderTransaction;

/** The events of a transaction, one an hour. */
function event(no: number, kind: ProviderEventKind, changes: Partial<ProviderEvent> = {}): ProviderEvent {
  return {
    key: String(no),
    kind,
    name: kind,
    succeeded: true,
    amount: null,
    occurredAt: new Date(Date.UTC(2026, 10, 20, no)),
    eventReference: null,
    settlementIds: [],
    ...changes,
  };
}

const payment = (no: number, minor: bigint | number): ProviderEvent => event(no, 'paid', { amount: nok(minor) });

/** What a look leaves of an invoice, as the use case stores it. */
function after(before: Invoice, effects: TransactionEffects): Invoice {
  return {
    ...before,
    state: effects.state,
    paidMinor: effects.paidMinor,
    collectionStartedAt: before.collectionStartedAt ?? effects.collectionStartedBy?.occurredAt ?? null,
    voidedAt: before.voidedAt ?? effects.voidedBy?.occurredAt ?? null,
  };
}

/** Looks at a transaction again and again; as in the log, an event counts once and the oldest comes first. */
function afterLooks(looks: readonly (readonly ProviderEvent[])[]): Invoice {
  const known = new Set<string>();
  return looks.reduce((before, shown) => {
    const fresh = new Map(shown.filter(({ key }) => !known.has(key)).map((some) => [some.key, some]));
    for (const key of fresh.keys()) known.add(key);
    const sorted = [...fresh.values()].sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime());
    return after(before, effectsOf(before, transaction, sorted));
  }, invoice());
}

const effectsOn = (before: Invoice, ...fresh: ProviderEvent[]): TransactionEffects =>
  effectsOf(before, transaction, fresh);

describe('a look at a transaction', () => {
  it('without anything new leaves everything as it was', () => {
    const before = invoice({ state: 'issued', collectionStartedAt: new Date(0), paidMinor: 100n });

    expect(effectsOn(before)).toMatchObject({
      payments: [],
      paidMinor: 100n,
      collectionStartedBy: null,
      voidedBy: null,
    });
  });

  it('finds that collection has started, once', () => {
    const started = event(1, 'collection-started');

    expect(effectsOn(invoice(), started)).toMatchObject({ state: 'issued', collectionStartedBy: started });
    const later = invoice({ state: 'issued', collectionStartedAt: new Date(0) });
    expect(effectsOn(later, started).collectionStartedBy).toBeNull();
  });

  it('takes a payment as proof that collection had started, if nobody said so', () => {
    const paid = payment(2, 400);

    expect(effectsOn(invoice(), paid)).toMatchObject({
      state: 'partly-paid',
      collectionStartedBy: paid,
      paidMinor: 400n,
    });
  });

  it('tells each payment what was open when it came', () => {
    const { payments, paidMinor, state } = effectsOn(invoice(), payment(1, 400), payment(2, 500), payment(3, 300));

    expect(payments.map(({ amountMinor, openBeforeMinor }) => [amountMinor, openBeforeMinor])).toEqual([
      [400n, 1000n],
      [500n, 600n],
      [300n, 100n],
    ]);
    expect({ paidMinor, state }).toEqual({ paidMinor: 1200n, state: 'paid' });
  });

  it('counts on from what had been paid before', () => {
    const before = invoice({ state: 'partly-paid', paidMinor: 900n, collectionStartedAt: new Date(0) });

    expect(effectsOn(before, payment(5, 100))).toMatchObject({
      state: 'paid',
      paidMinor: 1000n,
      payments: [{ openBeforeMinor: 100n }],
    });
  });

  it('ignores what failed', () => {
    const failed = [payment(1, 1000), event(2, 'voided'), event(3, 'collection-started')];

    expect(effectsOn(invoice(), ...failed.map((some) => ({ ...some, succeeded: false })))).toMatchObject({
      state: 'authorised',
      paidMinor: 0n,
      voidedBy: null,
      collectionStartedBy: null,
    });
  });

  it.each([
    ['without an amount', null],
    ['of nothing', nok(0)],
    ['of less than nothing', nok(-5)],
    ['in another currency', Money.of(400, 'SEK')],
  ])('sets a payment %s aside for a person, and books nothing', (_, amount) => {
    const strange = event(1, 'paid', { amount });

    expect(effectsOn(invoice(), strange)).toMatchObject({
      unreadable: [strange],
      payments: [],
      paidMinor: 0n,
      state: 'issued',
    });
  });
});

describe('a void', () => {
  it('before any payment cancels the invoice', () => {
    const voided = event(2, 'voided');

    expect(effectsOn(invoice(), event(1, 'collection-started'), voided)).toMatchObject({
      state: 'voided',
      voidedBy: voided,
      paidBeforeVoidMinor: 0n,
    });
  });

  it('after a part payment closes it, and says what had been paid', () => {
    expect(effectsOn(invoice(), payment(1, 400), event(2, 'voided'))).toMatchObject({
      state: 'closed',
      paidBeforeVoidMinor: 400n,
      paidMinor: 400n,
    });
  });

  it('is told once', () => {
    const before = invoice({ state: 'voided', voidedAt: new Date(0) });

    expect(effectsOn(before, event(3, 'voided')).voidedBy).toBeNull();
  });

  it('leaves nothing open: a later payment is all excess, in the same look or in the next', () => {
    const [started, voided, late] = [event(1, 'collection-started'), event(2, 'voided'), payment(3, 1000)];

    expect(effectsOn(invoice(), started, voided, late)).toMatchObject({
      state: 'voided',
      paidBeforeVoidMinor: 0n,
      payments: [{ amountMinor: 1000n, openBeforeMinor: 0n }],
    });
    expect(effectsOn(afterLooks([[started, voided]]), late)).toMatchObject({
      state: 'voided',
      payments: [{ amountMinor: 1000n, openBeforeMinor: 0n }],
    });
  });

  it('of an invoice that was never booked keeps it unbooked, whatever comes later', () => {
    const [voided, late] = [event(1, 'voided'), payment(2, 1000)];

    expect(effectsOn(invoice(), voided, late).collectionStartedBy).toBeNull();
    expect(effectsOn(afterLooks([[voided]]), late).collectionStartedBy).toBeNull();
    expect(effectsOn(afterLooks([[voided]]), event(0, 'collection-started')).collectionStartedBy).toBeNull();
  });
});

describe('the order and number of looks', () => {
  const payments = fc.array(fc.integer({ min: 1, max: 600 }), { maxLength: 6 });
  const kinds = fc.constantFrom<ProviderEventKind>('authorised', 'collection-started', 'other', 'reversed');

  const sums = ({ state, paidMinor, collectionStartedAt, voidedAt }: Invoice): Record<string, unknown> => ({
    state,
    paidMinor,
    isStarted: collectionStartedAt !== null,
    isVoided: voidedAt !== null,
  });

  /** Which look shows which event; an event may be shown by several, in any order. */
  const shuffled = (events: readonly ProviderEvent[]): fc.Arbitrary<ProviderEvent[][]> =>
    fc
      .array(fc.shuffledSubarray([...events]), { maxLength: 6 })
      .chain((looks) => fc.shuffledSubarray([...events], { minLength: events.length }).map((rest) => [...looks, rest]));

  it('do not matter: doubled, late and shuffled events give the same sum and the same state', () => {
    const history = fc
      .tuple(payments, fc.array(kinds, { maxLength: 4 }))
      .map(([amounts, others]) => [
        ...amounts.map((minor, i) => payment(i, minor)),
        ...others.map((kind, i) => event(amounts.length + i, kind)),
      ]);

    fc.assert(
      fc.property(
        history.chain((events) => fc.tuple(fc.constant(events), shuffled(events))),
        ([events, looks]) => {
          expect(sums(afterLooks(looks))).toEqual(sums(afterLooks([events])));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('do not matter for a history with a void either, as long as every look shows all that had happened', () => {
    const history = fc
      .tuple(fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 3 }), payments)
      .map(([before, later]) => [
        event(0, 'collection-started'),
        ...before.map((minor, i) => payment(1 + i, minor)),
        event(10, 'voided'),
        ...later.map((minor, i) => payment(11 + i, minor)),
      ]);

    fc.assert(
      fc.property(history, fc.array(fc.nat(20), { maxLength: 5 }), (events, lengths) => {
        const growing = lengths.sort((a, b) => a - b).map((length) => events.slice(0, length));
        expect(sums(afterLooks([...growing, events]))).toEqual(sums(afterLooks([events])));
      }),
      { numRuns: 300 },
    );
  });

  it('never lose or double money, even with a void that is seen too early or too late', () => {
    const history = payments.map((amounts) => [
      ...amounts.map((minor, i) => payment(i * 2, minor)),
      event(3, 'voided'),
    ]);

    fc.assert(
      fc.property(
        history.chain((events) => fc.tuple(fc.constant(events), shuffled(events))),
        ([events, looks]) => {
          const sum = events.reduce((total, { amount }) => total + (amount?.minor ?? 0n), 0n);
          expect(afterLooks(looks).paidMinor).toBe(sum);
        },
      ),
      { numRuns: 200 },
    );
  });
});
