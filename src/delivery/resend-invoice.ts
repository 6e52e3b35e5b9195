import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Conflict } from '../domain/errors.js';
import type { Merchant } from '../domain/merchant.js';
import { AuditTrail } from '../exceptions/audit-trail.js';
import { Exceptions } from '../exceptions/exceptions.js';
import { type Invoice, Invoices } from '../invoicing/invoices.js';
import { Steps } from '../platform/jobs/steps.js';
import { Suppressions } from './bounces/suppressions.js';
import { Deliveries } from './deliveries.js';
import { Documents } from './documents.js';
import { Recipients } from './recipients.js';
import { SEND_INVOICE } from './steps.js';

export interface Resending {
  /**
   * `again` to where it goes anyway · `correct` puts another address in place of the order's for good · `once` to another
   * address this time only · `fallback` to the merchant's own fallback address.
   */
  readonly way: 'again' | 'correct' | 'once' | 'fallback';
  /** Needed by `correct` and `once`. */
  readonly to: string | null;
  readonly reason: string;
  readonly actor: string;
}

const AUDIT_ACTIONS = {
  again: 'resend',
  correct: 'correct-address',
  once: 'resend-elsewhere',
  fallback: 'resend-to-fallback',
} as const;

/** Sends an invoice once more because a person asked for it, to the same or another address: the same bytes, a new mail. */
@Injectable()
export class ResendInvoice {
  constructor(
    private readonly dataSource: DataSource,
    private readonly invoices: Invoices,
    private readonly documents: Documents,
    private readonly deliveries: Deliveries,
    private readonly recipients: Recipients,
    private readonly suppressions: Suppressions,
    private readonly exceptions: Exceptions,
    private readonly audit: AuditTrail,
    private readonly steps: Steps,
  ) {}

  /** Gives the id of the delivery. @throws NotFound · Conflict NOT_DELIVERABLE, ADDRESS_SUPPRESSED, NO_FALLBACK */
  async run(merchant: Merchant, reference: string, resending: Resending): Promise<string> {
    const { id } = await this.invoices.byReference(merchant.id, reference);
    return this.dataSource.transaction(async (manager) => {
      const invoice = await this.invoices.lock(manager, merchant.id, id);
      const documentId = await this.documentOf(manager, invoice);
      const to = await this.addressFor(manager, merchant, invoice, resending);
      await this.deliveries.dropWithheld(manager, invoice.id);
      const number = await this.deliveries.nextSendNumber(manager, invoice.id);
      const delivery = await this.deliveries.plan(manager, merchant, invoice, documentId, to, number);
      await this.steps.enqueue(manager, { step: SEND_INVOICE, merchantId: merchant.id, subject: delivery });
      await this.exceptions.settle(manager, merchant.id, { kind: 'invoice', id: reference }, [
        'DELIVERY_REFUSED',
        'DELIVERY_BOUNCED',
        'ADDRESS_SUPPRESSED',
      ]);
      const { way, actor, reason } = resending;
      const action = AUDIT_ACTIONS[way];
      await this.audit.record(manager, {
        merchantId: merchant.id,
        actor,
        action,
        kind: 'invoice',
        id: reference,
        reason,
      });
      return delivery;
    });
  }

  private async documentOf(manager: EntityManager, invoice: Invoice): Promise<string> {
    const id =
      (await this.deliveries.firstDocumentId(manager, invoice.id)) ??
      (await this.documents.latest(manager, invoice, null))?.id;
    if (id !== undefined && invoice.voidedAt === null) return id;
    throw new Conflict('NOT_DELIVERABLE', 'There is no document to send, or the invoice is cancelled.');
  }

  private async addressFor(
    manager: EntityManager,
    merchant: Merchant,
    invoice: Invoice,
    { way, to }: Resending,
  ): Promise<string> {
    const address =
      way === 'fallback'
        ? this.recipients.fallbackOf(merchant)
        : (to ?? (await this.recipients.of(manager, merchant, invoice)));
    if (await this.suppressions.has(manager, merchant.id, address)) {
      throw new Conflict(
        'ADDRESS_SUPPRESSED',
        'Mail to this address has come back. Use another address, or lift the suppression first.',
      );
    }
    if (way === 'correct') await this.recipients.change(manager, invoice, address);
    return address;
  }
}
