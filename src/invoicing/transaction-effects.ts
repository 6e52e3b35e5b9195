import { type InvoiceState, moveInvoice, stateFromFacts } from '../domain/invoice/invoice-state.js';
import type { ProviderEvent, ProviderTransaction } from '../domain/invoice/provider-transaction.js';
import type { Invoice } from './invoices.js';

/** A payment event with what was open when it came. */
export interface NewPayment {
  readonly event: ProviderEvent;
  readonly amountMinor: bigint;
  readonly openBeforeMinor: bigint;
}

/** What a look at the transaction changes. Pure: the same invoice and the same new events always give the same. */
export interface TransactionEffects {
  readonly state: InvoiceState;
  /** The event by which collection turned out to have started, when this look is the first to show it. */
  readonly collectionStartedBy: ProviderEvent | null;
  /** The event that cancelled what was unpaid, when this look is the first to show it. */
  readonly voidedBy: ProviderEvent | null;
  /** What had been paid when it was voided; decides between a credit note and a question. */
  readonly paidBeforeVoidMinor: bigint;
  readonly payments: readonly NewPayment[];
  readonly paidMinor: bigint;
  readonly unreadable: readonly ProviderEvent[];
}

/** @param fresh the events never seen before, oldest first */
export function effectsOf(
  invoice: Invoice,
  transaction: ProviderTransaction,
  fresh: readonly ProviderEvent[],
): TransactionEffects {
  const payments: NewPayment[] = [];
  const unreadable: ProviderEvent[] = [];
  let collectionStartedBy: ProviderEvent | null = null;
  let voidedBy: ProviderEvent | null = null;
  let paidMinor = invoice.paidMinor;
  let paidBeforeVoidMinor = invoice.paidMinor;
  let open = invoice.voidedAt === null ? invoice.totalMinor - invoice.paidMinor : 0n;

  for (const event of fresh.filter(({ succeeded }) => succeeded)) {
    // A payment proves that collection had started, even if the provider never said so. After a void nothing starts any
    // more: what was cancelled unbooked is not booked as a sale by a late message, which no credit note would follow.
    const starts = event.kind === 'collection-started' || event.kind === 'paid';
    if (starts && voidedBy === null && invoice.voidedAt === null) collectionStartedBy ??= event;
    if (event.kind === 'voided' && voidedBy === null) {
      voidedBy = event;
      paidBeforeVoidMinor = paidMinor;
      open = 0n;
    }
    if (event.kind !== 'paid') continue;
    const amount = event.amount;
    if (!amount?.isPositive || amount.currency !== invoice.currency) {
      unreadable.push(event);
      continue;
    }
    payments.push({ event, amountMinor: amount.minor, openBeforeMinor: open > 0n ? open : 0n });
    paidMinor += amount.minor;
    open -= amount.minor;
  }

  if (invoice.collectionStartedAt !== null) collectionStartedBy = null;
  if (invoice.voidedAt !== null) voidedBy = null;
  const target = stateFromFacts({
    standing: transaction.standing,
    collectionStarted: invoice.collectionStartedAt !== null || collectionStartedBy !== null,
    voided: invoice.voidedAt !== null || voidedBy !== null,
    paidBeforeVoidMinor,
    paidMinor,
    totalMinor: invoice.totalMinor,
  });
  const state = moveInvoice(invoice.state, target);
  return { state, collectionStartedBy, voidedBy, paidBeforeVoidMinor, payments, paidMinor, unreadable };
}
