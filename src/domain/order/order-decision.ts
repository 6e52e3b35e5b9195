import type { InvoiceState } from '../invoice/invoice-state.js';

export const CHANGE_POLICIES = ['refuse', 'reissue'] as const;
/** What happens to an order that comes back changed when it has an unpaid invoice. */
export type ChangePolicy = (typeof CHANGE_POLICIES)[number];

/** An order as we know it. */
export interface KnownOrder {
  readonly revision: number;
  /** The ERP cancelled this revision. */
  readonly isCancelled: boolean;
  /** A later revision that waits until the invoice of this one is voided. */
  readonly waitingRevision: number | null;
}

/** The order's latest invoice. */
export interface LatestInvoice {
  readonly state: InvoiceState;
  readonly cancelRequested: boolean;
}

/** Why a changed order cannot be invoiced: it has an invoice · the revision must rise · something of it is paid. */
export type ChangeObstacle = 'invoiced' | 'revision' | 'paid';

export type OrderDecision =
  /** Known already, or older than what is known. */
  | { readonly step: 'ignore' }
  /** Takes the place of what was known, and is invoiced. */
  | { readonly step: 'replace' }
  /** The invoice is voided first; only when that is proved the new revision is invoiced. */
  | { readonly step: 'reissue' }
  /** The void is under way already; the new revision waits for its proof. */
  | { readonly step: 'wait' }
  | { readonly step: 'refuse'; readonly why: ChangeObstacle };

/**
 * What a changed order leads to. One rule stands above all: a new invoice is only planned when every earlier one of the
 * order was never sent or is proved to be void, so that no order has two live invoices.
 */
export function decideChange(
  known: KnownOrder,
  revision: number,
  invoice: LatestInvoice | null,
  policy: ChangePolicy,
): OrderDecision {
  if (revision < Math.max(known.revision, known.waitingRevision ?? 0)) return { step: 'ignore' };
  const isNewRevision = revision > known.revision;
  if (known.isCancelled && !isNewRevision) return { step: 'ignore' };
  if (invoice === null) return { step: 'replace' };
  switch (invoice.state) {
    case 'planned':
    case 'held':
    case 'rejected':
    case 'expired':
      return { step: 'replace' };
    case 'voided':
    case 'withdrawn':
      // Its reference is used up: a transaction under it may exist.
      return isNewRevision ? { step: 'replace' } : { step: 'refuse', why: 'revision' };
    case 'partly-paid':
    case 'paid':
    case 'closed':
      return { step: 'refuse', why: 'paid' };
    default:
      return decideOnLive(isNewRevision, invoice.cancelRequested, policy);
  }
}

/** Revisions of the same number have no order among themselves: a late copy of the first must not undo the second. */
function decideOnLive(isNewRevision: boolean, cancelRequested: boolean, policy: ChangePolicy): OrderDecision {
  if (policy === 'refuse' && !cancelRequested) return { step: 'refuse', why: 'invoiced' };
  if (!isNewRevision) return { step: 'refuse', why: 'revision' };
  return { step: cancelRequested ? 'wait' : 'reissue' };
}
