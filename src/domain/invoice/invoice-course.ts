import type { ProviderEvent, ProviderEventKind } from './provider-transaction.js';
import { type RestTreatment, treatmentOf, type VoidCause } from './void-cause.js';

/** The provider's settlement took back what had been paid. */
export interface PaymentReversal {
  /** Names the settlement line it comes from. */
  readonly key: string;
  readonly settlementId: string;
  /** The payment event it takes back, wholly or in part. */
  readonly paymentKey: string;
  readonly amountMinor: bigint;
  readonly occurredAt: Date;
}

/** Everything that is known of an invoice once it is at the provider. Each event and reversal once, in any order. */
export interface InvoiceHistory {
  readonly totalMinor: bigint;
  readonly currency: string;
  readonly events: readonly ProviderEvent[];
  readonly reversals: readonly PaymentReversal[];
  /** Why the invoice is cancelled, as far as anybody said so. */
  readonly cause: VoidCause | null;
}

export interface CoursePayment {
  readonly event: ProviderEvent;
  readonly amountMinor: bigint;
  /** What of it paid the debt; the rest was paid too much and is owed back. */
  readonly toReceivableMinor: bigint;
  readonly overpaidMinor: bigint;
}

export interface CourseReversal {
  readonly reversal: PaymentReversal;
  /** What of it brings the debt back to life; the rest returns what had been paid too much. */
  readonly toReceivableMinor: bigint;
  readonly fromOverpaidMinor: bigint;
}

/** What a void cancelled. */
export interface CancelledRest {
  readonly amountMinor: bigint;
  /** `undecided`: something had been paid and nobody said why the rest is cancelled. */
  readonly treatment: RestTreatment | 'undecided';
}

/** What happened to an invoice, told from beginning to end. */
export interface InvoiceCourse {
  readonly totalMinor: bigint;
  /** The event by which collection turned out to have started; from then on it is an invoice, and in the books. */
  readonly startedBy: ProviderEvent | null;
  readonly voidedBy: ProviderEvent | null;
  /** Null as long as nothing was cancelled that is in the books. */
  readonly rest: CancelledRest | null;
  readonly payments: readonly CoursePayment[];
  readonly reversals: readonly CourseReversal[];
  /** The sum of the payments, whatever became of them. */
  readonly paidMinor: bigint;
  readonly reversedMinor: bigint;
  /** What the debtor still owes in the books. */
  readonly openMinor: bigint;
  /** What is owed back to the debtor. */
  readonly overpaidMinor: bigint;
  /** Payments without a usable amount. */
  readonly unreadable: readonly ProviderEvent[];
  /** Events that are not expected of this provider, such as refunds and corrections: a person looks, nothing is booked. */
  readonly unexpected: readonly ProviderEvent[];
}

/**
 * Tells the course of an invoice from the set of everything known. The order in which it became known does not matter:
 * the same set always gives the same course, so late, doubled and reordered news end in the same state and books.
 */
export function courseOf(history: InvoiceHistory): InvoiceCourse {
  const told = new Telling(history);
  for (const happening of inOrder(history)) told.next(happening);
  return told.course();
}

type Happening =
  | { readonly at: Date; readonly rank: number; readonly key: string; readonly event: ProviderEvent }
  | { readonly at: Date; readonly rank: number; readonly key: string; readonly reversal: PaymentReversal };

/** What happened at the same instant goes in this order: what was paid is not cancelled. */
const RANKS: Readonly<Record<ProviderEventKind, number>> = {
  authorised: 0,
  'collection-started': 1,
  paid: 2,
  reversed: 4,
  voided: 5,
  corrected: 6,
  'void-started': 7,
  other: 7,
};
const REVERSAL_RANK = 3;

function inOrder({ events, reversals }: InvoiceHistory): Happening[] {
  const happenings: Happening[] = [
    ...events
      .filter(({ succeeded, kind }) => succeeded || kind === 'corrected')
      .map((event) => ({ at: event.occurredAt, rank: RANKS[event.kind], key: event.key, event })),
    ...reversals.map((reversal) => ({ at: reversal.occurredAt, rank: REVERSAL_RANK, key: reversal.key, reversal })),
  ];
  return happenings.sort(
    (a, b) => a.at.getTime() - b.at.getTime() || a.rank - b.rank || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
  );
}

/** One pass over the history, from the oldest to the newest. */
class Telling {
  private startedBy: ProviderEvent | null = null;
  private voidedBy: ProviderEvent | null = null;
  private rest: CancelledRest | null = null;
  private openMinor: bigint;
  private overpaidMinor = 0n;
  private readonly payments: CoursePayment[] = [];
  private readonly reversals: CourseReversal[] = [];
  private readonly unreadable: ProviderEvent[] = [];
  private readonly unexpected: ProviderEvent[] = [];

  constructor(private readonly history: InvoiceHistory) {
    this.openMinor = history.totalMinor;
  }

  next(happening: Happening): void {
    if ('reversal' in happening) {
      this.takeBack(happening.reversal);
      return;
    }
    const { event } = happening;
    switch (event.kind) {
      case 'collection-started':
        this.start(event);
        return;
      case 'paid':
        this.pay(event);
        return;
      case 'voided':
        this.cancel(event);
        return;
      case 'reversed':
      case 'corrected':
        this.unexpected.push(event);
        return;
      default:
    }
  }

  course(): InvoiceCourse {
    const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);
    return {
      totalMinor: this.history.totalMinor,
      startedBy: this.startedBy,
      voidedBy: this.voidedBy,
      rest: this.rest,
      payments: this.payments,
      reversals: this.reversals,
      paidMinor: sum(this.payments.map(({ amountMinor }) => amountMinor)),
      reversedMinor: sum(this.reversals.map(({ reversal }) => reversal.amountMinor)),
      openMinor: this.openMinor,
      overpaidMinor: this.overpaidMinor,
      unreadable: this.unreadable,
      unexpected: this.unexpected,
    };
  }

  /** After a void nothing starts any more: what was cancelled before it was booked is never booked. */
  private start(event: ProviderEvent): void {
    if (this.voidedBy === null) this.startedBy ??= event;
  }

  private pay(event: ProviderEvent): void {
    const { amount } = event;
    // A payment proves that collection had started, even if the provider never said so.
    this.start(event);
    if (!amount?.isPositive || amount.currency !== this.history.currency) {
      this.unreadable.push(event);
      return;
    }
    const payable = this.voidedBy === null ? this.openMinor : 0n;
    const toReceivableMinor = amount.minor < payable ? amount.minor : payable;
    const overpaidMinor = amount.minor - toReceivableMinor;
    this.openMinor -= toReceivableMinor;
    this.overpaidMinor += overpaidMinor;
    this.payments.push({ event, amountMinor: amount.minor, toReceivableMinor, overpaidMinor });
  }

  /** First back goes what had been paid too much (accounting 4.5), the rest makes the debt live again (4.7). */
  private takeBack(reversal: PaymentReversal): void {
    // Only what was paid can be taken back: without its payment a reversal says nothing yet.
    if (this.payments.every(({ event }) => event.key !== reversal.paymentKey)) return;
    const fromOverpaidMinor = reversal.amountMinor < this.overpaidMinor ? reversal.amountMinor : this.overpaidMinor;
    const toReceivableMinor = reversal.amountMinor - fromOverpaidMinor;
    this.overpaidMinor -= fromOverpaidMinor;
    this.openMinor += toReceivableMinor;
    this.reversals.push({ reversal, toReceivableMinor, fromOverpaidMinor });
  }

  /** Where nothing is open there is nothing to cancel: a paid invoice stays paid. */
  private cancel(event: ProviderEvent): void {
    if (this.voidedBy !== null || this.openMinor === 0n) return;
    this.voidedBy = event;
    const amountMinor = this.openMinor;
    if (this.startedBy === null) {
      this.openMinor = 0n;
      return;
    }
    const treatment = this.treatment();
    this.rest = { amountMinor, treatment };
    if (treatment !== 'undecided' && treatment !== 'stays-open') this.openMinor = 0n;
  }

  /** Nothing paid and no cause given: the sale is undone. Part paid and no cause given: a person decides. */
  private treatment(): CancelledRest['treatment'] {
    if (this.history.cause !== null) return treatmentOf(this.history.cause);
    return this.openMinor === this.history.totalMinor ? 'credit-note' : 'undecided';
  }
}
