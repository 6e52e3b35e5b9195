import type { Clock } from '../../clock.js';
import { HttpError } from '../../http/http-error.js';
import type { Notifier } from '../messages/notifier.js';
import { eventsOf, type Invoice, sumOf, type TransactionRecord } from '../records.js';
import type { TransactionEvent, TransactionStatus } from '../wire.js';
import type { EventWriter } from './event-writer.js';

interface PaymentOptions {
  /** The fault of a CAPTURE above the invoice: the whole payment is booked, nothing is sent back. */
  readonly overCapture?: boolean;
  /** The money was on its way when the invoice was cancelled, and is confirmed all the same. */
  readonly inTransit?: boolean;
  /** False: nobody is told, as when a callback is lost. */
  readonly notify?: boolean;
}

export interface PaymentResult {
  /** Null when all of it was sent back. */
  readonly event: TransactionEvent | null;
  readonly returnedMinor: number;
}

/** The debtor's money as it reaches Kravia, and money that goes back again. */
export class DebtorPayments {
  constructor(
    private readonly clock: Clock,
    private readonly events: EventWriter,
    private readonly notifier: Notifier,
  ) {}

  /** Kravia keeps what is open and sends the rest back to the debtor. @throws HttpError 409 when none can be taken. */
  pay(record: TransactionRecord, amountMinor: number, options: PaymentOptions = {}): PaymentResult {
    if (!(options.inTransit === true && record.restCancelled)) refuseUncollected(record);
    const paidMinor = sumOf(record, 'CAPTURE');
    const openMinor = record.wire.amount - paidMinor;
    const keptMinor = options.overCapture === true ? amountMinor : Math.min(amountMinor, openMinor);
    if (keptMinor <= 0) return { event: null, returnedMinor: amountMinor };

    const event = this.events.append(record, {
      event: 'CAPTURE',
      transaction_status: paidMinor + keptMinor >= record.wire.amount ? 'CAPTURED' : 'PARTIALLY_CAPTURED',
      amount: keptMinor,
      event_reference: this.referenceOf(record),
    });
    record.wire.settlement_status = 'PENDING_SETTLEMENT';
    if (options.notify !== false) this.notifier.changed(record, event);
    return { event, returnedMinor: amountMinor - keptMinor };
  }

  /**
   * One bank transfer for an invoice over many purchases. Each open one gets its part; what none of them can take is sent
   * back. @throws HttpError 409 when none can be taken
   */
  payInvoice({ records }: Invoice, amountMinor: number, options: PaymentOptions = {}): PaymentResult[] {
    const open = records.filter((record) => reasonNotToTake(record) === null && openOf(record) > 0);
    if (open.length === 0) throw new HttpError(409, 'Nothing is open on this invoice.');
    const spread = records[0]?.account.settings.paymentSpread === 'proportional' ? proportionally : oldestFirst;
    const parts = spread(open.map(openOf), amountMinor);
    return open.flatMap((record, i) => {
      const part = parts[i] ?? 0;
      return part > 0 ? [this.pay(record, part, options)] : [];
    });
  }

  /** Payments that come by themselves, one after the other. One that cannot be taken any more is dropped. */
  schedule(record: TransactionRecord, amountsMinor: readonly number[]): void {
    for (const [index, amountMinor] of amountsMinor.entries()) {
      this.clock.after(record.account.settings.paymentDelayMs * (index + 1), () => {
        if (reasonNotToTake(record) === null) this.pay(record, amountMinor);
      });
    }
  }

  /**
   * The bank takes a payment back. How Dintero would show this for Kravia is not documented; the sandbox uses
   * the enumerated REFUND event and statuses. @throws HttpError 409 when there is not that much to take back.
   */
  reverse(record: TransactionRecord, amountMinor: number | null): TransactionEvent {
    const capturedMinor = sumOf(record, 'CAPTURE');
    const earlierMinor = sumOf(record, 'REFUND');
    const wantedMinor = amountMinor ?? eventsOf(record, 'CAPTURE').at(-1)?.amount ?? 0;
    if (wantedMinor <= 0 || earlierMinor + wantedMinor > capturedMinor) {
      throw new HttpError(409, `Only ${capturedMinor - earlierMinor} of the payments can be taken back.`);
    }
    const event = this.events.append(record, {
      event: 'REFUND',
      transaction_status: statusAfterRefund(record, capturedMinor, earlierMinor + wantedMinor),
      amount: wantedMinor,
      event_reference: this.referenceOf(record),
    });
    this.notifier.changed(record, event);
    return event;
  }

  /** The capture's own reference is carried on to what follows from it, and into the settlement report. */
  private referenceOf(record: TransactionRecord): string | undefined {
    const initiated = record.wire.events.find(({ event }) => event === 'INITIATE_CAPTURE');
    return initiated?.event_reference ?? record.session.order.event_reference;
  }
}

function openOf(record: TransactionRecord): number {
  return record.wire.amount - sumOf(record, 'CAPTURE');
}

function oldestFirst(open: readonly number[], amountMinor: number): number[] {
  let leftMinor = amountMinor;
  return open.map((openMinor) => {
    const part = Math.min(openMinor, leftMinor);
    leftMinor -= part;
    return part;
  });
}

/** By what is open of each, rounded down; what rounding leaves over goes to the oldest that can take it. */
function proportionally(open: readonly number[], amountMinor: number): number[] {
  const total = open.reduce((sum, openMinor) => sum + openMinor, 0);
  const kept = Math.min(amountMinor, total);
  const parts = open.map((openMinor) => Math.floor((openMinor * kept) / total));
  const rest = oldestFirst(
    open.map((openMinor, i) => openMinor - (parts[i] ?? 0)),
    kept - parts.reduce((sum, part) => sum + part, 0),
  );
  return parts.map((part, i) => part + (rest[i] ?? 0));
}

function refuseUncollected(record: TransactionRecord): void {
  const reason = reasonNotToTake(record);
  if (reason !== null) throw new HttpError(409, reason);
}

function reasonNotToTake(record: TransactionRecord): string | null {
  if (record.restCancelled) return 'The invoice is cancelled: Kravia sends this money back to the debtor.';
  if (record.collection !== 'started') {
    return 'Collection has not started: there is no INITIATE_CAPTURE event yet, so nobody could have paid.';
  }
  return null;
}

function statusAfterRefund(record: TransactionRecord, capturedMinor: number, refundedMinor: number): TransactionStatus {
  if (refundedMinor === capturedMinor) return 'REFUNDED';
  return capturedMinor < record.wire.amount ? 'PARTIALLY_CAPTURED_REFUNDED' : 'PARTIALLY_REFUNDED';
}
