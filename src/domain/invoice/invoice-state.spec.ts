import fc from 'fast-check';
import { Money } from '../money.js';
import { courseOf, type InvoiceCourse } from './invoice-course.js';
import { INVOICE_MOVES, INVOICE_STATES, moveInvoice, OPEN_STATES, stateOf } from './invoice-state.js';
import type { ProviderEvent, ProviderEventKind } from './provider-transaction.js';

/** A course of these events, one an hour; a number is a payment of so much on an invoice of 1000. */
function course(...events: readonly (ProviderEventKind | number)[]): InvoiceCourse {
  return courseOf({
    totalMinor: 1000n,
    currency: 'NOK',
    cause: null,
    reversals: [],
    events: events.map((some, i): ProviderEvent => {
      const kind = typeof some === 'number' ? 'paid' : some;
      return {
        key: String(i),
        kind,
        name: kind,
        succeeded: true,
        amount: typeof some === 'number' ? Money.of(some, 'NOK') : null,
        occurredAt: new Date(Date.UTC(2026, 10, 20, i)),
        eventReference: null,
        settlementIds: [],
      };
    }),
  });
}

describe('stateOf', () => {
  it.each([
    ['the provider still decides', course(), 'pending', 'pending'],
    ['the provider refused', course(), 'refused', 'rejected'],
    ['accepted, collection not started', course('authorised'), 'accepted', 'authorised'],
    ['collection started', course('collection-started'), 'accepted', 'issued'],
    ['part paid', course('collection-started', 400), 'accepted', 'partly-paid'],
    ['paid', course('collection-started', 1000), 'accepted', 'paid'],
    ['paid too much', course(600, 500), 'accepted', 'paid'],
    ['voided before collection', course('authorised', 'voided'), 'accepted', 'voided'],
    ['voided unpaid', course('collection-started', 'voided'), 'accepted', 'voided'],
    ['voided after a part payment', course(400, 'voided'), 'accepted', 'closed'],
    ['paid after it was voided', course('collection-started', 'voided', 1000), 'accepted', 'voided'],
    ['voided when nothing was open any more', course(1000, 'voided'), 'accepted', 'paid'],
  ] as const)('%s', (_, some, standing, state) => {
    expect(stateOf(some, standing)).toBe(state);
  });
});

describe('the table of moves', () => {
  const state = fc.constantFrom(...INVOICE_STATES);

  it('lets nothing bring back an invoice that was withdrawn, and nothing take away one the provider has accepted', () => {
    const accepted = ['authorised', 'issued', 'partly-paid', 'paid', 'voided', 'closed'] as const;

    expect(INVOICE_STATES.filter((some) => INVOICE_MOVES[some].length === 0)).toEqual(['withdrawn']);
    fc.assert(
      fc.property(fc.constantFrom(...accepted), fc.array(state), (start, wishes) => {
        expect(accepted).toContain(wishes.reduce(moveInvoice, start));
      }),
    );
  });

  it('allows the provider every state once it has accepted: there the facts decide, in whatever order they are told', () => {
    const reached = ['pending', 'authorised', 'issued', 'partly-paid', 'paid', 'closed'] as const;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...reached)), fc.constantFrom(...reached.slice(1)), (told, last) => {
        expect([...told, last].reduce<(typeof INVOICE_STATES)[number]>(moveInvoice, 'submitting')).toBe(last);
      }),
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

  it('polls what the debtor may still pay', () => {
    expect(OPEN_STATES).toEqual(['pending', 'authorised', 'issued', 'partly-paid']);
  });
});
