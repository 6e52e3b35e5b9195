import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type ErrorDetails, RuleViolation } from '../domain/errors.js';
import { moveInvoice, SESSION_STATES } from '../domain/invoice/invoice-state.js';
import { type ProviderSession, type RefusedAttempt, sessionStanding } from '../domain/invoice/provider-session.js';
import type { ProviderTransaction } from '../domain/invoice/provider-transaction.js';
import { localDate } from '../domain/local-date.js';
import type { Merchant } from '../domain/merchant.js';
import type { ExceptionCode } from '../exceptions/exception-codes.js';
import { Exceptions } from '../exceptions/exceptions.js';
import { Merchants } from '../merchants/merchants.js';
import { HandlesStep } from '../platform/jobs/handles-step.decorator.js';
import type { StepHandler, StepRun } from '../platform/jobs/step-run.js';
import { Steps } from '../platform/jobs/steps.js';
import { AdoptTransaction } from './adopt-transaction.js';
import { EndSession } from './end-session.js';
import { InvoiceGateway } from './invoice-gateway.port.js';
import { type Invoice, Invoices } from './invoices.js';
import { RecordIssue } from './record-issue.js';
import { RefuseInvoice } from './refuse-invoice.js';
import { RESUBMIT_INVOICE, TELL_ERP, WATCH_SESSION } from './steps.js';

/** Looks at the session a debtor is to accept: paid, refused, run out, or to be ended because the order was cancelled. */
@HandlesStep(WATCH_SESSION)
@Injectable()
export class WatchSession implements StepHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly merchants: Merchants,
    private readonly invoices: Invoices,
    private readonly gateway: InvoiceGateway,
    private readonly ending: EndSession,
    private readonly adoption: AdoptTransaction,
    private readonly recording: RecordIssue,
    private readonly refusal: RefuseInvoice,
    private readonly exceptions: Exceptions,
    private readonly steps: Steps,
  ) {}

  async run(step: StepRun): Promise<void> {
    const merchant = this.merchants.get(step.merchantId);
    const invoice = await this.invoices.find(merchant.id, step.subject);
    if (!invoice || !SESSION_STATES.includes(invoice.state)) return;
    if (invoice.openSessionId === null) {
      await this.lookOnceMore(step, merchant, invoice);
      return;
    }
    const known = await this.ending.find(merchant, invoice.openSessionId);
    const session = known ?? forgotten(invoice.openSessionId, invoice.checkoutExpiresAt);
    const isOver = sessionStanding(session, new Date()) !== 'open' || invoice.cancelRequestedAt !== null;
    const { transactionId } = session;
    const shown = transactionId === null ? null : await this.gateway.get(merchant, transactionId);
    const isPaid = shown !== null && shown.standing !== 'refused';
    const ended = isPaid || !isOver ? null : await this.ending.run(merchant, session.sessionId);
    const paid = isPaid ? shown : (ended ?? (known ? null : await this.adoption.find(merchant, invoice)));
    if (paid) await this.bind(step, merchant, invoice, paid);
    else if (isOver) await this.close(step, merchant, invoice, session);
    else await this.tellOfRefusal(step, merchant, invoice, session, shown);
  }

  /** The session was ended, and yet there is news of it: only a payment under way at that very moment can be the reason. */
  private async lookOnceMore(step: StepRun, merchant: Merchant, invoice: Invoice): Promise<void> {
    const late = await this.adoption.find(merchant, invoice);
    if (late) await this.bind(step, merchant, invoice, late);
  }

  /** While the provider decides, the session stays what is watched: it may still come to another transaction. */
  private async bind(step: StepRun, merchant: Merchant, invoice: Invoice, paid: ProviderTransaction): Promise<void> {
    if (paid.standing === 'pending') return;
    try {
      const transaction = await this.adoption.compare(invoice, paid);
      const outcome = { kind: 'transaction', transaction, soldElsewhere: invoice.flow === 'adopted' } as const;
      await this.dataSource.transaction(async (manager) => {
        const { state } = await this.invoices.lock(manager, merchant.id, invoice.id);
        // Planned anew meanwhile: the issue step finds the same transaction when it ends the old session.
        if (SESSION_STATES.includes(state)) await this.recording.run(manager, merchant, invoice.id, outcome);
        await step.settle(manager);
      });
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error;
      await this.refusal.stop(step, merchant, invoice, error, WATCH_SESSION);
    }
  }

  private async close(step: StepRun, merchant: Merchant, before: Invoice, session: ProviderSession): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const invoice = await this.invoices.lock(manager, merchant.id, before.id);
      // Somebody may have asked for a new link meanwhile; that one is not closed.
      if (SESSION_STATES.includes(invoice.state) && invoice.openSessionId === session.sessionId) {
        await this.recordEnd(manager, merchant, invoice, session);
      }
      await step.settle(manager);
    });
  }

  private async recordEnd(
    manager: EntityManager,
    merchant: Merchant,
    invoice: Invoice,
    session: ProviderSession,
  ): Promise<void> {
    if (invoice.cancelRequestedAt !== null) {
      await this.recording.run(manager, merchant, invoice.id, { kind: 'withdrawn' });
    } else if (invoice.state === 'awaiting-debtor') {
      const factsDue = merchant.erp.orders !== null;
      await this.invoices.update(manager, invoice.id, { state: moveInvoice(invoice.state, 'expired'), factsDue });
      if (factsDue) await this.steps.enqueue(manager, { step: TELL_ERP, merchantId: merchant.id, subject: invoice.id });
      const code = session.isCancelled ? 'CHECKOUT_ENDED' : 'CHECKOUT_EXPIRED';
      await this.raise(manager, merchant, invoice, code, { until: dayOf(session.expiresAt, merchant) });
    }
    await this.invoices.update(manager, invoice.id, { openSessionId: null });
  }

  /** Each refused attempt is told once, also when the session is looked at again. */
  private async tellOfRefusal(
    step: StepRun,
    merchant: Merchant,
    before: Invoice,
    session: ProviderSession,
    attempt: ProviderTransaction | null,
  ): Promise<void> {
    const refused = refusalOf(session, attempt);
    if (!refused) return;
    await this.dataSource.transaction(async (manager) => {
      const invoice = await this.invoices.lock(manager, merchant.id, before.id);
      const known = invoice.checkoutDeclinedAt;
      if (invoice.state === 'awaiting-debtor' && (known === null || known < refused.at)) {
        await this.invoices.update(manager, invoice.id, { checkoutDeclinedAt: refused.at });
        const details = { reason: refused.reason, until: dayOf(session.expiresAt, merchant) };
        await this.raise(manager, merchant, invoice, 'CHECKOUT_DECLINED', details);
      }
      await step.settle(manager);
    });
  }

  private async raise(
    manager: EntityManager,
    merchant: Merchant,
    { id, reference }: Invoice,
    code: ExceptionCode,
    details: ErrorDetails,
  ): Promise<void> {
    await this.exceptions.raise(manager, {
      merchantId: merchant.id,
      code,
      subject: { kind: 'invoice', id: reference },
      details,
      retry: { step: RESUBMIT_INVOICE, merchantId: merchant.id, subject: id },
    });
  }
}

/** A session the provider does not know any more is over; only its reference may still lead to what it came to. */
function forgotten(sessionId: string, expiresAt: Date | null): ProviderSession {
  return { sessionId, expiresAt, isCancelled: true, transactionId: null, refused: null };
}

/** The transaction knows the reason better; when there is none, the session's own events must do. */
function refusalOf({ refused }: ProviderSession, attempt: ProviderTransaction | null): RefusedAttempt | null {
  if (!attempt?.refusal) return refused;
  const at = attempt.events.at(-1)?.occurredAt ?? refused?.at;
  return at ? { reason: attempt.refusal.message, at } : refused;
}

function dayOf(instant: Date | null, merchant: Merchant): string | null {
  return instant && localDate(instant, merchant.timeZone);
}
