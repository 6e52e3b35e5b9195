import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ProviderRejected } from '../domain/errors.js';
import type { Merchant } from '../domain/merchant.js';
import { Exceptions } from '../exceptions/exceptions.js';
import { type Invoice, Invoices } from '../invoicing/invoices.js';
import { Merchants } from '../merchants/merchants.js';
import { HandlesStep } from '../platform/jobs/handles-step.decorator.js';
import type { StepHandler, StepRun } from '../platform/jobs/step-run.js';
import { linkMail } from './link-mail.js';
import { type LinkMail, LinkMails } from './link-mails.js';
import { Mailer } from './mailer.port.js';
import { SEND_LINK } from './steps.js';

/** E-mails the debtor the link of a checkout, once for each session; a link that is of no use any more stays here. */
@HandlesStep(SEND_LINK)
@Injectable()
export class SendLink implements StepHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly merchants: Merchants,
    private readonly invoices: Invoices,
    private readonly mails: LinkMails,
    private readonly mailer: Mailer,
    private readonly exceptions: Exceptions,
  ) {}

  async run(step: StepRun): Promise<void> {
    const { manager } = this.dataSource;
    const merchant = this.merchants.get(step.merchantId);
    const mail = await this.mails.find(manager, merchant.id, step.subject);
    const invoice = mail && (await this.invoices.find(merchant.id, mail.invoiceId));
    if (!mail || !invoice || mail.state === 'accepted') return;
    if (invoice.state !== 'awaiting-debtor' || invoice.openSessionId !== mail.sessionId) {
      await this.mails.end(manager, mail.id, 'cancelled', null);
      return;
    }
    const { order } = await this.invoices.contentOf(manager, merchant, invoice);
    const { pictures, ...content } = linkMail(merchant, order, invoice);
    // A lost answer is followed by the same mail with the same Message-ID.
    if (!(await this.mails.begin(manager, mail.id))) return;
    try {
      const { recipient, messageId } = mail;
      const { answer } = await this.mailer.send(merchant, {
        ...content,
        to: [recipient],
        messageId,
        returnAddress: null,
        attachments: pictures,
        withBlindCopies: true,
      });
      await this.record(step, merchant, invoice, mail, { answer, isRefused: false });
    } catch (error) {
      if (!(error instanceof ProviderRejected)) throw error;
      await this.record(step, merchant, invoice, mail, { answer: error.message, isRefused: true });
    }
  }

  private async record(
    step: StepRun,
    merchant: Merchant,
    { reference }: Invoice,
    { id }: LinkMail,
    { answer, isRefused }: { readonly answer: string; readonly isRefused: boolean },
  ): Promise<void> {
    const subject = { kind: 'invoice' as const, id: reference };
    await this.dataSource.transaction(async (manager) => {
      await this.mails.end(manager, id, isRefused ? 'refused' : 'accepted', answer);
      if (isRefused) {
        await this.exceptions.raise(manager, {
          merchantId: merchant.id,
          code: 'LINK_REFUSED',
          subject,
          details: { answer },
          retry: { step: SEND_LINK, merchantId: merchant.id, subject: id },
        });
      } else await this.exceptions.settle(manager, merchant.id, subject, ['LINK_REFUSED']);
      await step.settle(manager);
    });
  }
}
