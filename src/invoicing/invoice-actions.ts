import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Conflict } from '../domain/errors.js';
import type { Merchant } from '../domain/merchant.js';
import { AuditTrail } from '../exceptions/audit-trail.js';
import { type CancelOutcome, OrderInvoicing } from '../orders/order-invoicing.port.js';
import { Invoices } from './invoices.js';
import { ResubmitInvoice } from './resubmit-invoice.js';

/** What a person can do with an invoice: release it from a hold, or cancel it. */
@Injectable()
export class InvoiceActions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly invoices: Invoices,
    private readonly resubmit: ResubmitInvoice,
    private readonly invoicing: OrderInvoicing,
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

  /**
   * Cancels the invoice the way the ERP would; an unsent one is withdrawn, an unpaid one voided.
   * @throws NotFound · Conflict NOT_CANCELLABLE once something was paid
   */
  async cancel(merchant: Merchant, reference: string, cause: string, actor: string): Promise<CancelOutcome> {
    const { salesOrderId } = await this.invoices.byReference(merchant.id, reference);
    return this.dataSource.transaction(async (manager) => {
      const outcome = await this.invoicing.cancel(manager, merchant, salesOrderId, cause);
      if (outcome === 'refused') {
        throw new Conflict(
          'NOT_CANCELLABLE',
          'The debtor has paid, in part or in full; credit the invoice outside Dintero.',
        );
      }
      await this.audit.record(manager, {
        merchantId: merchant.id,
        actor,
        action: 'void',
        kind: 'invoice',
        id: reference,
        reason: cause,
      });
      return outcome;
    });
  }
}
