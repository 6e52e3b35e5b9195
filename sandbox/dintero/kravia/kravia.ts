import type { Clock } from '../../clock.js';
import { HttpError } from '../../http/http-error.js';
import type { Notifier } from '../messages/notifier.js';
import { sumOf, type Invoice, type TransactionRecord } from '../records.js';
import { noteOutcome } from '../session-events.js';
import type { EventError, TransactionEvent, TransactionStatus } from '../wire.js';
import { BANK_ACCOUNTS } from './bank-accounts.js';
import type { DebtorPayments } from './debtor-payments.js';
import type { EventWriter } from './event-writer.js';
import { isAllowed } from './channels.js';
import { singleInvoiceDates } from './invoice-dates.js';
import type { Invoices } from './invoices.js';
import { type Outcome, outcomeOf, plannedPaymentsMinor } from './test-aliases.js';

const RETRY_AFTER_MS = 86_400_000;

/** Where a transaction hangs whose debtor has one of these aliases. */
const HANGING = { stuck: 'INITIATED', unknown: 'UNKNOWN', onhold: 'ON_HOLD' } as const;

const DECLINE: EventError = {
  code: 'credit_declined',
  message: 'Kravia does not give this debtor credit (e-mail alias +declined).',
  type: ['DECLINED'],
  retry_policy: { retry_codes: ['DO_NOT_RETRY'] },
};

const CHANNEL_REFUSED: EventError = {
  code: 'invoice_channel_not_supported',
  message: 'The account may not use this channel.',
  type: ['ERROR'],
  retry_policy: { retry_codes: ['DO_NOT_RETRY'] },
};

/** What a capture call says about itself; absent when Kravia starts collecting of its own accord. */
export interface CaptureDetails {
  readonly reference?: string | undefined;
  readonly items?: unknown;
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  readonly createdBy?: string | undefined;
  readonly correlationRequestId?: string | undefined;
}

/** The life of an invoice at Kravia up to the debtor's money: accepted or not, collected, cancelled. */
export class Kravia {
  constructor(
    private readonly clock: Clock,
    private readonly events: EventWriter,
    private readonly invoices: Invoices,
    private readonly payments: DebtorPayments,
    private readonly notifier: Notifier,
  ) {}

  /** Decides on a new transaction, by the alias in its e-mail address unless the outcome is given. */
  decide(record: TransactionRecord, given: Outcome | null = null): void {
    const allowed = isAllowed(record.terms.channel, record.account.settings);
    const outcome = allowed ? (given ?? outcomeOf(record)) : 'channel';
    if (outcome === 'authorized') {
      this.authorize(record);
      return;
    }
    this.events.append(record, {
      event: 'INITIALIZE',
      transaction_status: hangs(outcome) ? HANGING[outcome] : 'INITIATED',
    });
    if (outcome === 'pending') {
      this.clock.after(record.account.settings.paymentDelayMs, () => this.completePending(record));
    } else if (!hangs(outcome)) this.refuse(record, outcome);
  }

  /** An INITIATED transaction gets its answer; false when it had one already. */
  completePending(record: TransactionRecord): boolean {
    if (record.wire.status !== 'INITIATED') return false;
    this.authorize(record);
    return true;
  }

  /** `sync_status`: what hangs gets its answer, and a status that drifted away is again the one of its last event. */
  synchronise(record: TransactionRecord): void {
    if (record.wire.events.length === 1 && record.wire.status !== 'INITIATED') {
      this.authorize(record);
      return;
    }
    const status = record.wire.events.findLast((event) => event.success)?.transaction_status;
    if (status !== undefined && status !== record.wire.status) this.events.setStatus(record, status);
  }

  /** Dintero says something that its own events do not. */
  drift(record: TransactionRecord, status: TransactionStatus): void {
    this.events.setStatus(record, status);
  }

  /** @throws HttpError 400 unless the transaction is UNKNOWN */
  cancelUnknown(record: TransactionRecord, createdBy: string): void {
    const { status } = record.wire;
    if (status !== 'UNKNOWN') throw new HttpError(400, `The transaction is ${status}, not UNKNOWN.`);
    const event = this.events.append(record, {
      event: 'VOID',
      transaction_status: 'AUTHORIZATION_VOIDED',
      created_by: createdBy,
    });
    this.notifier.changed(record, event);
  }

  /**
   * Collection begins and the debtor can pay; the status stays AUTHORIZED. By itself for the channel `kravia`,
   * through the merchant's capture for the channel `merchant`.
   */
  startCollection(record: TransactionRecord, details: CaptureDetails = {}): void {
    if (record.wire.status !== 'AUTHORIZED' || record.collection === 'started' || record.invoice === null) return;
    record.collection = 'started';
    const event = this.events.append(record, {
      event: 'INITIATE_CAPTURE',
      transaction_status: 'AUTHORIZED',
      amount: details.createdBy === undefined ? undefined : record.wire.amount,
      event_reference: details.reference ?? record.session.order.event_reference,
      items: details.items,
      created_by: details.createdBy,
      correlation_request_id: details.correlationRequestId,
      metadata: { ...details.metadata, ...paymentDetails(record, record.invoice) },
    });
    this.notifier.changed(record, event);
    this.payments.schedule(record, plannedPaymentsMinor(record));
  }

  /** @throws HttpError 400 in a state that cannot be voided. */
  void(record: TransactionRecord, createdBy: string, notify = true): TransactionEvent {
    const faster = record.paymentAtVoidMinor;
    record.paymentAtVoidMinor = null;
    if (faster !== null) this.payments.pay(record, faster);
    this.refuseVoid(record);
    const { status, amount } = record.wire;
    const partly = status === 'PARTIALLY_CAPTURED';
    record.restCancelled = true;
    const event = this.events.append(record, {
      event: 'VOID',
      transaction_status: partly ? 'PARTIALLY_CAPTURED' : 'AUTHORIZATION_VOIDED',
      amount: amount - sumOf(record, 'CAPTURE'),
      created_by: createdBy,
    });
    if (notify) this.notifier.changed(record, event);
    return event;
  }

  /** @throws HttpError 400 in a state that cannot be voided. */
  refuseVoid({ wire: { status }, restCancelled }: TransactionRecord): void {
    const partly = status === 'PARTIALLY_CAPTURED';
    if (partly && restCancelled) throw new HttpError(400, 'The unpaid rest of this invoice is cancelled already.');
    if (status === 'CAPTURED')
      throw new HttpError(400, 'The debtor has paid in full: a CAPTURED invoice cannot be voided.');
    if (!partly && status !== 'AUTHORIZED' && status !== 'INITIATED') {
      throw new HttpError(400, `A transaction with status ${status} cannot be voided.`);
    }
  }

  /** Earlier events turn out to have failed. What Dintero shows then is hardly documented: a failed event that names them. */
  correct(record: TransactionRecord, eventIds: readonly string[]): TransactionEvent {
    const event = this.events.append(record, {
      event: 'CAPTURE',
      transaction_status: record.wire.status,
      success: false,
      correction: { event_ids: eventIds, status: record.wire.status },
    });
    this.notifier.changed(record, event);
    return event;
  }

  private authorize(record: TransactionRecord): void {
    const grouped = record.terms.product === 'kravia.invoice_b2b_grouped';
    // A grouped purchase waits for its period to end; only then is there an invoice with a number.
    const invoice = grouped ? null : this.issue(record);
    const event = this.events.append(record, {
      event: 'AUTHORIZE',
      transaction_status: 'AUTHORIZED',
      metadata: {
        'kravia:creditor_id': record.account.creditorId,
        ...(invoice === null ? {} : invoiceMetadata(invoice)),
      },
    });
    noteOutcome(record, 'AUTHORIZED', event.created_at);
    if (!grouped && record.terms.channel === 'kravia') this.startCollection(record);
    this.notifier.authorized(record, event);
  }

  private issue(record: TransactionRecord): Invoice {
    const dates = singleInvoiceDates(this.clock.nowMs(), record.terms.daysUntilDue);
    return this.invoices.issue(record.account, [record], dates);
  }

  private refuse(record: TransactionRecord, outcome: 'refused' | 'declined' | 'channel'): void {
    const status = outcome === 'declined' ? 'DECLINED' : 'FAILED';
    const error = { declined: DECLINE, channel: CHANNEL_REFUSED, refused: this.refusal() }[outcome];
    const event = this.events.append(record, { event: 'AUTHORIZE', transaction_status: status, success: false, error });
    noteOutcome(record, status, event.created_at);
    this.notifier.failed(record);
  }

  private refusal(): EventError {
    const retryAfter = new Date(this.clock.nowMs() + RETRY_AFTER_MS).toISOString();
    return {
      code: 'invoice_refused',
      message: 'Kravia could not create the invoice now (e-mail alias +refused).',
      type: ['ERROR'],
      retry_policy: { retry_codes: ['RETRY_AFTER_DELAY'], retry_after: retryAfter },
    };
  }
}

function hangs(outcome: string): outcome is keyof typeof HANGING {
  return outcome in HANGING;
}

function invoiceMetadata(invoice: Invoice): Record<string, string> {
  return {
    'kravia:invoice_date': invoice.date,
    'kravia:invoice_due_date': invoice.dueDate,
    'kravia:invoice_number': invoice.number,
    'kravia:invoice_id': invoice.id,
  };
}

/** The dates are repeated for grouped invoices, whose AUTHORIZE event came before there was an invoice. */
function paymentDetails(record: TransactionRecord, invoice: Invoice): Record<string, string> {
  const account = BANK_ACCOUNTS[record.account.settings.country];
  const { 'kravia:invoice_date': date, 'kravia:invoice_due_date': dueDate, ...identity } = invoiceMetadata(invoice);
  const grouped = record.terms.product === 'kravia.invoice_b2b_grouped';
  const known = invoice.isShown ? identity : {};
  return {
    ...known,
    ...(grouped && invoice.isShown
      ? { 'kravia:invoice_date': date ?? '', 'kravia:invoice_due_date': dueDate ?? '' }
      : {}),
    'kravia:payment_details:bank_account:bban': account.bban,
    'kravia:payment_details:bank_account:iban': account.iban,
    'kravia:payment_details:bank_account:swift': account.swift,
    'kravia:payment_details:kid': invoice.kid,
  };
}
