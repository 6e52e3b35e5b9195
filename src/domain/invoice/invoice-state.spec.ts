import fc from 'fast-check';
import {
  INVOICE_MOVES,
  INVOICE_STATES,
  type InvoiceFacts,
  isAtProvider,
  moveInvoice,
  OPEN_STATES,
  stateFromFacts,
} from './invoice-state.js';

const facts = (changes: Partial<InvoiceFacts> = {}): InvoiceFacts => ({
  standing: 'accepted',
  collectionStarted: false,
  voided: false,
  paidBeforeVoidMinor: 0n,
  paidMinor: 0n,
  totalMinor: 1000n,
  ...changes,
});

describe('stateFromFacts', () => {
  it.each([
    ['the provider still decides', facts({ standing: 'pending' }), 'pending'],
    ['the provider refused', facts({ standing: 'refused' }), 'rejected'],
    ['accepted, collection not started', facts(), 'authorised'],
    ['collection started', facts({ collectionStarted: true }), 'issued'],
    ['part paid', facts({ collectionStarted: true, paidMinor: 400n }), 'partly-paid'],
    ['paid', facts({ collectionStarted: true, paidMinor: 1000n }), 'paid'],
    ['paid too much', facts({ collectionStarted: true, paidMinor: 1100n }), 'paid'],
    ['voided unpaid', facts({ collectionStarted: true, voided: true }), 'voided'],
    ['voided after a part payment', facts({ voided: true, paidBeforeVoidMinor: 400n, paidMinor: 400n }), 'closed'],
    ['paid after it was voided', facts({ voided: true, paidMinor: 1000n }), 'voided'],
  ])('%s', (_, some, state) => {
    expect(stateFromFacts(some)).toBe(state);
  });
});

describe('the table of moves', () => {
  const state = fc.constantFrom(...INVOICE_STATES);

  it('never lets any sequence of wishes leave a final state', () => {
    const final = INVOICE_STATES.filter((some) => INVOICE_MOVES[some].length === 0);
    expect(final).toEqual(['paid', 'voided', 'closed', 'withdrawn']);
    fc.assert(
      fc.property(fc.constantFrom(...final), fc.array(state), (start, wishes) => {
        expect(wishes.reduce(moveInvoice, start)).toBe(start);
      }),
    );
  });

  it('reaches the same state whatever the order in which growing facts are told', () => {
    // What the provider may come to say of one invoice, each a superset of the one before.
    const history = [
      facts({ standing: 'pending' }),
      facts(),
      facts({ collectionStarted: true }),
      facts({ collectionStarted: true, paidMinor: 400n }),
      facts({ collectionStarted: true, paidMinor: 1000n }),
    ].map(stateFromFacts);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(history, { minLength: history.length }),
        fc.array(fc.constantFrom(...history)),
        (once, again) => {
          const seen = [...once, ...again, ...once];
          expect(seen.reduce(moveInvoice, 'submitting')).toBe('paid');
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('takes a debtor who paid as paid, whatever was said of the link before or after', () => {
    const link = fc.constantFrom('awaiting-debtor' as const, 'expired' as const);
    fc.assert(
      fc.property(link, fc.array(link), fc.array(link), (start, before, after) => {
        const waiting = before.reduce(moveInvoice, start);
        expect(['awaiting-debtor', 'expired']).toContain(waiting);
        expect(after.reduce(moveInvoice, moveInvoice(waiting, 'paid'))).toBe('paid');
      }),
    );
  });

  it('opens a new link only by planning anew, so that the old one is ended first', () => {
    const before = INVOICE_STATES.filter((some) => INVOICE_MOVES[some].includes('awaiting-debtor'));
    expect(before).toEqual(['submitting']);
  });

  it('never goes back: no state can be left and reached again, except to plan a rejected or released one anew', () => {
    const reachable = (from: (typeof INVOICE_STATES)[number], seen = new Set<string>()): Set<string> => {
      for (const to of INVOICE_MOVES[from]) {
        if (seen.has(to)) continue;
        seen.add(to);
        reachable(to, seen);
      }
      return seen;
    };
    const circular = INVOICE_STATES.filter((some) => reachable(some).has(some));
    expect(circular).toEqual(['planned', 'held', 'submitting', 'pending', 'awaiting-debtor', 'expired', 'rejected']);
    expect(circular.some((some) => OPEN_STATES.includes(some) && some !== 'pending')).toBe(false);
  });

  it('knows where an invoice may exist at the provider', () => {
    expect(INVOICE_STATES.filter(isAtProvider)).toEqual([
      'submitting',
      'pending',
      'awaiting-debtor',
      'authorised',
      'issued',
      'partly-paid',
      'paid',
    ]);
  });
});
