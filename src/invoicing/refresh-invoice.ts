import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Merchants } from '../merchants/merchants.js';
import { HandlesStep } from '../platform/jobs/handles-step.decorator.js';
import type { StepHandler, StepRun } from '../platform/jobs/step-run.js';
import { ApplyTransaction } from './apply-transaction.js';
import { InvoiceGateway } from './invoice-gateway.port.js';
import { Invoices } from './invoices.js';
import { REFRESH_INVOICE } from './steps.js';

/** Reads an invoice's transaction again and applies what is new: news from outside is only ever a reason to look. */
@HandlesStep(REFRESH_INVOICE)
@Injectable()
export class RefreshInvoice implements StepHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly merchants: Merchants,
    private readonly invoices: Invoices,
    private readonly gateway: InvoiceGateway,
    private readonly apply: ApplyTransaction,
  ) {}

  async run(step: StepRun): Promise<void> {
    const merchant = this.merchants.get(step.merchantId);
    const invoice = await this.invoices.find(merchant.id, step.subject);
    // Without a transaction the issue step is still at work; it reads the answer itself.
    if (!invoice?.transactionId) return;
    const transaction = await this.gateway.get(merchant, invoice.transactionId);
    await this.dataSource.transaction(async (manager) => {
      const locked = await this.invoices.lock(manager, merchant.id, invoice.id);
      await this.apply.run(manager, merchant, locked, transaction);
      await step.settle(manager);
    });
  }
}
