import type { Money } from '../money.js';
import type { LocalDate } from '../local-date.js';
import type { InvoiceChannel, InvoiceProduct } from '../order/order.js';

/**
 * What happened to a transaction, in our words. `reversed` says that money went back to the debtor, `corrected` that the
 * provider takes back what earlier events said; anything else it reports is `other` and only kept.
 */
export type ProviderEventKind =
  'authorised' | 'collection-started' | 'paid' | 'void-started' | 'voided' | 'reversed' | 'corrected' | 'other';

export interface ProviderEvent {
  /** Unique within the transaction: the provider's event id, or its request id, or a hash of what identifies it. */
  readonly key: string;
  readonly kind: ProviderEventKind;
  /** The provider's own name of the event, for people. */
  readonly name: string;
  readonly succeeded: boolean;
  /** Null when the provider gave none; a payment without an amount cannot be booked. */
  readonly amount: Money | null;
  readonly occurredAt: Date;
  /** Our capture reference as it comes back, also on settlement lines. */
  readonly eventReference: string | null;
  /** Settlements that paid this event out, when the provider says so. */
  readonly settlementIds: readonly string[];
}

export interface InvoiceFactsFromProvider {
  readonly invoiceNumber: string | null;
  readonly kid: string | null;
  readonly bankAccount: string | null;
  readonly iban: string | null;
  readonly bic: string | null;
  readonly invoiceDate: LocalDate | null;
  readonly dueDate: LocalDate | null;
  readonly documentUrl: string | null;
  readonly channel: InvoiceChannel | null;
}

export interface ProviderRefusal {
  readonly code: string;
  readonly message: string;
  /** The provider forbids repeating this. */
  readonly final: boolean;
  /** It was the channel that was refused, not the order. Absent on refusals stored before this was told apart. */
  readonly ofChannel?: boolean;
}

/** What the provider's own status says of the authorisation; amounts are never taken from it. */
export type ProviderStanding = 'pending' | 'accepted' | 'refused';

/** Tells whether a transaction changed since it was last read; parts the provider leaves out are null. */
export interface ProviderStamp {
  readonly updatedAt: string | null;
  readonly status: string;
  readonly settlementStatus: string | null;
  readonly eventCount: number | null;
}

/** Whether everything a glance shows is as it was; a glance that shows too little never says so. */
export function isUnchanged(glance: ProviderStamp, seen: ProviderStamp | null): boolean {
  if (seen === null || (glance.updatedAt === null && glance.eventCount === null)) return false;
  return (
    glance.status === seen.status &&
    glance.settlementStatus === seen.settlementStatus &&
    (glance.updatedAt === null || glance.updatedAt === seen.updatedAt) &&
    (glance.eventCount === null || glance.eventCount === seen.eventCount)
  );
}

/** A transaction as the provider shows it now, translated; `raw` is kept because it moves money. */
export interface ProviderTransaction {
  readonly transactionId: string;
  readonly sessionId: string | null;
  readonly reference: string;
  /** What an ERP calls the invoice, or the order number until it does. */
  readonly secondReference: string | null;
  readonly amount: Money;
  readonly product: InvoiceProduct | null;
  /** The provider's own name of the product, for people; also of those we do not know. */
  readonly productName: string | null;
  readonly status: string;
  readonly stamp: ProviderStamp;
  readonly standing: ProviderStanding;
  /** The provider's status claims full payment; compared with the events, never booked. */
  readonly claimsPaid: boolean;
  readonly settlementStatus: string | null;
  readonly facts: InvoiceFactsFromProvider;
  readonly events: readonly ProviderEvent[];
  readonly refusal: ProviderRefusal | null;
  readonly raw: unknown;
}
