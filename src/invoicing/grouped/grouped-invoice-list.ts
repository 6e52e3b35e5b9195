import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFound } from '../../domain/errors.js';
import type { LocalDate } from '../../domain/local-date.js';
import { exactNumber } from '../../domain/money.js';
import { query, queryOne } from '../../platform/database/sql.js';
import { beforeId, type Page, pageOf, type PageQuery } from '../../platform/http/page.js';
import { BillingGroups } from './billing-groups.js';
import { type ForecastOrderView, GroupDebtorView } from './forecast-view.js';

export class GroupedInvoiceView {
  readonly invoiceNumber!: string;
  readonly debtor!: GroupDebtorView;
  readonly invoiceDate!: string | null;
  readonly dueDate!: string | null;
  readonly kid!: string | null;
  readonly currency!: string;
  readonly orderCount!: number;
  /** Orders on it that were cancelled after it was made; they are in none of the amounts. */
  readonly cancelledOrderCount!: number;
  readonly totalAmount!: number;
  readonly paidAmount!: number;
  readonly openAmount!: number;
}

export class GroupedInvoiceDetailView extends GroupedInvoiceView {
  readonly orders!: readonly ForecastOrderView[];
}

interface Row {
  readonly id: string;
  readonly invoice_number: string;
  readonly invoice_date: LocalDate | null;
  readonly due_date: LocalDate | null;
  readonly kid: string | null;
  readonly debtor: Buffer;
  readonly currency: string;
  readonly orders: string;
  readonly cancelled: string;
  readonly total: string;
  readonly paid: string;
  readonly open: string;
}

/** Grouped invoices that exist: one item for each number, whatever the number of transactions. */
@Injectable()
export class GroupedInvoiceList {
  constructor(
    private readonly dataSource: DataSource,
    private readonly groups: BillingGroups,
  ) {}

  async page(merchantId: string, page: PageQuery): Promise<Page<GroupedInvoiceView>> {
    const rows = await query<Row>(this.dataSource.manager, `${LIST} order by g.id desc limit $4`, [
      merchantId,
      beforeId(page),
      null,
      page.limit + 1,
    ]);
    return pageOf(rows, page.limit, (row) => this.viewOf(merchantId, row));
  }

  /** @throws NotFound GROUPED_INVOICE_UNKNOWN */
  async one(merchantId: string, invoiceNumber: string): Promise<GroupedInvoiceDetailView> {
    const { manager } = this.dataSource;
    const row = await queryOne<Row>(manager, LIST, [merchantId, null, invoiceNumber]);
    if (!row) throw new NotFound('GROUPED_INVOICE_UNKNOWN', 'There is no grouped invoice with this number.');
    const orders = await query<ForecastOrderView>(manager, ORDERS, [row.id]);
    return Object.assign(this.viewOf(merchantId, row), { orders });
  }

  private viewOf(merchantId: string, row: Row): GroupedInvoiceView {
    return {
      invoiceNumber: row.invoice_number,
      debtor: this.groups.open(merchantId, row.debtor),
      invoiceDate: row.invoice_date,
      dueDate: row.due_date,
      kid: row.kid,
      currency: row.currency,
      orderCount: Number(row.orders),
      cancelledOrderCount: Number(row.cancelled),
      totalAmount: exactNumber(BigInt(row.total)),
      paidAmount: exactNumber(BigInt(row.paid)),
      openAmount: exactNumber(BigInt(row.open)),
    };
  }
}

const LIST = `
  select g.id, g.invoice_number, g.invoice_date, g.due_date, g.kid, b.debtor, sums.*
  from grouped_invoice g join billing_group b on b.id = g.billing_group_id
  cross join lateral (
    select min(i.currency) as currency, count(*) as orders, count(*) filter (where i.state = 'voided') as cancelled,
      coalesce(sum(i.total_minor) filter (where i.state <> 'voided'), 0) as total,
      coalesce(sum(i.paid_minor) filter (where i.state <> 'voided'), 0) as paid,
      coalesce(sum(i.open_minor) filter (where i.state <> 'voided'), 0) as open
    from invoice i where i.grouped_invoice_id = g.id
  ) sums
  where g.merchant_id = $1 and ($2::bigint is null or g.id < $2) and ($3::text is null or g.invoice_number = $3)`;

const ORDERS = `
  select order_id as "orderId", order_number as "orderNumber", reference, debtor_id as "debtorId", state,
    total_minor::float8 as amount
  from invoice where grouped_invoice_id = $1 order by id`;
