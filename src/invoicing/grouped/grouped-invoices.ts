import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { queryOne } from '../../platform/database/sql.js';
import type { Invoice } from '../invoices.js';

interface NotedNumber {
  readonly id: string;
  /** No transaction had shown this number before. */
  readonly isNew: boolean;
}

/** Kravia's invoices over many transactions. */
@Injectable()
export class GroupedInvoices {
  /**
   * The grouped invoice with the number this transaction shows; made when the number is new, completed when more is
   * known. Null without a number.
   */
  async noteNumber(manager: EntityManager, invoice: Invoice): Promise<NotedNumber | null> {
    const { merchantId, billingGroupId, invoiceNumber, invoiceDate, dueDate, kid } = invoice;
    if (invoiceNumber === null || billingGroupId === null) return null;
    const known = await queryOne<NotedNumber>(
      manager,
      `select id, false as "isNew" from grouped_invoice where merchant_id = $1 and invoice_number = $2
         and (invoice_date is not null or $3::date is null) and (due_date is not null or $4::date is null)
         and (kid is not null or $5::text is null)`,
      [merchantId, invoiceNumber, invoiceDate, dueDate, kid],
    );
    if (known) return known;
    // A row of this very statement has never been updated: that is what the system column says.
    return queryOne<NotedNumber>(
      manager,
      `insert into grouped_invoice as g (merchant_id, billing_group_id, invoice_number, invoice_date, due_date, kid)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (merchant_id, invoice_number) do update set invoice_date = coalesce(g.invoice_date, excluded.invoice_date),
         due_date = coalesce(g.due_date, excluded.due_date), kid = coalesce(g.kid, excluded.kid)
       returning id, xmax = 0 as "isNew"`,
      [merchantId, billingGroupId, invoiceNumber, invoiceDate, dueDate, kid],
    );
  }
}
