import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Merchant } from '../domain/merchant.js';
import { InvoiceDelivery } from '../invoicing/invoice-delivery.port.js';
import { Steps } from '../platform/jobs/steps.js';
import { ARCHIVE_DOCUMENT, FETCH_DOCUMENT } from './steps.js';

/** Collection has started, so the invoice may go out: first its document is fetched. */
@Injectable()
export class BeginDelivery extends InvoiceDelivery {
  constructor(private readonly steps: Steps) {
    super();
  }

  async begin(manager: EntityManager, merchant: Merchant, invoiceId: string): Promise<void> {
    await this.steps.enqueue(manager, { step: FETCH_DOCUMENT, merchantId: merchant.id, subject: invoiceId });
  }

  async archive(manager: EntityManager, merchant: Merchant, invoiceId: string): Promise<void> {
    await this.steps.enqueue(manager, { step: ARCHIVE_DOCUMENT, merchantId: merchant.id, subject: invoiceId });
  }
}
