import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { moveInvoice } from '../domain/invoice/invoice-state.js';
import { Exceptions } from '../exceptions/exceptions.js';
import { HandlesStep } from '../platform/jobs/handles-step.decorator.js';
import { Steps } from '../platform/jobs/steps.js';
import type { StepHandler, StepRun } from '../platform/jobs/step-run.js';
import { type Invoice, Invoices } from './invoices.js';
import { ISSUE_INVOICE, RESUBMIT_INVOICE } from './steps.js';

/** Sends a rejected invoice again under the same reference: what pressing "retry" means for a refusal. */
@HandlesStep(RESUBMIT_INVOICE)
@Injectable()
export class ResubmitInvoice implements StepHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly invoices: Invoices,
    private readonly exceptions: Exceptions,
    private readonly steps: Steps,
  ) {}

  async run(step: StepRun): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const invoice = await this.invoices.lock(manager, step.merchantId, step.subject);
      await this.submit(manager, invoice);
      await step.settle(manager);
    });
  }

  /** Whether the invoice is on its way again; false when its state does not allow that. */
  async submit(manager: EntityManager, { id, merchantId, reference, state: from }: Invoice): Promise<boolean> {
    const state = moveInvoice(from, 'planned');
    if (state === from) return false;
    await this.invoices.update(manager, id, { state, refusal: null });
    await this.exceptions.settle(manager, merchantId, { kind: 'invoice', id: reference });
    await this.steps.enqueue(manager, { step: ISSUE_INVOICE, merchantId, subject: id });
    return true;
  }
}
