import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ChannelRefused, type ProviderRejected, type RuleViolation } from '../domain/errors.js';
import { moveInvoice } from '../domain/invoice/invoice-state.js';
import type { Merchant } from '../domain/merchant.js';
import { isExceptionCode } from '../exceptions/exception-codes.js';
import { Exceptions } from '../exceptions/exceptions.js';
import { Steps } from '../platform/jobs/steps.js';
import type { StepDefinition } from '../platform/jobs/step.js';
import type { StepRun } from '../platform/jobs/step-run.js';
import { ChannelFallback, isChannelRefusal } from './channel-fallback.js';
import { type Invoice, Invoices } from './invoices.js';
import { ISSUE_INVOICE, RESUBMIT_INVOICE, TELL_ERP } from './steps.js';

/** Why an invoice does not get issued, told to people and to the ERP. */
@Injectable()
export class RefuseInvoice {
  constructor(
    private readonly dataSource: DataSource,
    private readonly invoices: Invoices,
    private readonly exceptions: Exceptions,
    private readonly channels: ChannelFallback,
    private readonly steps: Steps,
  ) {}

  /** The provider would not make a transaction: the invoice is rejected, with the provider's own reason. */
  async reject(step: StepRun, merchant: Merchant, { id, reference }: Invoice, error: ProviderRejected): Promise<void> {
    const wish = { merchantId: merchant.id, subject: id };
    await this.dataSource.transaction(async (manager) => {
      const invoice = await this.invoices.lock(manager, merchant.id, id);
      const ofChannel = error instanceof ChannelRefused;
      const refusal = { code: error.code, message: error.message, final: false, ofChannel };
      const state = moveInvoice(invoice.state, 'rejected');
      const factsDue = merchant.erp.orders !== null;
      await this.invoices.update(manager, id, { state, refusal, callStartedAt: null, factsDue });
      if (isChannelRefusal(invoice, refusal)) await this.channels.run(manager, merchant, invoice, refusal);
      else {
        await this.exceptions.raise(manager, {
          merchantId: merchant.id,
          code: 'PROVIDER_REJECTED',
          subject: { kind: 'invoice', id: reference },
          details: { ...error.details, reason: error.message, code: error.code },
          retry: { step: RESUBMIT_INVOICE, ...wish },
        });
      }
      if (factsDue) await this.steps.enqueue(manager, { step: TELL_ERP, ...wish });
      await step.settle(manager);
    });
  }

  /** Something at the provider must be put right first; the invoice stays where it is. */
  async stop(
    step: StepRun,
    merchant: Merchant,
    invoice: Invoice,
    error: RuleViolation,
    retry: StepDefinition = ISSUE_INVOICE,
  ): Promise<void> {
    if (!isExceptionCode(error.code)) throw error;
    const { code, details } = error;
    await this.dataSource.transaction(async (manager) => {
      await this.exceptions.raise(manager, {
        merchantId: merchant.id,
        code,
        subject: { kind: 'invoice', id: invoice.reference },
        details,
        retry: { step: retry, merchantId: merchant.id, subject: invoice.id },
      });
      await step.settle(manager);
    });
  }
}
