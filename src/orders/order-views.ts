import { Injectable } from '@nestjs/common';
import { IsIn, IsOptional, IsString } from 'class-validator';
import { DataSource } from 'typeorm';
import type { InvoiceState } from '../domain/invoice/invoice-state.js';
import type { Merchant } from '../domain/merchant.js';
import { exactNumber } from '../domain/money.js';
import type { ErrorDetails } from '../domain/errors.js';
import type { ExceptionCode } from '../exceptions/exception-codes.js';
import { explain } from '../exceptions/explain.js';
import { query } from '../platform/database/sql.js';
import { beforeId, type Page, pageOf, PageQuery } from '../platform/http/page.js';
import { rule } from '../platform/validation/rule.js';
import { orderStatus, type OrderState } from './order-status.js';

const STATES = ['received', 'accepted', 'stopped', 'cancelled'];

export class OrdersQuery extends PageQuery {
  @IsOptional()
  @IsIn(STATES, rule('state', 'state is not known', `Send one of ${STATES.join(', ')}.`))
  readonly state?: OrderState;

  @IsOptional()
  @IsString(rule('debtorId', 'debtorId must be text', 'Send the id of a debtor.'))
  readonly debtorId?: string;
}

/** An order as the operator API shows it. */
export class OrderView {
  readonly orderId!: string;
  readonly orderNumber!: string;
  readonly revision!: number;
  readonly state!: string;
  readonly currency!: string | null;
  readonly totalAmount!: number | null;
  readonly debtorId!: string | null;
  readonly cancelCause!: string | null;
  readonly createdAt!: string;
  readonly updatedAt!: string;
  readonly invoices!: {
    readonly reference: string;
    readonly state: InvoiceState;
    readonly invoiceNumber: string | null;
    readonly erpInvoiceNumber: string | null;
    /** Where the debtor accepts, while that is waited for. */
    readonly checkoutUrl: string | null;
  }[];
  readonly exceptions!: { readonly id: string; readonly code: string; readonly what: string; readonly next: string }[];
}

interface Row {
  readonly id: string;
  readonly order_id: string;
  readonly order_number: string;
  readonly revision: number;
  readonly state: OrderState;
  readonly currency: string | null;
  readonly total_minor: string | null;
  readonly debtor_id: string | null;
  readonly cancel_cause: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly invoices: OrderView['invoices'];
  readonly exceptions: { id: string; code: ExceptionCode; details: ErrorDetails }[];
}

const SELECT = `
  select o.*,
    coalesce((select jsonb_agg(jsonb_build_object('reference', i.reference, 'state', i.state, 'invoiceNumber', i.invoice_number,
                  'erpInvoiceNumber', i.erp_invoice_number,
                  'checkoutUrl', case when i.state = 'awaiting-debtor' then i.checkout_url end)
                order by i.revision)
              from invoice i where i.sales_order_id = o.id), '[]') as invoices,
    coalesce((select jsonb_agg(jsonb_build_object('id', e.id::text, 'code', e.code, 'details', e.details) order by e.id)
              from exception_case e
              where e.merchant_id = o.merchant_id and e.state = 'open'
                and ((e.subject_kind = 'order' and e.subject_id = o.order_id)
                  or (e.subject_kind = 'message' and e.subject_id = o.inbox_id::text)
                  or (e.subject_kind = 'invoice' and e.subject_id in
                       (select i.reference from invoice i where i.sales_order_id = o.id))
                  or (e.subject_kind = 'entry' and e.subject_id in
                       (select j.entry_key from invoice i
                        join journal_entry j on j.merchant_id = i.merchant_id and j.invoice_reference = i.reference
                        where i.sales_order_id = o.id)))), '[]') as exceptions
  from sales_order o`;

/** Orders as people look at them; plain reads. */
@Injectable()
export class OrderViews {
  constructor(private readonly dataSource: DataSource) {}

  async list(merchant: Merchant, filter: OrdersQuery): Promise<Page<OrderView>> {
    const rows = await query<Row>(
      this.dataSource.manager,
      `${SELECT}
       where o.merchant_id = $1 and ($2::bigint is null or o.id < $2) and ($3::text is null or o.state = $3)
         and ($4::text is null or o.debtor_id = $4)
       order by o.id desc limit $5`,
      [merchant.id, beforeId(filter), filter.state ?? null, filter.debtorId ?? null, filter.limit + 1],
    );
    return pageOf(rows, filter.limit, (row) => toView(row, merchant));
  }

  async get(merchant: Merchant, orderId: string): Promise<OrderView | null> {
    const rows = await query<Row>(this.dataSource.manager, `${SELECT} where o.merchant_id = $1 and o.order_id = $2`, [
      merchant.id,
      orderId,
    ]);
    const [row] = rows;
    return row ? toView(row, merchant) : null;
  }
}

function toView(row: Row, merchant: Merchant): OrderView {
  return {
    orderId: row.order_id,
    orderNumber: row.order_number,
    revision: row.revision,
    state: orderStatus(row.state, row.invoices.at(-1)?.state ?? null),
    currency: row.currency,
    totalAmount: row.total_minor === null ? null : exactNumber(BigInt(row.total_minor)),
    debtorId: row.debtor_id,
    cancelCause: row.cancel_cause,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    invoices: row.invoices,
    exceptions: row.exceptions.map(({ id, code, details }) => ({
      id,
      code,
      ...explain(code, details, merchant.language),
    })),
  };
}
