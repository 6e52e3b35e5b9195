import type { InvoiceChannel, InvoiceProduct } from '../order/order.js';
import type { InvoiceState } from './invoice-state.js';
import { type RestTreatment, treatmentOf, type VoidCause } from './void-cause.js';

/** What of an invoice decides whether and how it can be cancelled. */
export interface CancellableInvoice {
  readonly state: InvoiceState;
  readonly product: InvoiceProduct;
  readonly channel: InvoiceChannel | null;
  readonly isStarted: boolean;
  readonly paidMinor: bigint;
  readonly openMinor: bigint;
}

/** What a cancellation does to the books. `nothing`: it was never an invoice. `undecided`: a person is asked. */
export type CancelEffect = RestTreatment | 'nothing' | 'undecided';

export type CancelDecision =
  /** Nothing was sent, and nothing will be. */
  | { readonly outcome: 'withdrawn' }
  /** What is unpaid is being voided at the provider; known to be so only when the void is proved. */
  | { readonly outcome: 'requested'; readonly books: CancelEffect }
  /** It was voided before; now it is known why, so the rest can be booked. */
  | { readonly outcome: 'decided'; readonly books: RestTreatment }
  /** The debtor has paid all of it. */
  | { readonly outcome: 'refused' }
  /** There is no invoice, or it is cancelled already. */
  | { readonly outcome: 'nothing' };

/** What cancelling an invoice leads to, in every state (API reference 3.4, accounting 4.2 and 4.4). */
export function decideCancel(invoice: CancellableInvoice | null, cause: VoidCause | null): CancelDecision {
  if (invoice === null) return { outcome: 'nothing' };
  switch (invoice.state) {
    case 'withdrawn':
    case 'voided':
      return { outcome: 'nothing' };
    case 'planned':
    case 'held':
    case 'rejected':
    case 'expired':
      return { outcome: 'withdrawn' };
    case 'paid':
      return { outcome: 'refused' };
    case 'closed':
      return cause !== null && invoice.openMinor > 0n
        ? { outcome: 'decided', books: treatmentOf(cause) }
        : { outcome: 'nothing' };
    default:
      return { outcome: 'requested', books: effectOn(invoice, cause) };
  }
}

function effectOn(invoice: CancellableInvoice, cause: VoidCause | null): CancelEffect {
  if (!invoice.isStarted && !startsByItself(invoice)) return 'nothing';
  if (cause !== null) return treatmentOf(cause);
  return invoice.paidMinor > 0n ? 'undecided' : 'credit-note';
}

/** An invoice that Kravia delivers is collected from the moment it is accepted, unless it waits for its period to end. */
function startsByItself({ state, channel, product }: CancellableInvoice): boolean {
  const isDecided = state === 'submitting' || state === 'pending';
  return isDecided && channel === 'kravia' && product !== 'b2b-grouped';
}
