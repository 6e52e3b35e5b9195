import fc from 'fast-check';
import { decideCancel } from '../invoice/cancel-decision.js';
import { INVOICE_STATES, type InvoiceState } from '../invoice/invoice-state.js';
import { type ChangePolicy, decideChange, type KnownOrder, type LatestInvoice } from './order-decision.js';

const known = (changes: Partial<KnownOrder> = {}): KnownOrder => ({
  revision: 2,
  isCancelled: false,
  waitingRevision: null,
  ...changes,
});
const invoice = (state: InvoiceState, cancelRequested = false): LatestInvoice => ({ state, cancelRequested });
const stepOn = (state: InvoiceState, revision: number, policy: ChangePolicy, cancelRequested = false): string => {
  const decision = decideChange(known(), revision, invoice(state, cancelRequested), policy);
  return decision.step === 'refuse' ? `refuse: ${decision.why}` : decision.step;
};

describe('decideChange', () => {
  it.each<[InvoiceState, string, string]>([
    ['planned', 'replace', 'replace'],
    ['held', 'replace', 'replace'],
    ['rejected', 'replace', 'replace'],
    ['expired', 'replace', 'replace'],
    ['awaiting-debtor', 'refuse: invoiced', 'reissue'],
    ['submitting', 'refuse: invoiced', 'reissue'],
    ['pending', 'refuse: invoiced', 'reissue'],
    ['authorised', 'refuse: invoiced', 'reissue'],
    ['issued', 'refuse: invoiced', 'reissue'],
    ['partly-paid', 'refuse: paid', 'refuse: paid'],
    ['paid', 'refuse: paid', 'refuse: paid'],
    ['closed', 'refuse: paid', 'refuse: paid'],
    ['voided', 'replace', 'replace'],
    ['withdrawn', 'replace', 'replace'],
  ])('a higher revision of an order whose invoice is %s: %s by default, %s for one who reissues', (state, a, b) => {
    expect([stepOn(state, 3, 'refuse'), stepOn(state, 3, 'reissue')]).toEqual([a, b]);
  });

  it.each<[InvoiceState, string]>([
    ['planned', 'replace'],
    ['issued', 'refuse: revision'],
    ['voided', 'refuse: revision'],
    ['paid', 'refuse: paid'],
  ])('the same revision with other content, whose invoice is %s: %s', (state, step) => {
    expect(stepOn(state, 2, 'reissue')).toBe(step);
  });

  it('a higher revision waits for a void that is under way, also where changes are refused', () => {
    expect(stepOn('issued', 3, 'refuse', true)).toBe('wait');
  });

  it('a lower revision, one of a cancelled order, and one older than what waits are nothing new', () => {
    expect(stepOn('issued', 1, 'reissue')).toBe('ignore');
    expect(decideChange(known({ isCancelled: true }), 2, invoice('voided'), 'reissue').step).toBe('ignore');
    expect(decideChange(known({ waitingRevision: 4 }), 3, invoice('issued', true), 'reissue').step).toBe('ignore');
  });

  it('a higher revision brings a cancelled order back', () => {
    expect(decideChange(known({ isCancelled: true }), 3, null, 'refuse').step).toBe('replace');
    expect(decideChange(known({ isCancelled: true }), 3, invoice('voided'), 'refuse').step).toBe('replace');
  });
});

/** One order, its invoices, and a provider that may be slow, refuse, or be paid at any moment. */
class World {
  readonly invoices: { state: InvoiceState; cancelRequested: boolean }[] = [];
  private order: KnownOrder = known({ revision: 1 });

  constructor(private readonly policy: ChangePolicy) {
    this.plan();
  }

  message(revision: number): void {
    const decision = decideChange(this.order, revision, this.latest, this.policy);
    if (decision.step === 'replace') {
      if (['planned', 'held', 'rejected', 'expired'].includes(this.latest.state)) this.latest.state = 'withdrawn';
      this.order = { revision, isCancelled: false, waitingRevision: null };
      this.plan();
    } else if (decision.step === 'reissue' || decision.step === 'wait') {
      this.latest.cancelRequested = true;
      this.order = { ...this.order, waitingRevision: revision };
    }
  }

  cancel(): void {
    const some = {
      ...this.latest,
      product: 'b2b',
      channel: 'kravia',
      isStarted: true,
      paidMinor: 0n,
      openMinor: 0n,
    } as const;
    const { outcome } = decideCancel(some, null);
    if (outcome === 'refused') return;
    if (outcome === 'withdrawn') this.latest.state = 'withdrawn';
    if (outcome === 'requested') this.latest.cancelRequested = true;
    this.order = { ...this.order, isCancelled: true, waitingRevision: null };
  }

  /** The provider moves the latest invoice on. */
  provider(to: InvoiceState): void {
    const { state } = this.latest;
    const moves: Partial<Record<InvoiceState, readonly InvoiceState[]>> = {
      planned: ['submitting'],
      held: ['planned'],
      submitting: ['pending', 'awaiting-debtor', 'rejected', 'authorised', 'issued'],
      'awaiting-debtor': ['expired', 'withdrawn', 'authorised'],
      expired: ['planned', 'authorised'],
      pending: ['rejected', 'authorised', 'issued'],
      authorised: ['issued', 'voided'],
      issued: ['partly-paid', 'paid', 'voided'],
      'partly-paid': ['paid', 'closed'],
      rejected: ['planned'],
    };
    if (!moves[state]?.includes(to)) return;
    this.latest.state = to;
    if (to === 'paid') this.latest.cancelRequested = false;
    this.afterVoid();
  }

  get live(): number {
    return this.invoices.filter(({ state }) => !['voided', 'withdrawn', 'rejected', 'expired'].includes(state)).length;
  }

  private get latest(): { state: InvoiceState; cancelRequested: boolean } {
    return this.invoices.at(-1) ?? { state: 'withdrawn', cancelRequested: false };
  }

  /** What waits is handled again once the void is proved, and given up when it is refused. */
  private afterVoid(): void {
    const { waitingRevision } = this.order;
    if (waitingRevision === null) return;
    if (this.latest.state === 'voided') this.message(waitingRevision);
    else if (!this.latest.cancelRequested || this.latest.state === 'closed') {
      this.order = { ...this.order, waitingRevision: null };
    }
  }

  private plan(): void {
    this.invoices.push({ state: 'planned', cancelRequested: false });
  }
}

it('an order never has two live invoices, whatever the ERP sends and whatever the provider does', () => {
  const step = fc.oneof(
    fc.integer({ min: 1, max: 6 }).map((revision) => (world: World) => {
      world.message(revision);
    }),
    fc.constant((world: World) => {
      world.cancel();
    }),
    fc.constantFrom(...INVOICE_STATES).map((state) => (world: World) => {
      world.provider(state);
    }),
  );
  fc.assert(
    fc.property(
      fc.constantFrom<ChangePolicy>('refuse', 'reissue'),
      fc.array(step, { maxLength: 40 }),
      (policy, steps) => {
        const world = new World(policy);
        for (const next of steps) {
          next(world);
          expect(world.live).toBeLessThanOrEqual(1);
        }
      },
    ),
    { numRuns: 1000 },
  );
});
