import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OutcomeUnknown, ProviderRejected, ProviderUnavailable, RuleViolation } from '../domain/errors.js';
import type { ProviderTransaction } from '../domain/invoice/provider-transaction.js';
import type { Merchant } from '../domain/merchant.js';
import { Merchants } from '../merchants/merchants.js';
import { HandlesStep } from '../platform/jobs/handles-step.decorator.js';
import { PutOff, type StepHandler, type StepRun } from '../platform/jobs/step-run.js';
import { AdoptTransaction } from './adopt-transaction.js';
import { ApplyTransaction } from './apply-transaction.js';
import { InvoiceGateway } from './invoice-gateway.port.js';
import { type Invoice, type IssueClaim, Invoices, termsOf } from './invoices.js';
import { RefuseInvoice } from './refuse-invoice.js';
import { ISSUE_INVOICE } from './steps.js';

/** Turns one planned invoice into one invoice at the provider, exactly once: claim, call, record. */
@HandlesStep(ISSUE_INVOICE)
@Injectable()
export class IssueInvoice implements StepHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly merchants: Merchants,
    private readonly invoices: Invoices,
    private readonly gateway: InvoiceGateway,
    private readonly adoption: AdoptTransaction,
    private readonly apply: ApplyTransaction,
    private readonly refusal: RefuseInvoice,
  ) {}

  async run(step: StepRun): Promise<void> {
    const merchant = this.merchants.get(step.merchantId);
    // Committed before the call: if we die after the provider said yes, the next attempt finds the claim.
    const claim = await this.invoices.claimIssue(merchant.id, step.subject);
    const invoice = claim && (await this.invoices.find(merchant.id, claim.invoiceId));
    if (!claim || !invoice) return; // issued, withdrawn or held meanwhile

    try {
      const earlier = claim.attempt > 1 ? await this.adoption.find(merchant, invoice) : null;
      const transaction = earlier ?? (await this.issue(merchant, invoice, claim));
      await this.record(step, merchant, transaction);
    } catch (error) {
      if (error instanceof RuleViolation) await this.refusal.stop(step, merchant, invoice, error);
      else if (error instanceof ProviderRejected) await this.afterRefusal(step, merchant, invoice, error);
      else throw error;
    }
  }

  /** Any refusal may be the provider's way of saying that the reference exists already. */
  private async afterRefusal(
    step: StepRun,
    merchant: Merchant,
    invoice: Invoice,
    error: ProviderRejected,
  ): Promise<void> {
    const existing = await this.adoption.find(merchant, invoice);
    if (existing) await this.record(step, merchant, existing);
    else await this.refusal.reject(step, merchant, invoice, error);
  }

  private async issue(merchant: Merchant, invoice: Invoice, claim: IssueClaim): Promise<ProviderTransaction> {
    const { manager } = this.dataSource;
    if (claim.unansweredSince) {
      const quietUntil = new Date(claim.unansweredSince.getTime() + merchant.provider.timeoutMs);
      // The unanswered call may still be at work over there; a second one beside it could become a second invoice.
      if (quietUntil > new Date()) throw new PutOff(quietUntil, 'an earlier call may still be at work');
      await this.invoices.setCallStarted(manager, invoice.id, new Date());
    }
    const { order, lines } = await this.invoices.contentOf(manager, merchant, invoice);
    try {
      // No database transaction is open here; a slow provider must not hold row locks.
      return await this.gateway.issue(merchant, {
        reference: invoice.reference,
        terms: termsOf(invoice),
        order,
        lines,
      });
    } catch (error) {
      if (wasAnswered(error)) await this.invoices.setCallStarted(manager, invoice.id, null);
      throw error;
    }
  }

  private async record(step: StepRun, merchant: Merchant, transaction: ProviderTransaction): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const invoice = await this.invoices.lock(manager, merchant.id, step.subject);
      await this.apply.run(manager, merchant, invoice, transaction);
      await step.settle(manager);
    });
  }
}

/** Whether it is certain that no call of ours is at work over there any more. */
function wasAnswered(error: unknown): boolean {
  if (error instanceof OutcomeUnknown) return error.answered;
  return error instanceof ProviderUnavailable || error instanceof PutOff;
}
