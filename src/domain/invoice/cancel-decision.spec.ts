import { type CancellableInvoice, decideCancel } from './cancel-decision.js';
import { INVOICE_STATES, type InvoiceState } from './invoice-state.js';
import { VOID_CAUSES, voidCauseIn } from './void-cause.js';

const invoice = (state: InvoiceState, changes: Partial<CancellableInvoice> = {}): CancellableInvoice => ({
  state,
  product: 'b2b',
  channel: 'kravia',
  isStarted: true,
  paidMinor: 0n,
  openMinor: 1000n,
  ...changes,
});

describe('decideCancel', () => {
  it.each<[InvoiceState, string]>([
    ['planned', 'withdrawn'],
    ['held', 'withdrawn'],
    ['rejected', 'withdrawn'],
    ['expired', 'withdrawn'],
    ['awaiting-debtor', 'requested'],
    ['submitting', 'requested'],
    ['pending', 'requested'],
    ['authorised', 'requested'],
    ['issued', 'requested'],
    ['partly-paid', 'requested'],
    ['paid', 'refused'],
    ['closed', 'nothing'],
    ['voided', 'nothing'],
    ['withdrawn', 'nothing'],
  ])('on an invoice that is %s is %s', (state, outcome) => {
    expect(decideCancel(invoice(state), null).outcome).toBe(outcome);
  });

  it('has an answer for every state', () => {
    expect(INVOICE_STATES.map((state) => decideCancel(invoice(state), null).outcome)).toHaveLength(
      INVOICE_STATES.length,
    );
    expect(decideCancel(null, null)).toEqual({ outcome: 'nothing' });
  });

  it.each<[string, CancellableInvoice, string]>([
    ['unpaid', invoice('issued'), 'credit-note'],
    ['paid in part', invoice('partly-paid', { paidMinor: 400n }), 'undecided'],
    ['authorised, before its capture', invoice('authorised', { isStarted: false, channel: 'merchant' }), 'nothing'],
    ['grouped, before its period ends', invoice('authorised', { isStarted: false, product: 'b2b-grouped' }), 'nothing'],
    ['waiting for the debtor to accept', invoice('awaiting-debtor', { isStarted: false }), 'nothing'],
    ['being issued by Kravia', invoice('submitting', { isStarted: false }), 'credit-note'],
    ['being issued for own delivery', invoice('submitting', { isStarted: false, channel: 'merchant' }), 'nothing'],
  ])('without a cause does to the books of one that is %s: %s', (_, some, books) => {
    expect(decideCancel(some, null)).toEqual({ outcome: 'requested', books });
  });

  it.each([
    ['goods-returned', 'credit-note'],
    ['uncollectable', 'bad-debt'],
    ['goodwill', 'waiver'],
    ['collected-elsewhere', 'stays-open'],
  ] as const)('for the cause %s does to the books: %s', (cause, books) => {
    expect(decideCancel(invoice('partly-paid', { paidMinor: 400n }), cause)).toEqual({ outcome: 'requested', books });
  });

  it('settles the rest of a part-paid invoice that was voided before, once its cause is known', () => {
    const undecided = invoice('closed', { paidMinor: 400n, openMinor: 600n });

    expect(decideCancel(undecided, 'goodwill')).toEqual({ outcome: 'decided', books: 'waiver' });
    expect(decideCancel({ ...undecided, openMinor: 0n }, 'goodwill')).toEqual({ outcome: 'nothing' });
  });
});

describe('voidCauseIn', () => {
  it('knows its own words, however they are written, and guesses no other', () => {
    expect(VOID_CAUSES.map((cause) => voidCauseIn(` ${cause.toUpperCase()} `))).toEqual(VOID_CAUSES);
    expect(['returned', 'entered twice', 'goods', ''].map(voidCauseIn)).toEqual([null, null, null, null]);
  });
});
