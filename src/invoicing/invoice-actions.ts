import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Conflict } from '../domain/errors.js';
import type { Merchant } from '../domain/merchant.js';
import { AuditTrail } from '../exceptions/audit-trail.js';
import type { CancelDecision } from '../domain/invoice/cancel-decision.js';
import type { CancelWish } from '../orders/order-invoicing.port.js';
import { CancelInvoice } from './cancel-invoice.js';
import { type Invoice, Invoices } from './invoices.js';
import { ResubmitInvoice } from './resubmit-invoice.js';

/** What a cancellation led to, and the invoice as it was. */
export interface Cancelled {
  readonly decision: CancelDecision;
  readonly invoice: Invoice;
}

/** What a person can do with an invoice: release it from a hold, or cancel it. */
@Injectable()
export class InvoiceActions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly invoices: Invoices,
    private readonly resubmit: ResubmitInvoice,
    private readonly cancelInvoice: CancelInvoice,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws NotFound · Conflict NOT_HELD */
  async release(merchant: Merchant, reference: string, actor: string): Promise<void> {
    const { id } = await this.invoices.byReference(merchant.id, reference);
    await this.dataSource.transaction(async (manager) => {
      const invoice = await this.invoices.lock(manager, merchant.id, id);
      if (invoice.state !== 'held') {
        throw new Conflict('NOT_HELD', `The invoice is ${invoice.state}; only a held one can be released.`);
      }
      await this.resubmit.submit(manager, invoice);
      const event = { merchantId: merchant.id, actor, action: 'release', kind: 'invoice', id: reference, reason: null };
      await this.audit.record(manager, event);
    });
  }

  /** Cancels exactly this invoice; the order stays open for a corrected version. @throws NotFound */
  async cancel(merchant: Merchant, reference: string, wish: CancelWish, actor: string): Promise<Cancelled> {
    const { id } = await this.invoices.byReference(merchant.id, reference);
    return this.dataSource.transaction(async (manager) => {
      const invoice = await this.invoices.lock(manager, merchant.id, id);
      const decision = await this.cancelInvoice.run(manager, merchant, invoice, wish);
      const reason = wish.text;
      await this.audit.record(manager, {
        merchantId: merchant.id,
        actor,
        action: 'void',
        kind: 'invoice',
        id: reference,
        reason,
      });
      return { decision, invoice };
    });
  }
}
