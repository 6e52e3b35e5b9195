import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { courseOf } from '../domain/invoice/invoice-course.js';
import { type VoidCause, voidCauseIn } from '../domain/invoice/void-cause.js';
import type { Merchant } from '../domain/merchant.js';
import { Merchants } from '../merchants/merchants.js';
import { HandlesStep } from '../platform/jobs/handles-step.decorator.js';
import type { StepHandler, StepRun } from '../platform/jobs/step-run.js';
import { AdvanceInvoice } from './advance-invoice.js';
import { InvoiceHistories } from './invoice-histories.js';
import { type Invoice, Invoices } from './invoices.js';
import { DECIDE_VOID } from './steps.js';

/** Books the unpaid rest of a voided invoice once a person or the ERP has said why it was cancelled. */
@HandlesStep(DECIDE_VOID)
@Injectable()
export class DecideVoid implements StepHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly merchants: Merchants,
    private readonly invoices: Invoices,
    private readonly histories: InvoiceHistories,
    private readonly advance: AdvanceInvoice,
  ) {}

  async run(step: StepRun): Promise<void> {
    const merchant = this.merchants.get(step.merchantId);
    const [id = '', word = ''] = step.subject.split(':');
    const cause = voidCauseIn(word);
    await this.dataSource.transaction(async (manager) => {
      const invoice = await this.invoices.lock(manager, merchant.id, id);
      if (cause) await this.apply(manager, merchant, invoice, cause);
      await step.settle(manager);
    });
  }

  /** Nothing happens when it was decided before. @param invoice locked by this transaction */
  async apply(manager: EntityManager, merchant: Merchant, invoice: Invoice, cause: VoidCause): Promise<void> {
    const { transactionId } = invoice;
    const history = await this.histories.of(manager, invoice);
    const from = courseOf(history);
    if (from.rest?.treatment !== 'undecided' || transactionId === null) return;
    await this.advance.run(manager, merchant, {
      before: invoice,
      told: { ...invoice, transactionId, voidCause: cause },
      from,
      to: courseOf({ ...history, cause }),
      standing: 'accepted',
      seen: null,
      isFirst: false,
    });
  }
}
