import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type ErrorDetails, ProviderUnavailable, RuleViolation } from '../domain/errors.js';
import type { Merchant } from '../domain/merchant.js';
import type { ExceptionCode } from '../exceptions/exception-codes.js';
import { Exceptions } from '../exceptions/exceptions.js';
import { type Invoice, Invoices } from '../invoicing/invoices.js';
import { Merchants } from '../merchants/merchants.js';
import { HandlesStep } from '../platform/jobs/handles-step.decorator.js';
import { Steps } from '../platform/jobs/steps.js';
import type { StepHandler, StepRun } from '../platform/jobs/step-run.js';
import { Deliveries } from './deliveries.js';
import { Documents } from './documents.js';
import { type FetchedDocument, InvoiceDocuments } from './invoice-documents.port.js';
import { composeInvoice } from './pdf/compose-invoice.js';
import { Recipients } from './recipients.js';
import { FETCH_DOCUMENT, SEND_INVOICE } from './steps.js';

/** A missing file is ordinary at first; from this attempt on somebody should know. */
const ATTEMPTS_BEFORE_ALARM = 5;

/** Fetches the invoice PDF, keeps it with its hash, puts cover and attachments around it, and plans the mail. */
@HandlesStep(FETCH_DOCUMENT)
@Injectable()
export class FetchDocument implements StepHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly merchants: Merchants,
    private readonly invoices: Invoices,
    private readonly provider: InvoiceDocuments,
    private readonly documents: Documents,
    private readonly deliveries: Deliveries,
    private readonly recipients: Recipients,
    private readonly exceptions: Exceptions,
    private readonly steps: Steps,
  ) {}

  async run(step: StepRun): Promise<void> {
    const merchant = this.merchants.get(step.merchantId);
    const invoice = await this.invoices.find(merchant.id, step.subject);
    if (!invoice?.transactionId || invoice.voidedAt !== null || !merchant.delivery) return;
    const original = await this.documents.latest(this.dataSource.manager, invoice, 'original');
    if (original) {
      await this.plan(step, merchant, invoice, original.content, null);
      return;
    }
    const fetched = await this.fetch(step, merchant, invoice, invoice.transactionId);
    if (!fetched) return;
    if (fetched.kind === 'document') await this.plan(step, merchant, invoice, fetched.bytes, fetched.sourceHost);
    else if (fetched.kind === 'unusable') await this.stop(step, merchant, invoice, 'DOCUMENT_UNUSABLE', fetched);
    else await this.waitFor(step, merchant, invoice, fetched.reason);
  }

  /** Null when the address was refused and a person was told. */
  private async fetch(
    step: StepRun,
    merchant: Merchant,
    invoice: Invoice,
    transactionId: string,
  ): Promise<FetchedDocument | null> {
    try {
      return await this.provider.fetch(merchant, transactionId);
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error;
      await this.stop(step, merchant, invoice, 'ADDRESS_REFUSED', { ...error.details, reason: error.message });
      return null;
    }
  }

  private async plan(
    step: StepRun,
    merchant: Merchant,
    invoice: Invoice,
    original: Buffer,
    sourceHost: string | null,
  ): Promise<void> {
    const { order } = await this.invoices.contentOf(this.dataSource.manager, merchant, invoice);
    // Before the transaction: drawing takes longer than a lock should be held.
    const covered = await composeInvoice(merchant, order, invoice, original);
    await this.dataSource.transaction(async (manager) => {
      await this.invoices.lock(manager, merchant.id, invoice.id);
      let documentId = await this.documents.add(manager, invoice, 'original', original, sourceHost);
      if (covered) documentId = await this.documents.add(manager, invoice, 'covered', covered, null);
      const to = await this.recipients.of(manager, merchant, invoice);
      const deliveryId = await this.deliveries.plan(manager, merchant, invoice, documentId, to, 1);
      await this.steps.enqueue(manager, { step: SEND_INVOICE, merchantId: merchant.id, subject: deliveryId });
      const subject = { kind: 'invoice' as const, id: invoice.reference };
      await this.exceptions.settle(manager, merchant.id, subject, [
        'DOCUMENT_MISSING',
        'DOCUMENT_UNUSABLE',
        'ADDRESS_REFUSED',
      ]);
      await step.settle(manager);
    });
  }

  private async waitFor(step: StepRun, merchant: Merchant, invoice: Invoice, reason: string): Promise<never> {
    if (step.attempt >= ATTEMPTS_BEFORE_ALARM) {
      await this.exceptions.raise(
        this.dataSource.manager,
        // The same case as when the last attempt has failed: it is closed by the same success.
        { ...this.exceptionFor(merchant, invoice, 'DOCUMENT_MISSING', { reason }), step: FETCH_DOCUMENT.name },
      );
    }
    throw new ProviderUnavailable('DOCUMENT_MISSING', `The invoice PDF is not there yet: ${reason}`, { reason });
  }

  private async stop(
    step: StepRun,
    merchant: Merchant,
    invoice: Invoice,
    code: ExceptionCode,
    details: ErrorDetails,
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.exceptions.raise(manager, this.exceptionFor(merchant, invoice, code, details));
      await step.settle(manager);
    });
  }

  private exceptionFor(
    merchant: Merchant,
    invoice: Invoice,
    code: ExceptionCode,
    details: ErrorDetails,
  ): Parameters<Exceptions['raise']>[1] {
    return {
      merchantId: merchant.id,
      code,
      subject: { kind: 'invoice', id: invoice.reference },
      details,
      retry: { step: FETCH_DOCUMENT, merchantId: merchant.id, subject: invoice.id },
    };
  }
}
