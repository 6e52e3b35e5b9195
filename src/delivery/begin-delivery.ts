import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Merchant } from '../domain/merchant.js';
import { InvoiceDelivery } from '../invoicing/invoice-delivery.port.js';
import { Steps } from '../platform/jobs/steps.js';
import { LinkMails } from './link-mails.js';
import { ARCHIVE_DOCUMENT, FETCH_DOCUMENT, SEND_LINK } from './steps.js';

/** What may go out to the debtor: the invoice once it is collected, beginning with its document; the link of a checkout. */
@Injectable()
export class BeginDelivery extends InvoiceDelivery {
  constructor(
    private readonly steps: Steps,
    private readonly links: LinkMails,
  ) {
    super();
  }

  async begin(manager: EntityManager, merchant: Merchant, invoiceId: string): Promise<void> {
    await this.steps.enqueue(manager, { step: FETCH_DOCUMENT, merchantId: merchant.id, subject: invoiceId });
  }

  async sendLink(manager: EntityManager, merchant: Merchant, invoiceId: string, sessionId: string): Promise<void> {
    const id = await this.links.plan(manager, merchant, invoiceId, sessionId);
    await this.steps.enqueue(manager, { step: SEND_LINK, merchantId: merchant.id, subject: id });
  }

  async archive(manager: EntityManager, merchant: Merchant, invoiceId: string): Promise<void> {
    await this.steps.enqueue(manager, { step: ARCHIVE_DOCUMENT, merchantId: merchant.id, subject: invoiceId });
  }
}
