import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { addBankDays } from '../domain/calendar/bank-calendar.js';
import { bankCountryOf } from '../domain/delivery/bank-country.js';
import { FakturabroError, OutcomeUnknown, ProviderRejected } from '../domain/errors.js';
import { type LocalDate, localDate } from '../domain/local-date.js';
import type { Merchant } from '../domain/merchant.js';
import { Exceptions } from '../exceptions/exceptions.js';
import { type Invoice, Invoices } from '../invoicing/invoices.js';
import { Merchants } from '../merchants/merchants.js';
import { HandlesStep } from '../platform/jobs/handles-step.decorator.js';
import type { StepHandler, StepRun } from '../platform/jobs/step-run.js';
import { bounceClass } from '../domain/delivery/bounce.js';
import { BounceTokens } from './bounces/bounce-tokens.js';
import { statusIn } from './bounces/bounce-text.js';
import { RecordBounce } from './bounces/record-bounce.js';
import { Suppressions } from './bounces/suppressions.js';
import { type Delivery, Deliveries } from './deliveries.js';
import { Documents } from './documents.js';
import { invoiceMail } from './invoice-mail.js';
import { pdfAttachments } from './pdf-attachment.js';
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
    private readonly tokens: BounceTokens,
    private readonly suppressions: Suppressions,
    private readonly bounces: RecordBounce,
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
    if (await this.suppressions.has(manager, merchant.id, delivery.recipient)) {
      await this.withhold(step, merchant, invoice, delivery);
      return;
    }
    const { mail, country } = await this.compose(merchant, invoice, delivery);
    const attempt = await this.deliveries.beginAttempt(manager, delivery.id);
    if (attempt === null) return; // accepted, refused or cancelled before

    try {
      const { answer } = await this.mailer.send(merchant, mail);
      await this.dataSource.transaction(async (em) => {
        const windowEndsOn = windowEnd(merchant, country, new Date());
        await this.deliveries.endAttempt(em, delivery.id, attempt, 'accepted', answer, 250, windowEndsOn);
        await this.exceptions.settle(em, merchant.id, { kind: 'invoice', id: invoice.reference }, [
          'DELIVERY_REFUSED',
          'ADDRESS_SUPPRESSED',
          'ACCEPTANCE_LATE',
        ]);
        await step.settle(em);
      });
    } catch (error) {
      if (error instanceof ProviderRejected) await this.recordRefusal(step, merchant, delivery, attempt, error);
      else await this.recordFault(delivery, attempt, error);
    }
  }

  private async compose(
    merchant: Merchant,
    invoice: Invoice,
    delivery: Delivery,
  ): Promise<{ mail: OutgoingMail; country: string }> {
    const { manager } = this.dataSource;
    const document = await this.documents.get(manager, merchant.id, delivery.documentId);
    if (!document) throw new Error(`The document ${delivery.documentId} of delivery ${delivery.id} is gone.`);
    const { order } = await this.invoices.contentOf(manager, merchant, invoice);
    const { subject, text, html, pictures } = invoiceMail(merchant, order, invoice);
    const mail = {
      to: [delivery.recipient],
      subject,
      text,
      html,
      messageId: delivery.messageId,
      returnAddress: this.tokens.addressFor(merchant, delivery.id),
      attachments: [...pdfAttachments(merchant, order, invoice, document), ...pictures],
      withBlindCopies: true,
    };
    return { mail, country: order.debtor.address.country };
  }

  private async withhold(step: StepRun, merchant: Merchant, invoice: Invoice, delivery: Delivery): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.deliveries.withhold(manager, delivery.id);
      await this.exceptions.raise(manager, {
        merchantId: merchant.id,
        code: 'ADDRESS_SUPPRESSED',
        subject: { kind: 'invoice', id: invoice.reference },
        details: { deliveryId: delivery.id },
        retry: { step: SEND_INVOICE, merchantId: merchant.id, subject: delivery.id },
      });
      await step.settle(manager);
    });
  }

  private async recordRefusal(
    step: StepRun,
    merchant: Merchant,
    delivery: Delivery,
    attempt: number,
    error: ProviderRejected,
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.deliveries.endAttempt(manager, delivery.id, attempt, 'refused', error.message, codeOf(error));
      const { action, status } = statusIn(error.message);
      await this.bounces.run(manager, merchant, {
        deliveryId: delivery.id,
        inboxId: null,
        found: bounceClass({ action, status }) ?? 'hard',
        status,
        said: error.message,
        isAboutRecipient: error.details.command === 'RCPT TO',
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

/** The last day on which a bounce still counts; null when nobody looks for one. */
function windowEnd({ delivery, country, timeZone }: Merchant, debtorCountry: string, now: Date): LocalDate | null {
  if (!delivery?.bounces) return null;
  const banks = bankCountryOf(debtorCountry, country);
  return addBankDays(localDate(now, timeZone), delivery.bounceWindowBankDays, banks);
}

function codeOf(error: FakturabroError): number | null {
  const code = error.details.smtpCode;
  return typeof code === 'number' ? code : null;
}
