import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { InvoiceState } from '../domain/invoice/invoice-state.js';
import type { OrderNumberInErp } from '../orders/order-invoicing.port.js';
import { query } from '../platform/database/sql.js';
import { Steps } from '../platform/jobs/steps.js';
import type { InvoiceRow } from './invoice.entity.js';
import { type Invoice, Invoices } from './invoices.js';
import { WRITE_ERP_NUMBER } from './steps.js';

type Numbered = Pick<
  InvoiceRow,
  'id' | 'merchantId' | 'state' | 'transactionId' | 'erpInvoiceNumber' | 'secondReference'
>;

/** Where there is an invoice that somebody may look for under its number. */
const NUMBERED_STATES: readonly InvoiceState[] = ['authorised', 'issued', 'partly-paid', 'paid'];

/**
 * The numbers invoices have in the ERP, from whichever way it tells them: with the order, in its answer to the invoice facts,
 * or by the API. The newest counts, and it is written where the provider's own pages and reports show it.
 */
@Injectable()
export class ErpNumbers {
  constructor(
    private readonly invoices: Invoices,
    private readonly steps: Steps,
  ) {}

  /** @param invoice locked by this transaction */
  async give(manager: EntityManager, invoice: Invoice, number: string): Promise<void> {
    if (invoice.erpInvoiceNumber === number) return;
    await this.invoices.update(manager, invoice.id, { erpInvoiceNumber: number });
    await this.follow(manager, { ...invoice, erpInvoiceNumber: number });
  }

  /** The numbers that came with orders, for the invoice of the same revision. */
  async giveByOrder(manager: EntityManager, orders: readonly OrderNumberInErp[]): Promise<void> {
    if (orders.length === 0) return;
    const rows = await query<Numbered>(
      manager,
      `update invoice i set erp_invoice_number = o.number, updated_at = now()
       from unnest($1::bigint[], $2::integer[], $3::text[]) as o (sales_order_id, revision, number)
       where i.sales_order_id = o.sales_order_id and i.revision = o.revision and i.erp_invoice_number is distinct from o.number
       returning i.id, i.merchant_id as "merchantId", i.state, i.transaction_id as "transactionId",
         i.erp_invoice_number as "erpInvoiceNumber", i.second_reference as "secondReference"`,
      [
        orders.map(({ salesOrderId }) => salesOrderId),
        orders.map(({ revision }) => revision),
        orders.map(({ number }) => number),
      ],
    );
    for (const row of rows) await this.follow(manager, row);
  }

  /** Asks for the number to be written, if the transaction shows another one. */
  async follow(manager: EntityManager, invoice: Numbered): Promise<void> {
    if (!isUnwritten(invoice)) return;
    await this.steps.enqueue(manager, {
      step: WRITE_ERP_NUMBER,
      merchantId: invoice.merchantId,
      subject: invoice.id,
    });
  }
}

/** Whether the transaction does not show the number the invoice has in the ERP. */
export function isUnwritten({ state, transactionId, erpInvoiceNumber, secondReference }: Numbered): boolean {
  if (erpInvoiceNumber === null || transactionId === null) return false;
  return erpInvoiceNumber !== secondReference && NUMBERED_STATES.includes(state);
}
