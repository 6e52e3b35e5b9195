import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Merchant } from '../domain/merchant.js';
import { AuditTrail } from '../exceptions/audit-trail.js';
import { ErpNumbers } from './erp-numbers.js';
import { Invoices } from './invoices.js';

/** Somebody says what the ERP calls an invoice. */
@Injectable()
export class NameInvoice {
  constructor(
    private readonly dataSource: DataSource,
    private readonly invoices: Invoices,
    private readonly numbers: ErpNumbers,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws NotFound INVOICE_UNKNOWN */
  async run(merchant: Merchant, reference: string, number: string, actor: string): Promise<void> {
    const { id } = await this.invoices.byReference(merchant.id, reference);
    await this.dataSource.transaction(async (manager) => {
      const invoice = await this.invoices.lock(manager, merchant.id, id);
      if (invoice.erpInvoiceNumber === number) return;
      await this.numbers.give(manager, invoice, number);
      await this.audit.record(manager, {
        merchantId: merchant.id,
        actor,
        action: 'erp number',
        kind: 'invoice',
        id: reference,
        reason: number,
      });
    });
  }
}
