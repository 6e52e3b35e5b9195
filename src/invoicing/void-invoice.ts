import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ProviderRejected } from '../domain/errors.js';
import type { ProviderTransaction } from '../domain/invoice/provider-transaction.js';
import type { Merchant } from '../domain/merchant.js';
import { Exceptions } from '../exceptions/exceptions.js';
import { Merchants } from '../merchants/merchants.js';
import { HandlesStep } from '../platform/jobs/handles-step.decorator.js';
import { PutOff, type StepHandler, type StepRun } from '../platform/jobs/step-run.js';
import { ApplyTransaction } from './apply-transaction.js';
import { InvoiceGateway } from './invoice-gateway.port.js';
import { type Invoice, Invoices } from './invoices.js';
import { VOID_INVOICE } from './steps.js';

const LOOK_AGAIN_MS = 3000;

/** Cancels an unpaid invoice at the provider. Looks before and after: a payment may arrive at the same moment. */
@HandlesStep(VOID_INVOICE)
@Injectable()
export class VoidInvoice implements StepHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly merchants: Merchants,
    private readonly invoices: Invoices,
    private readonly gateway: InvoiceGateway,
    private readonly apply: ApplyTransaction,
    private readonly exceptions: Exceptions,
  ) {}

  async run(step: StepRun): Promise<void> {
    const merchant = this.merchants.get(step.merchantId);
    const invoice = await this.invoices.find(merchant.id, step.subject);
    if (!invoice?.cancelRequestedAt) return;
    const claimed = await this.invoices.claimAction(merchant.id, invoice.id, 'void');
    if (!claimed?.transactionId) {
      // Still being issued, or a capture is under way: whoever finishes that asks for the void again.
      if (invoice.state === 'submitting' || invoice.state === 'pending' || invoice.action === 'capture') return;
      await this.explain(step, merchant, invoice, `it is ${invoice.state}`);
      return;
    }

    const before = await this.gateway.get(merchant, claimed.transactionId);
    if (has(before, 'paid')) {
      await this.record(step, merchant, claimed, before, 'the debtor has paid, in part or in full');
      return;
    }
    let refusal: string | null = null;
    if (!has(before, 'voided')) {
      try {
        await this.gateway.voidInvoice(merchant, claimed.transactionId);
      } catch (error) {
        if (!(error instanceof ProviderRejected)) throw error;
        refusal = error.message;
      }
    }
    await this.record(step, merchant, claimed, await this.gateway.get(merchant, claimed.transactionId), refusal);
    if (!step.isSettled) throw new PutOff(new Date(Date.now() + LOOK_AGAIN_MS), 'the void is not confirmed yet');
  }

  private async record(
    step: StepRun,
    merchant: Merchant,
    { id }: Invoice,
    seen: ProviderTransaction,
    refusal: string | null,
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const locked = await this.invoices.lock(manager, merchant.id, id);
      const wish = refusal === null ? {} : { cancelRequestedAt: null, action: null };
      if (refusal !== null) await this.invoices.update(manager, id, wish);
      const after = await this.apply.run(manager, merchant, { ...locked, ...wish }, seen);
      if (after.voidedAt === null && refusal === null) return;
      if (after.voidedAt === null) await this.raise(manager, merchant, after, refusal ?? '');
      await step.settle(manager);
    });
  }

  private async explain(step: StepRun, merchant: Merchant, invoice: Invoice, reason: string): Promise<void> {
    if (invoice.state === 'voided' || invoice.state === 'withdrawn') return;
    await this.dataSource.transaction(async (manager) => {
      await this.invoices.update(manager, invoice.id, { cancelRequestedAt: null });
      await this.raise(manager, merchant, invoice, reason);
      await step.settle(manager);
    });
  }

  private async raise(
    manager: Parameters<Exceptions['raise']>[0],
    merchant: Merchant,
    invoice: Invoice,
    reason: string,
  ): Promise<void> {
    await this.exceptions.raise(manager, {
      merchantId: merchant.id,
      code: 'CANCEL_REFUSED',
      subject: { kind: 'invoice', id: invoice.reference },
      details: { reason, cause: invoice.cancelCause },
    });
  }
}

function has({ events }: ProviderTransaction, kind: 'paid' | 'voided'): boolean {
  return events.some((event) => event.kind === kind && event.succeeded);
}
