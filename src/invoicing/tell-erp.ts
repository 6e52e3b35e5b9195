import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ProviderRejected } from '../domain/errors.js';
import type { Merchant } from '../domain/merchant.js';
import { Exceptions } from '../exceptions/exceptions.js';
import { Merchants } from '../merchants/merchants.js';
import { HandlesStep } from '../platform/jobs/handles-step.decorator.js';
import { PutOff, type StepHandler, type StepRun } from '../platform/jobs/step-run.js';
import { ErpNumbers } from './erp-numbers.js';
import { ErpInvoiceFacts } from './erp-invoice-facts.port.js';
import { factsHash, factsOf } from './invoice-facts.js';
import { type Invoice, Invoices } from './invoices.js';
import { TELL_ERP } from './steps.js';

/** What was told, and what came back. */
interface Told {
  readonly hash: Buffer;
  readonly refusal: ProviderRejected | null;
  readonly number: string | null;
}

/** Tells the ERP how its order's invoice stands now, once per change; several changes in a row are told together. */
@HandlesStep(TELL_ERP)
@Injectable()
export class TellErp implements StepHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly merchants: Merchants,
    private readonly invoices: Invoices,
    private readonly erp: ErpInvoiceFacts,
    private readonly exceptions: Exceptions,
    private readonly numbers: ErpNumbers,
  ) {}

  async run(step: StepRun): Promise<void> {
    const merchant = this.merchants.get(step.merchantId);
    const invoice = await this.invoices.find(merchant.id, step.subject);
    if (!invoice || !merchant.erp.orders) return;
    const facts = factsOf(invoice);
    const hash = factsHash(facts);
    if (invoice.factsSentHash?.equals(hash)) return;

    let refusal: ProviderRejected | null = null;
    let number: string | null = null;
    try {
      number = (await this.erp.tell(merchant, invoice.orderId, facts)).invoiceNumber;
    } catch (error) {
      if (!(error instanceof ProviderRejected)) throw error;
      refusal = error;
    }
    await this.record(step, merchant, invoice, { hash, refusal, number });
    if (!step.isSettled) throw new PutOff(new Date(), 'the facts changed while they were being told');
  }

  private async record(
    step: StepRun,
    merchant: Merchant,
    { id }: Invoice,
    { hash, refusal, number }: Told,
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      // The lock orders us after any change that asked for this step while it was already running.
      const now = await this.invoices.lock(manager, merchant.id, id);
      const subject = { kind: 'invoice' as const, id: now.reference };
      const isCurrent = factsHash(factsOf(now)).equals(hash);
      const told = refusal ? {} : { factsSentHash: hash };
      await this.invoices.update(manager, id, { ...told, factsDue: !isCurrent });
      if (number !== null) await this.numbers.give(manager, now, number);
      if (refusal) {
        await this.exceptions.raise(manager, {
          merchantId: merchant.id,
          code: 'ERP_REFUSED',
          subject,
          details: { what: `invoice:${now.reference}`, reason: refusal.message },
          retry: { step: TELL_ERP, merchantId: merchant.id, subject: id },
        });
      } else {
        await this.exceptions.settle(manager, merchant.id, subject, ['ERP_REFUSED']);
      }
      if (isCurrent) await step.settle(manager);
    });
  }
}
