import type { InvoiceCourse } from './invoice-course.js';
import type { ProviderStanding } from './provider-transaction.js';

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

/**
 * The moves that exist. Whatever is not here cannot happen, in whatever order messages arrive. Before the provider has
 * accepted, our own decisions move an invoice; from then on its state is what the facts amount to (`stateOf`), and only
 * more facts change it: an invoice the provider has accepted never becomes one it has not.
 */
export const INVOICE_MOVES: Readonly<Record<InvoiceState, readonly InvoiceState[]>> = {
  planned: ['held', 'submitting', 'withdrawn'],
  held: ['planned', 'withdrawn'],
  submitting: ['pending', 'awaiting-debtor', 'rejected', 'withdrawn', ...AT_THE_PROVIDER],
  pending: ['rejected', 'withdrawn', ...AT_THE_PROVIDER],
  'awaiting-debtor': ['planned', 'expired', 'withdrawn', ...AT_THE_PROVIDER],
  // A debtor may have been quicker than our clock.
  expired: ['planned', 'withdrawn', ...AT_THE_PROVIDER],
  authorised: AT_THE_PROVIDER,
  issued: AT_THE_PROVIDER,
  'partly-paid': AT_THE_PROVIDER,
  paid: AT_THE_PROVIDER,
  voided: AT_THE_PROVIDER,
  closed: AT_THE_PROVIDER,
  rejected: ['planned', 'withdrawn'],
  withdrawn: [],
};

/** The state a wish to move leads to: the target when the table allows it, otherwise where we already are. */
export function moveInvoice(from: InvoiceState, to: InvoiceState): InvoiceState {
  return INVOICE_MOVES[from].includes(to) ? to : from;
}

/** The state the facts amount to (API reference section 11, "derived invoice state"). */
export function stateOf(course: InvoiceCourse, standing: ProviderStanding): InvoiceState {
  const { voidedBy, startedBy, payments, openMinor } = course;
  const somethingPaid = payments.some(({ toReceivableMinor }) => toReceivableMinor > 0n);
  if (voidedBy) return somethingPaid ? 'closed' : 'voided';
  if (openMinor === 0n) return 'paid';
  if (openMinor < course.totalMinor) return 'partly-paid';
  if (startedBy) return 'issued';
  if (standing === 'refused') return 'rejected';
  return standing === 'accepted' ? 'authorised' : 'pending';
}

/** States in which the debtor may still pay or the provider may still change something: these are polled. */
export const OPEN_STATES: readonly InvoiceState[] = ['pending', 'authorised', 'issued', 'partly-paid'];

/** States in which a session waits for the debtor, or may just have been paid: these are polled by session. */
export const SESSION_STATES: readonly InvoiceState[] = ['awaiting-debtor', 'expired'];
