import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Conflict } from '../domain/errors.js';
import type { Merchant } from '../domain/merchant.js';
import { AuditTrail } from '../exceptions/audit-trail.js';
import { Exceptions } from '../exceptions/exceptions.js';
import { Invoices } from '../invoicing/invoices.js';
import { Steps } from '../platform/jobs/steps.js';
import { Deliveries } from './deliveries.js';
import { Documents } from './documents.js';
import { SEND_INVOICE } from './steps.js';

export interface Resending {
  /** Null for the address of the order. */
  readonly to: string | null;
  readonly reason: string;
  readonly actor: string;
}

/** Sends an invoice once more because a person asked for it, to the same or another address. */
@Injectable()
export class ResendInvoice {
  constructor(
    private readonly dataSource: DataSource,
    private readonly invoices: Invoices,
    private readonly documents: Documents,
    private readonly deliveries: Deliveries,
    private readonly exceptions: Exceptions,
    private readonly audit: AuditTrail,
    private readonly steps: Steps,
  ) {}

  /** Gives the id of the delivery. @throws NotFound · Conflict NOT_DELIVERABLE */
  async run(merchant: Merchant, reference: string, resending: Resending): Promise<string> {
    const { id } = await this.invoices.byReference(merchant.id, reference);
    return this.dataSource.transaction(async (manager) => {
      const invoice = await this.invoices.lock(manager, merchant.id, id);
      const document = await this.documents.latest(manager, invoice, null);
      if (!document || invoice.voidedAt !== null) {
        throw new Conflict('NOT_DELIVERABLE', 'There is no document to send, or the invoice is cancelled.');
      }
      const { order } = await this.invoices.contentOf(manager, merchant, invoice);
      const to = resending.to ?? order.debtor.email;
      const number = await this.deliveries.nextSendNumber(manager, invoice.id);
      const delivery = await this.deliveries.plan(manager, merchant, invoice, document.id, to, number);
      await this.steps.enqueue(manager, { step: SEND_INVOICE, merchantId: merchant.id, subject: delivery });
      await this.exceptions.settle(manager, merchant.id, { kind: 'invoice', id: reference }, ['DELIVERY_REFUSED']);
      const { actor, reason } = resending;
      await this.audit.record(manager, {
        merchantId: merchant.id,
        actor,
        action: 'resend',
        kind: 'invoice',
        id: reference,
        reason,
      });
      return delivery;
    });
  }
}
