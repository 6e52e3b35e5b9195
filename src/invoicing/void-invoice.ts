import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ProviderRejected } from '../domain/errors.js';
import type { ProviderTransaction } from '../domain/invoice/provider-transaction.js';
import { isVoidUnderWay } from '../domain/invoice/void-under-way.js';
import type { Merchant } from '../domain/merchant.js';
import { Exceptions } from '../exceptions/exceptions.js';
import { Merchants } from '../merchants/merchants.js';
import { HandlesStep } from '../platform/jobs/handles-step.decorator.js';
import { Steps } from '../platform/jobs/steps.js';
import { PutOff, type StepHandler, type StepRun } from '../platform/jobs/step-run.js';
import { ApplyTransaction } from './apply-transaction.js';
import { CancelInvoice } from './cancel-invoice.js';
import { InvoiceGateway } from './invoice-gateway.port.js';
import { continueOrderOf, type Invoice, Invoices, mayCallAgain } from './invoices.js';
import { wasAnswered } from './issue-call.js';
import { VOID_INVOICE } from './steps.js';

/** Between looks for the event that proves a void the provider took. */
const LOOK_AGAIN_MS = 3000;

/** Why a void is not carried out: the provider said no, or the debtor was faster. */
type Obstacle = { readonly refusal: string } | 'paid' | 'partly-paid';

/**
 * Cancels the unpaid part of an invoice at the provider. Looks before and after: a payment may arrive at the same
 * moment, and an earlier call may have been carried out without our knowing. The proof is the event, never the answer.
 */
@HandlesStep(VOID_INVOICE)
@Injectable()
export class VoidInvoice implements StepHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly merchants: Merchants,
    private readonly invoices: Invoices,
    private readonly gateway: InvoiceGateway,
    private readonly apply: ApplyTransaction,
    private readonly cancel: CancelInvoice,
    private readonly exceptions: Exceptions,
    private readonly steps: Steps,
  ) {}

  async run(step: StepRun): Promise<void> {
    const merchant = this.merchants.get(step.merchantId);
    const invoice = await this.invoices.find(merchant.id, step.subject);
    if (!invoice?.cancelRequestedAt) return;
    const claimed = await this.invoices.claimAction(merchant.id, invoice.id, 'void');
    if (!claimed?.transactionId) {
      // Still being issued, or a capture is under way: whoever finishes that asks for the void again.
      if (invoice.state === 'paid') await this.giveUp(step, merchant, invoice, 'paid');
      return;
    }

    const before = await this.gateway.get(merchant, claimed.transactionId);
    let seen = before;
    let obstacle = has(before, 'voided') ? null : obstacleIn(claimed, before);
    if (
      obstacle === null &&
      !has(before, 'voided') &&
      !isVoidUnderWay(before.events) &&
      mayCallAgain(claimed, merchant)
    ) {
      obstacle = await this.call(merchant, claimed, claimed.transactionId);
      seen = await this.gateway.get(merchant, claimed.transactionId);
    }
    await this.record(step, merchant, claimed, seen, obstacle);
    if (!step.isSettled) throw new PutOff(new Date(Date.now() + LOOK_AGAIN_MS), 'the void is not confirmed yet');
  }

  private async call(merchant: Merchant, { id }: Invoice, transactionId: string): Promise<Obstacle | null> {
    const { manager } = this.dataSource;
    await this.invoices.update(manager, id, { actionCalledAt: new Date() });
    try {
      await this.gateway.voidInvoice(merchant, transactionId);
      return null;
    } catch (error) {
      if (error instanceof ProviderRejected) return { refusal: error.message };
      // It did not happen, or nobody over there is at work on it any more: the next attempt may call at once.
      if (wasAnswered(error)) await this.invoices.update(manager, id, { actionCalledAt: null });
      throw error;
    }
  }

  private async record(
    step: StepRun,
    merchant: Merchant,
    { id }: Invoice,
    seen: ProviderTransaction,
    obstacle: Obstacle | null,
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const locked = await this.invoices.lock(manager, merchant.id, id);
      const isOver = obstacle !== null && !has(seen, 'voided');
      const wish = isOver ? { cancelRequestedAt: null, action: null, actionCalledAt: null } : {};
      if (isOver) await this.invoices.update(manager, id, wish);
      const after = await this.apply.run(manager, merchant, { ...locked, ...wish }, seen);
      if (after.voidedAt === null) {
        const found = after.state === 'paid' ? 'paid' : obstacle;
        if (found === null) return;
        await this.explain(manager, merchant, after, found);
      }
      await step.settle(manager);
    });
  }

  private async giveUp(step: StepRun, merchant: Merchant, invoice: Invoice, obstacle: Obstacle): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.explain(manager, merchant, invoice, obstacle);
      await step.settle(manager);
    });
  }

  /** The invoice stands, and so does its order; whoever waits for the void is told. */
  private async explain(
    manager: EntityManager,
    merchant: Merchant,
    invoice: Invoice,
    obstacle: Obstacle,
  ): Promise<void> {
    await this.invoices.update(manager, invoice.id, { cancelRequestedAt: null, voidCause: null });
    const wish = { cause: invoice.voidCause, text: invoice.cancelCause ?? '' };
    if (obstacle === 'paid' && invoice.voidCause !== 'order-changed') {
      await this.cancel.explainPaid(manager, merchant, invoice, wish);
    } else if (typeof obstacle === 'object') {
      await this.exceptions.raise(manager, {
        merchantId: merchant.id,
        code: 'VOID_REFUSED',
        subject: { kind: 'invoice', id: invoice.reference },
        details: { reason: obstacle.refusal, cause: invoice.cancelCause },
      });
    }
    await this.steps.enqueue(manager, continueOrderOf(invoice));
  }
}

/**
 * A paid invoice cannot be voided. One that is paid in part can, unless the void only makes room for a changed order:
 * the new invoice would ask the debtor for the paid part once more.
 */
function obstacleIn({ totalMinor, voidCause }: Invoice, { events }: ProviderTransaction): Obstacle | null {
  const paidMinor = events
    .filter(({ kind, succeeded }) => kind === 'paid' && succeeded)
    .reduce((sum, { amount }) => sum + (amount?.minor ?? 0n), 0n);
  if (paidMinor >= totalMinor) return 'paid';
  return paidMinor > 0n && voidCause === 'order-changed' ? 'partly-paid' : null;
}

function has({ events }: ProviderTransaction, kind: 'voided'): boolean {
  return events.some((event) => event.kind === kind && event.succeeded);
}
