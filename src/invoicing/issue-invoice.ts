import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ProviderRejected, RuleViolation } from '../domain/errors.js';
import type { IssueFlow } from '../domain/invoice/invoice-terms.js';
import { Merchants } from '../merchants/merchants.js';
import { HandlesStep } from '../platform/jobs/handles-step.decorator.js';
import type { StepHandler, StepRun } from '../platform/jobs/step-run.js';
import { BindSale } from './bind-sale.js';
import { Invoices } from './invoices.js';
import { IssueByCheckout } from './issue-by-checkout.js';
import { IssueInOneStep } from './issue-in-one-step.js';
import { IssueInTwoSteps } from './issue-in-two-steps.js';
import type { IssueRoute } from './issue-outcome.js';
import { ReviewPolicy } from './policies/review-policy.js';
import { RecordIssue } from './record-issue.js';
import { RefuseInvoice } from './refuse-invoice.js';
import { ISSUE_INVOICE } from './steps.js';

/** Turns one planned invoice into one invoice at the provider, exactly once: claim, call, record. */
@HandlesStep(ISSUE_INVOICE)
@Injectable()
export class IssueInvoice implements StepHandler {
  private readonly routes: Readonly<Record<IssueFlow, IssueRoute>>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly merchants: Merchants,
    private readonly invoices: Invoices,
    private readonly recording: RecordIssue,
    private readonly refusal: RefuseInvoice,
    private readonly policies: ReviewPolicy,
    oneStep: IssueInOneStep,
    twoSteps: IssueInTwoSteps,
    checkout: IssueByCheckout,
    sale: BindSale,
  ) {
    this.routes = { 'one-step': oneStep, 'two-step': twoSteps, checkout, adopted: sale };
  }

  async run(step: StepRun): Promise<void> {
    const merchant = this.merchants.get(step.merchantId);
    await this.policies.run(merchant, step.subject);
    // Committed before the call: if we die after the provider said yes, the next attempt finds the claim.
    const claim = await this.invoices.claimIssue(merchant.id, step.subject);
    const invoice = claim && (await this.invoices.find(merchant.id, claim.invoiceId));
    if (!claim || !invoice) return; // issued, withdrawn or held meanwhile

    try {
      const outcome = await this.routes[invoice.flow].run(merchant, invoice, claim);
      await this.dataSource.transaction(async (manager) => {
        await this.recording.run(manager, merchant, invoice.id, outcome);
        await step.settle(manager);
      });
    } catch (error) {
      if (error instanceof RuleViolation) await this.refusal.stop(step, merchant, invoice, error);
      else if (error instanceof ProviderRejected) await this.refusal.reject(step, merchant, invoice, error);
      else throw error;
    }
  }
}
