import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { isHanging } from '../domain/invoice/hanging-transaction.js';
import { Exceptions } from '../exceptions/exceptions.js';
import { Merchants } from '../merchants/merchants.js';
import { HandlesStep } from '../platform/jobs/handles-step.decorator.js';
import type { StepHandler, StepRun } from '../platform/jobs/step-run.js';
import { ApplyTransaction } from './apply-transaction.js';
import { InvoiceGateway } from './invoice-gateway.port.js';
import { type Invoice, Invoices } from './invoices.js';
import { NUDGE_TRANSACTION } from './steps.js';
import { TransactionNudges } from './transaction-nudges.js';

/** Asks the provider to look after a transaction that hangs; when that has not helped often enough, a person must. */
@HandlesStep(NUDGE_TRANSACTION)
@Injectable()
export class NudgeTransaction implements StepHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly merchants: Merchants,
    private readonly invoices: Invoices,
    private readonly gateway: InvoiceGateway,
    private readonly apply: ApplyTransaction,
    private readonly nudges: TransactionNudges,
    private readonly exceptions: Exceptions,
  ) {}

  async run(step: StepRun): Promise<void> {
    const merchant = this.merchants.get(step.merchantId);
    const invoice = await this.invoices.find(merchant.id, step.subject);
    if (!invoice?.transactionId) return;
    const found = await this.gateway.get(merchant, invoice.transactionId);
    const hung = isHanging(found, invoice);
    const seen = hung ? await this.gateway.nudge(merchant, found) : found;

    await this.dataSource.transaction(async (manager) => {
      const locked = await this.invoices.lock(manager, merchant.id, invoice.id);
      const after = await this.apply.run(manager, merchant, locked, seen);
      if (isHanging(seen, after)) await this.countOne(manager, after);
      await step.settle(manager);
    });
  }

  private async countOne(manager: EntityManager, invoice: Invoice): Promise<void> {
    const count = await this.nudges.count(manager, invoice);
    if (!count?.isSpent) return;
    await this.exceptions.raise(manager, {
      merchantId: invoice.merchantId,
      code: 'TRANSACTION_HANGS',
      subject: { kind: 'invoice', id: invoice.reference },
      details: { status: invoice.providerStatus ?? 'UNKNOWN', tries: count.tries, since: count.since.toISOString() },
      retry: { step: NUDGE_TRANSACTION, merchantId: invoice.merchantId, subject: invoice.id },
    });
  }
}
