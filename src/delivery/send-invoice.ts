import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { FakturabroError, OutcomeUnknown, ProviderRejected } from '../domain/errors.js';
import type { Merchant } from '../domain/merchant.js';
import { Exceptions } from '../exceptions/exceptions.js';
import { type Invoice, Invoices } from '../invoicing/invoices.js';
import { Merchants } from '../merchants/merchants.js';
import { HandlesStep } from '../platform/jobs/handles-step.decorator.js';
import type { StepHandler, StepRun } from '../platform/jobs/step-run.js';
import { type Delivery, Deliveries } from './deliveries.js';
import { Documents } from './documents.js';
import { invoiceMail, wordsFor } from './invoice-mail.js';
import { Mailer, type OutgoingMail } from './mailer.port.js';
import { SEND_INVOICE } from './steps.js';

/** E-mails one invoice once, and keeps the mail server's answer. Recorded before and after. */
@HandlesStep(SEND_INVOICE)
@Injectable()
export class SendInvoice implements StepHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly merchants: Merchants,
    private readonly invoices: Invoices,
    private readonly documents: Documents,
    private readonly deliveries: Deliveries,
    private readonly mailer: Mailer,
    private readonly exceptions: Exceptions,
  ) {}

  async run(step: StepRun): Promise<void> {
    const { manager } = this.dataSource;
    const merchant = this.merchants.get(step.merchantId);
    const delivery = await this.deliveries.find(manager, merchant.id, step.subject);
    const invoice = delivery && (await this.invoices.find(merchant.id, delivery.invoiceId));
    if (!delivery || !invoice) return;
    if (invoice.voidedAt !== null) {
      await this.deliveries.cancel(manager, delivery.id);
      return;
    }
    const mail = await this.compose(merchant, invoice, delivery);
    const attempt = await this.deliveries.beginAttempt(manager, delivery.id);
    if (attempt === null) return; // accepted, refused or cancelled before

    try {
      const { answer } = await this.mailer.send(merchant, mail);
      await this.dataSource.transaction(async (em) => {
        await this.deliveries.endAttempt(em, delivery.id, attempt, 'accepted', answer, 250);
        await this.exceptions.settle(em, merchant.id, { kind: 'invoice', id: invoice.reference }, ['DELIVERY_REFUSED']);
        await step.settle(em);
      });
    } catch (error) {
      if (error instanceof ProviderRejected)
        await this.recordRefusal(step, merchant, invoice, delivery, attempt, error);
      else await this.recordFault(delivery, attempt, error);
    }
  }

  private async compose(merchant: Merchant, invoice: Invoice, delivery: Delivery): Promise<OutgoingMail> {
    const { manager } = this.dataSource;
    const document = await this.documents.get(manager, merchant.id, delivery.documentId);
    if (!document) throw new Error(`The document ${delivery.documentId} of delivery ${delivery.id} is gone.`);
    const { order } = await this.invoices.contentOf(manager, merchant, invoice);
    const { subject, text, html } = invoiceMail(merchant, order, invoice);
    const number = (invoice.invoiceNumber ?? invoice.reference).replace(/[^A-Za-z0-9_-]/g, '-');
    const filename = `${wordsFor(merchant, order).fileName}-${number}.pdf`;
    return {
      to: [delivery.recipient],
      subject,
      text,
      html,
      messageId: delivery.messageId,
      attachments: [{ filename, contentType: 'application/pdf', content: document.content }],
      withBlindCopies: true,
    };
  }

  private async recordRefusal(
    step: StepRun,
    merchant: Merchant,
    invoice: Invoice,
    delivery: Delivery,
    attempt: number,
    error: ProviderRejected,
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.deliveries.endAttempt(manager, delivery.id, attempt, 'refused', error.message, codeOf(error));
      await this.exceptions.raise(manager, {
        merchantId: merchant.id,
        code: 'DELIVERY_REFUSED',
        subject: { kind: 'invoice', id: invoice.reference },
        details: { answer: error.message, deliveryId: delivery.id },
      });
      await step.settle(manager);
    });
  }

  /** Not taken, or nobody knows: the next attempt carries the same Message-ID. */
  private async recordFault(delivery: Delivery, attempt: number, error: unknown): Promise<never> {
    if (error instanceof FakturabroError) {
      const outcome = error instanceof OutcomeUnknown ? 'unknown' : 'deferred';
      await this.deliveries.endAttempt(
        this.dataSource.manager,
        delivery.id,
        attempt,
        outcome,
        error.message,
        codeOf(error),
      );
    }
    throw error;
  }
}

function codeOf(error: FakturabroError): number | null {
  const code = error.details.smtpCode;
  return typeof code === 'number' ? code : null;
}
