import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type ErrorDetails, ProviderUnavailable, RuleViolation } from '../domain/errors.js';
import type { Merchant } from '../domain/merchant.js';
import type { ExceptionCode } from '../exceptions/exception-codes.js';
import { Exceptions } from '../exceptions/exceptions.js';
import { type Invoice, Invoices } from '../invoicing/invoices.js';
import { Merchants } from '../merchants/merchants.js';
import { HandlesStep } from '../platform/jobs/handles-step.decorator.js';
import type { StepHandler, StepRun } from '../platform/jobs/step-run.js';
import { Documents } from './documents.js';
import { InvoiceDocuments } from './invoice-documents.port.js';
import { ARCHIVE_DOCUMENT } from './steps.js';

/** Each attempt asks the provider to produce the file; after so many a person decides whether to go on. */
const ATTEMPTS_MAX = 6;

/** Keeps the file of an invoice the provider delivers itself. Nothing waits for it. */
@HandlesStep(ARCHIVE_DOCUMENT)
@Injectable()
export class ArchiveDocument implements StepHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly merchants: Merchants,
    private readonly invoices: Invoices,
    private readonly provider: InvoiceDocuments,
    private readonly documents: Documents,
    private readonly exceptions: Exceptions,
  ) {}

  async run(step: StepRun): Promise<void> {
    const merchant = this.merchants.get(step.merchantId);
    const invoice = await this.invoices.find(merchant.id, step.subject);
    if (!invoice?.transactionId) return;
    try {
      const fetched = await this.provider.fetch(merchant, invoice.transactionId);
      if (fetched.kind === 'document') await this.keep(step, merchant, invoice, fetched.bytes, fetched.sourceHost);
      else if (fetched.kind === 'unusable') await this.stop(step, merchant, invoice, 'DOCUMENT_UNUSABLE', fetched);
      else await this.waitFor(step, merchant, invoice, fetched.reason);
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error;
      await this.stop(step, merchant, invoice, 'ADDRESS_REFUSED', { ...error.details, reason: error.message });
    }
  }

  private async keep(
    step: StepRun,
    merchant: Merchant,
    invoice: Invoice,
    bytes: Buffer,
    sourceHost: string,
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.invoices.lock(manager, merchant.id, invoice.id);
      await this.documents.add(manager, invoice, 'original', bytes, sourceHost);
      const subject = { kind: 'invoice' as const, id: invoice.reference };
      await this.exceptions.settle(manager, merchant.id, subject, [
        'DOCUMENT_MISSING',
        'DOCUMENT_UNUSABLE',
        'ADDRESS_REFUSED',
      ]);
      await step.settle(manager);
    });
  }

  private async waitFor(step: StepRun, merchant: Merchant, invoice: Invoice, reason: string): Promise<void> {
    if (step.attempt + 1 < ATTEMPTS_MAX) {
      throw new ProviderUnavailable('DOCUMENT_MISSING', `The invoice PDF is not there yet: ${reason}`, { reason });
    }
    await this.stop(step, merchant, invoice, 'DOCUMENT_MISSING', { reason });
  }

  private async stop(
    step: StepRun,
    merchant: Merchant,
    invoice: Invoice,
    code: ExceptionCode,
    { reason = null, host = null }: ErrorDetails,
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.exceptions.raise(manager, {
        merchantId: merchant.id,
        code,
        subject: { kind: 'invoice', id: invoice.reference },
        details: { reason, host },
        retry: { step: ARCHIVE_DOCUMENT, merchantId: merchant.id, subject: invoice.id },
      });
      await step.settle(manager);
    });
  }
}
