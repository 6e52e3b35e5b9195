import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { NotPermitted, ProviderRejected, ProviderUnavailable } from '../domain/errors.js';
import type { Merchant } from '../domain/merchant.js';
import { Exceptions } from '../exceptions/exceptions.js';
import { Merchants } from '../merchants/merchants.js';
import { HandlesStep } from '../platform/jobs/handles-step.decorator.js';
import { Steps } from '../platform/jobs/steps.js';
import { PutOff, type StepHandler, type StepRun } from '../platform/jobs/step-run.js';
import { ApplyTransaction } from './apply-transaction.js';
import { InvoiceGateway } from './invoice-gateway.port.js';
import { type Invoice, Invoices, mayCallAgain } from './invoices.js';
import { START_COLLECTION, VOID_INVOICE } from './steps.js';

/** Between looks for the event that proves a capture the provider took. */
const LOOK_AGAIN_MS = 3000;

/**
 * Starts collection of an invoice the merchant delivers: without it nobody collects, so nothing is e-mailed before. The
 * proof is the event on the re-read transaction; what a second capture would do is unknown, so one call is followed by
 * looks for as long as it may be at work.
 */
@HandlesStep(START_COLLECTION)
@Injectable()
export class StartCollection implements StepHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly merchants: Merchants,
    private readonly invoices: Invoices,
    private readonly gateway: InvoiceGateway,
    private readonly apply: ApplyTransaction,
    private readonly exceptions: Exceptions,
    private readonly steps: Steps,
  ) {}

  async run(step: StepRun): Promise<void> {
    const merchant = this.merchants.get(step.merchantId);
    const claimed = await this.invoices.claimAction(merchant.id, step.subject, 'capture');
    if (!claimed?.transactionId) return; // started, voided or cancelled meanwhile
    // A void is right whether or not an earlier call of ours took effect; a capture behind it is refused.
    if (claimed.cancelRequestedAt !== null) {
      await this.yieldToCancellation(step, claimed);
      return;
    }

    if (merchant.delivery === null) {
      await this.refuseUndeliverable(step, claimed);
      return;
    }
    const before = await this.gateway.get(merchant, claimed.transactionId);
    let seen = before;
    let refusal: ProviderRejected | null = null;
    if (!isStarted(before) && mayCallAgain(claimed, merchant)) {
      await this.invoices.update(this.dataSource.manager, claimed.id, { actionCalledAt: new Date() });
      try {
        await this.gateway.startCollection(merchant, before, claimed.reference);
      } catch (error) {
        // A person must act first; meanwhile a cancellation may have the invoice.
        if (error instanceof NotPermitted) await this.release(this.dataSource.manager, claimed.id);
        if (error instanceof ProviderUnavailable || error instanceof PutOff) await this.forgetCall(claimed);
        if (!(error instanceof ProviderRejected)) throw error;
        refusal = error;
      }
      seen = await this.gateway.get(merchant, claimed.transactionId);
    }
    await this.dataSource.transaction(async (manager) => {
      const locked = await this.invoices.lock(manager, merchant.id, claimed.id);
      const after = await this.apply.run(manager, merchant, locked, seen);
      // A refusal may only mean that it was started, or voided, by somebody else.
      const isOver = after.collectionStartedAt !== null || after.voidedAt !== null;
      if (!isOver && refusal) await this.recordRefusal(manager, merchant, claimed, refusal);
      if (isOver || refusal) await step.settle(manager);
    });
    if (!step.isSettled) throw new PutOff(new Date(Date.now() + LOOK_AGAIN_MS), 'the capture is not confirmed yet');
  }

  private async yieldToCancellation(step: StepRun, { id }: Invoice): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.release(manager, id);
      await this.steps.enqueue(manager, { step: VOID_INVOICE, merchantId: step.merchantId, subject: id });
      await step.settle(manager);
    });
  }

  /** The account's own choice of channel may ask of us what we cannot do; collecting what nobody gets would be worse. */
  private async refuseUndeliverable(step: StepRun, { id, merchantId, reference }: Invoice): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.release(manager, id);
      await this.exceptions.raise(manager, {
        merchantId,
        code: 'DELIVERY_NOT_CONFIGURED',
        subject: { kind: 'invoice', id: reference },
        retry: { step: START_COLLECTION, merchantId, subject: id },
      });
      await step.settle(manager);
    });
  }

  private async recordRefusal(
    manager: EntityManager,
    merchant: Merchant,
    invoice: Invoice,
    error: ProviderRejected,
  ): Promise<void> {
    await this.release(manager, invoice.id);
    await this.exceptions.raise(manager, {
      merchantId: merchant.id,
      code: 'CAPTURE_REFUSED',
      subject: { kind: 'invoice', id: invoice.reference },
      details: { ...error.details, reason: error.message },
      retry: { step: START_COLLECTION, merchantId: merchant.id, subject: invoice.id },
    });
  }

  /** It certainly did not happen: the next attempt may call at once. */
  private async forgetCall({ id }: Invoice): Promise<void> {
    await this.invoices.update(this.dataSource.manager, id, { actionCalledAt: null });
  }

  private async release(manager: EntityManager, id: string): Promise<void> {
    await this.invoices.update(manager, id, { action: null, actionCalledAt: null });
  }
}

function isStarted({ events }: { events: readonly { kind: string; succeeded: boolean }[] }): boolean {
  return events.some(({ kind, succeeded }) => succeeded && (kind === 'collection-started' || kind === 'paid'));
}
