import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { InvoiceCourse } from '../domain/invoice/invoice-course.js';
import { type InvoiceState, moveInvoice, OPEN_STATES, stateOf } from '../domain/invoice/invoice-state.js';
import type { Merchant } from '../domain/merchant.js';
import { Exceptions } from '../exceptions/exceptions.js';
import { Steps } from '../platform/jobs/steps.js';
import { BookCourse } from './book-course.js';
import { CourseAlarms } from './course-alarms.js';
import type { Advance } from './advance.js';
import { changesBetween } from './course-changes.js';
import type { NumberedInvoice } from './course-entries.js';
import { factsHash, factsOf } from './invoice-facts.js';
import { InvoiceDelivery } from './invoice-delivery.port.js';
import { continueOrderOf, type Invoice, Invoices } from './invoices.js';
import { ISSUE_INVOICE, REFRESH_INVOICE, START_COLLECTION, TELL_ERP, VOID_INVOICE, WATCH_SESSION } from './steps.js';
import { TransactionLog } from './transaction-log.js';

/** Cases about the state the invoice was in, and steps that were to lead out of it. */
const OVER_WITH_THE_STATE = [
  'PROVIDER_REJECTED',
  'CAPTURE_REFUSED',
  'CANCEL_REFUSED',
  'VOID_REFUSED',
  'ADOPTION_MISMATCH',
  'SALE_UNKNOWN',
  'SALE_TAKEN',
  'CHECKOUT_DECLINED',
  'CHECKOUT_EXPIRED',
  'CHECKOUT_ENDED',
  'LINK_REFUSED',
  'DUPLICATE_AT_PROVIDER',
  'STATUS_EVENTS_DISAGREE',
  'GROUPED_NOT_ISSUED',
  'CHANNEL_NOT_ALLOWED',
] as const;
const STEPS_TO_A_STATE = [ISSUE_INVOICE, WATCH_SESSION, START_COLLECTION, VOID_INVOICE, REFRESH_INVOICE].map(
  ({ name }) => name,
);

/** Moves an invoice along its course: the books, the row, what people must know, and what has to follow. */
@Injectable()
export class AdvanceInvoice {
  constructor(
    private readonly invoices: Invoices,
    private readonly log: TransactionLog,
    private readonly books: BookCourse,
    private readonly alarms: CourseAlarms,
    private readonly delivery: InvoiceDelivery,
    private readonly exceptions: Exceptions,
    private readonly steps: Steps,
  ) {}

  async run(manager: EntityManager, merchant: Merchant, advance: Advance): Promise<Invoice> {
    const { before, from, to } = advance;
    const moved = movedOn(advance);
    const after = { ...moved, factsDue: merchant.erp.orders !== null && !isTold(moved) };
    const changes = changesBetween(from, to);
    const payments = await this.books.run(manager, merchant, after, changes, advance.isFirst);
    const isNew = (key: string): boolean => from.payments.every(({ event }) => event.key !== key);
    await this.log.addPayments(
      manager,
      before,
      after.transactionId,
      payments.filter(({ payment }) => isNew(payment.event.key)),
    );
    await this.store(manager, before, after);
    await this.closeCases(manager, merchant, before, after);
    await this.alarms.run(manager, merchant, after, { ...advance, changes });
    await this.followUp(manager, merchant, before, after);
    return after;
  }

  private async store(manager: EntityManager, before: Invoice, after: NumberedInvoice): Promise<void> {
    const old: Readonly<Record<string, unknown>> = { ...before };
    const changes = Object.entries(after).filter(([column, value]) => value !== old[column]);
    if (changes.length > 0) await this.invoices.update(manager, after.id, Object.fromEntries(changes));
  }

  /** First what is over, then what is new: both may be the same code. */
  private async closeCases(
    manager: EntityManager,
    merchant: Merchant,
    before: Invoice,
    after: NumberedInvoice,
  ): Promise<void> {
    const subject = { kind: 'invoice' as const, id: after.reference };
    const mayHaveCases = before.attempt > 1 || before.state !== 'submitting';
    if (after.state !== before.state && mayHaveCases) {
      await this.exceptions.settle(manager, merchant.id, subject, OVER_WITH_THE_STATE, STEPS_TO_A_STATE);
    }
    if (after.voidCause !== before.voidCause) {
      await this.exceptions.settle(manager, merchant.id, subject, ['VOID_CAUSE_NEEDED']);
    }
  }

  /** What the new state makes necessary, asked for in the same transaction. */
  private async followUp(manager: EntityManager, merchant: Merchant, before: Invoice, after: Invoice): Promise<void> {
    const wish = { merchantId: merchant.id, subject: after.id };
    const deliversItself = after.channel === 'merchant';
    const justStarted = before.collectionStartedAt === null && after.collectionStartedAt !== null;
    if (after.cancelRequestedAt !== null && OPEN_STATES.includes(after.state)) {
      await this.steps.enqueue(manager, { step: VOID_INVOICE, ...wish });
    } else if (after.state === 'authorised' && deliversItself && before.state !== 'authorised') {
      await this.steps.enqueue(manager, { step: START_COLLECTION, ...wish });
    } else if (justStarted && deliversItself && after.voidedAt === null) {
      await this.delivery.begin(manager, merchant, after.id);
    }
    const isGone = (before.voidedAt === null && after.voidedAt !== null) || after.state === 'withdrawn';
    if (isGone) await this.steps.enqueue(manager, continueOrderOf(after));
    if (after.factsDue) await this.steps.enqueue(manager, { step: TELL_ERP, ...wish });
  }
}

function movedOn({ before, told, to, standing }: Advance): NumberedInvoice {
  return {
    ...told,
    state: moveInvoice(before.state, wanted(before, stateOf(to, standing))),
    action: isOver(before, to) ? null : before.action,
    actionCalledAt: isOver(before, to) ? null : before.actionCalledAt,
    collectionStartedAt: sameTime(before.collectionStartedAt, to.startedBy?.occurredAt ?? null),
    voidedAt: sameTime(before.voidedAt, to.voidedBy?.occurredAt ?? null),
    paidMinor: to.paidMinor,
    overpaidMinor: to.overpaidMinor,
    reversedMinor: to.reversedMinor,
    openMinor: to.openMinor,
  };
}

/** What the provider refused and nobody wants any more is over. */
function wanted({ cancelRequestedAt }: Invoice, state: InvoiceState): InvoiceState {
  return state === 'rejected' && cancelRequestedAt !== null ? 'withdrawn' : state;
}

/** Whether the write that a step has claimed has had its effect, or cannot have one any more. */
function isOver({ action }: Invoice, { startedBy, voidedBy, openMinor }: InvoiceCourse): boolean {
  if (action === 'capture') return startedBy !== null || voidedBy !== null;
  return voidedBy !== null || openMinor === 0n;
}

/** The same instant read from the database and from the provider are two objects; keeping the first saves a write. */
function sameTime(old: Date | null, now: Date | null): Date | null {
  return old !== null && now !== null && old.getTime() === now.getTime() ? old : now;
}

function isTold(invoice: Invoice): boolean {
  return invoice.factsSentHash?.equals(factsHash(factsOf(invoice))) ?? false;
}
