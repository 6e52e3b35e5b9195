import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { OPEN_STATES } from '../domain/invoice/invoice-state.js';
import type { ProviderTransaction } from '../domain/invoice/provider-transaction.js';
import type { Merchant } from '../domain/merchant.js';
import { Exceptions } from '../exceptions/exceptions.js';
import { Steps } from '../platform/jobs/steps.js';
import { BookTransaction, type NumberedInvoice } from './book-transaction.js';
import { factsHash, factsOf } from './invoice-facts.js';
import { InvoiceDelivery } from './invoice-delivery.port.js';
import { type Invoice, Invoices } from './invoices.js';
import { ISSUE_INVOICE, REFRESH_INVOICE, START_COLLECTION, TELL_ERP, VOID_INVOICE, WATCH_SESSION } from './steps.js';
import { TransactionAlarms } from './transaction-alarms.js';
import { effectsOf, type TransactionEffects } from './transaction-effects.js';
import { TransactionLog } from './transaction-log.js';
import { TransactionNudges } from './transaction-nudges.js';

/** Cases about the state the invoice was in, and steps that were to lead out of it. */
const OVER_WITH_THE_STATE = [
  'PROVIDER_REJECTED',
  'CAPTURE_REFUSED',
  'ADOPTION_MISMATCH',
  'SALE_UNKNOWN',
  'SALE_TAKEN',
  'CHECKOUT_DECLINED',
  'CHECKOUT_EXPIRED',
  'CHECKOUT_ENDED',
  'LINK_REFUSED',
  'DUPLICATE_AT_PROVIDER',
  'STATUS_EVENTS_DISAGREE',
] as const;
const STEPS_TO_A_STATE = [ISSUE_INVOICE, WATCH_SESSION, START_COLLECTION, VOID_INVOICE, REFRESH_INVOICE].map(
  ({ name }) => name,
);

/**
 * The one place where what the provider says becomes true here. Whoever read the transaction, whyever, hands it over:
 * only events never seen before have effects, and the state follows from all events together, so doubled, late and
 * reordered news cannot move anything back.
 */
@Injectable()
export class ApplyTransaction {
  constructor(
    private readonly invoices: Invoices,
    private readonly log: TransactionLog,
    private readonly books: BookTransaction,
    private readonly nudges: TransactionNudges,
    private readonly alarms: TransactionAlarms,
    private readonly delivery: InvoiceDelivery,
    private readonly exceptions: Exceptions,
    private readonly steps: Steps,
  ) {}

  /** @param before the invoice, locked by this transaction */
  async run(manager: EntityManager, merchant: Merchant, before: Invoice, seen: ProviderTransaction): Promise<Invoice> {
    const fresh = await this.log.record(manager, before, seen);
    const effects = effectsOf(before, seen, fresh);
    const moved = merged(before, seen, effects);
    const after = { ...moved, factsDue: merchant.erp.orders !== null && !isTold(moved) };
    const payments = await this.books.run(manager, merchant, { ...after, ...bookedSoFar(before) }, effects);
    await this.log.addPayments(manager, before, seen.transactionId, payments);
    await this.store(manager, before, after);
    // First what is over, then what is new: both may be the same code.
    const mayHaveCases = before.attempt > 1 || before.state !== 'submitting';
    if (after.state !== before.state && mayHaveCases) {
      const subject = { kind: 'invoice' as const, id: after.reference };
      await this.exceptions.settle(manager, merchant.id, subject, OVER_WITH_THE_STATE, STEPS_TO_A_STATE);
    }
    await this.nudges.watch(manager, after, before, seen);
    await this.alarms.run(manager, merchant, after, before.channel, seen, effects);
    await this.followUp(manager, merchant, before, after);
    return after;
  }

  private async store(manager: EntityManager, before: Invoice, after: NumberedInvoice): Promise<void> {
    const old: Readonly<Record<string, unknown>> = { ...before };
    const changes = Object.entries(after).filter(([column, value]) => value !== old[column]);
    if (changes.length > 0) await this.invoices.update(manager, after.id, Object.fromEntries(changes));
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
    if (after.factsDue) await this.steps.enqueue(manager, { step: TELL_ERP, ...wish });
  }
}

/** The invoice after this look: facts the provider gave once are never forgotten. */
function merged(before: Invoice, seen: ProviderTransaction, effects: TransactionEffects): NumberedInvoice {
  const { facts } = seen;
  const { state, collectionStartedBy, voidedBy, paidMinor } = effects;
  return {
    ...before,
    state,
    // Whoever the provider says delivers is who delivers; a difference is an exception.
    channel: facts.channel ?? before.channel,
    transactionId: seen.transactionId,
    sessionId: seen.sessionId ?? before.sessionId,
    // One that was refused may still be paid by somebody, until it is ended.
    openSessionId: seen.standing === 'accepted' ? null : before.openSessionId,
    providerStatus: seen.status,
    providerStamp: seen.stamp,
    settlementStatus: seen.settlementStatus ?? before.settlementStatus,
    refusal: seen.refusal,
    callStartedAt: null,
    action: collectionStartedBy || voidedBy ? null : before.action,
    actionCalledAt: collectionStartedBy || voidedBy ? null : before.actionCalledAt,
    collectionStartedAt: before.collectionStartedAt ?? collectionStartedBy?.occurredAt ?? null,
    voidedAt: before.voidedAt ?? voidedBy?.occurredAt ?? null,
    paidMinor,
    invoiceNumber: facts.invoiceNumber ?? before.invoiceNumber,
    kid: facts.kid ?? before.kid,
    bankAccount: facts.bankAccount ?? before.bankAccount,
    iban: facts.iban ?? before.iban,
    bic: facts.bic ?? before.bic,
    invoiceDate: facts.invoiceDate ?? before.invoiceDate,
    dueDate: facts.dueDate ?? before.dueDate,
    documentUrl: facts.documentUrl ?? before.documentUrl,
  };
}

function isTold(invoice: Invoice): boolean {
  return invoice.factsSentHash?.equals(factsHash(factsOf(invoice))) ?? false;
}

/** Booking compares with what the books had before this look. */
function bookedSoFar({ collectionStartedAt }: Invoice): Pick<Invoice, 'collectionStartedAt'> {
  return { collectionStartedAt };
}
