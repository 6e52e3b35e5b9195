/**
 * Where an invoice stands between the ERP's order and the debtor's last payment.
 *
 * `planned` waits to be sent · `held` waits for a person · `submitting` may be at the provider, nobody knows yet ·
 * `pending` the provider is still deciding · `awaiting-debtor` a checkout is open and the debtor has its link · `expired`
 * that link ran out, or was ended, unpaid · `authorised` exists, collection not started (merchant channel before
 * capture, grouped before its period ends) · `issued` collection runs, unpaid · `partly-paid` · `paid` ·
 * `voided` cancelled unpaid · `closed` cancelled after a part payment · `rejected` the provider said no ·
 * `withdrawn` cancelled before anything was sent.
 */
export const INVOICE_STATES = [
  'planned',
  'held',
  'submitting',
  'pending',
  'awaiting-debtor',
  'expired',
  'authorised',
  'issued',
  'partly-paid',
  'paid',
  'voided',
  'closed',
  'rejected',
  'withdrawn',
] as const;
export type InvoiceState = (typeof INVOICE_STATES)[number];

const AT_THE_PROVIDER: readonly InvoiceState[] = ['authorised', 'issued', 'partly-paid', 'paid', 'voided', 'closed'];

/** The moves that exist. Whatever is not here cannot happen, in whatever order messages arrive. */
export const INVOICE_MOVES: Readonly<Record<InvoiceState, readonly InvoiceState[]>> = {
  planned: ['held', 'submitting', 'withdrawn'],
  held: ['planned', 'withdrawn'],
  submitting: ['pending', 'awaiting-debtor', 'rejected', 'withdrawn', ...AT_THE_PROVIDER],
  pending: ['rejected', ...AT_THE_PROVIDER],
  'awaiting-debtor': ['planned', 'expired', 'withdrawn', ...AT_THE_PROVIDER],
  // A debtor may have been quicker than our clock.
  expired: ['planned', 'withdrawn', ...AT_THE_PROVIDER],
  authorised: ['issued', 'partly-paid', 'paid', 'voided', 'closed'],
  issued: ['partly-paid', 'paid', 'voided', 'closed'],
  'partly-paid': ['paid', 'closed'],
  paid: [],
  voided: [],
  closed: [],
  rejected: ['planned', 'withdrawn'],
  withdrawn: [],
};

/** The state a wish to move leads to: the target when the table allows it, otherwise where we already are. */
export function moveInvoice(from: InvoiceState, to: InvoiceState): InvoiceState {
  return INVOICE_MOVES[from].includes(to) ? to : from;
}

/** What is known of a transaction, gathered from every event ever seen: it only grows, so order does not matter. */
export interface InvoiceFacts {
  readonly standing: ProviderStanding;
  readonly collectionStarted: boolean;
  readonly voided: boolean;
  /** What had been paid when it was voided. */
  readonly paidBeforeVoidMinor: bigint;
  readonly paidMinor: bigint;
  readonly totalMinor: bigint;
}

/** What the provider's own status says of the authorisation; amounts are never taken from it. */
export type ProviderStanding = 'pending' | 'accepted' | 'refused';

/** The state the facts amount to (API reference section 11, "derived invoice state"). */
export function stateFromFacts(facts: InvoiceFacts): InvoiceState {
  if (facts.voided) return facts.paidBeforeVoidMinor > 0n ? 'closed' : 'voided';
  if (facts.paidMinor >= facts.totalMinor) return 'paid';
  if (facts.paidMinor > 0n) return 'partly-paid';
  if (facts.collectionStarted) return 'issued';
  if (facts.standing === 'refused') return 'rejected';
  return facts.standing === 'accepted' ? 'authorised' : 'pending';
}

/** States in which the debtor may still pay or the provider may still change something: these are polled. */
export const OPEN_STATES: readonly InvoiceState[] = ['pending', 'authorised', 'issued', 'partly-paid'];

/** States in which a session waits for the debtor, or may just have been paid: these are polled by session. */
export const SESSION_STATES: readonly InvoiceState[] = ['awaiting-debtor', 'expired'];

/** States in which an invoice exists, or may exist, at the provider: a changed order is a conflict then. */
export function isAtProvider(state: InvoiceState): boolean {
  return ['submitting', 'pending', 'awaiting-debtor', 'authorised', 'issued', 'partly-paid', 'paid'].includes(state);
}
