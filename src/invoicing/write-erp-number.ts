import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OutcomeUnknown } from '../domain/errors.js';
import type { ProviderTransaction } from '../domain/invoice/provider-transaction.js';
import type { Merchant } from '../domain/merchant.js';
import { Merchants } from '../merchants/merchants.js';
import { HandlesStep } from '../platform/jobs/handles-step.decorator.js';
import { PutOff, type StepHandler, type StepRun } from '../platform/jobs/step-run.js';
import { ApplyTransaction } from './apply-transaction.js';
import { isUnwritten } from './erp-numbers.js';
import { InvoiceGateway } from './invoice-gateway.port.js';
import { Invoices } from './invoices.js';
import { WRITE_ERP_NUMBER } from './steps.js';

/** Writes the number an invoice has in the ERP on its transaction, where the provider's pages, lists and reports show it. */
@HandlesStep(WRITE_ERP_NUMBER)
@Injectable()
export class WriteErpNumber implements StepHandler {
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
    const { transactionId, erpInvoiceNumber: number } = invoice ?? {};
    if (!invoice || !transactionId || !number || !isUnwritten(invoice)) return;
    const seen = await this.write(merchant, transactionId, number);
    await this.dataSource.transaction(async (manager) => {
      const locked = await this.invoices.lock(manager, merchant.id, invoice.id);
      const after = await this.apply.run(manager, merchant, locked, seen);
      if (!isUnwritten(after)) await step.settle(manager);
    });
    if (!step.isSettled) throw new PutOff(new Date(), 'the number changed while it was being written');
  }

  /** Looks first: an answer that was lost need not be asked for again. */
  private async write(merchant: Merchant, transactionId: string, number: string): Promise<ProviderTransaction> {
    const before = await this.gateway.get(merchant, transactionId);
    if (before.secondReference === number) return before;
    const after = await this.gateway.setSecondReference(merchant, transactionId, number);
    if (after.secondReference === number) return after;
    const text = 'Dintero took the number and does not show it.';
    throw new OutcomeUnknown('SECOND_REFERENCE_NOT_SHOWN', text, { transactionId }, { answered: true });
  }
}
