import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type { CancelDecision } from '../domain/invoice/cancel-decision.js';
import { stampOf } from '../domain/invoice/delivery-policy.js';
import type { InvoiceState } from '../domain/invoice/invoice-state.js';
import type { Merchant } from '../domain/merchant.js';
import { formatMinor } from '../domain/money.js';
import { Exceptions } from '../exceptions/exceptions.js';
import {
  type CancelWish,
  type OrderInvoice,
  type OrderNumberInErp,
  OrderInvoicing,
  type PlannedOrder,
} from '../orders/order-invoicing.port.js';
import { query } from '../platform/database/sql.js';
import { Steps } from '../platform/jobs/steps.js';
import { BillingGroups } from './grouped/billing-groups.js';
import { CancelInvoice } from './cancel-invoice.js';
import { ErpNumbers } from './erp-numbers.js';
import { InvoiceRow } from './invoice.entity.js';
import { orderInvoiceOf } from './invoices.js';
import { PolicyTrail } from './policies/policy-trail.js';
import { ISSUE_INVOICE } from './steps.js';

interface PlannedRow {
  readonly id: string;
  readonly state: InvoiceState;
  readonly reference: string;
  readonly isReplaced: boolean;
}

/** Turns planned orders into invoices that wait to be issued, and takes them back when the ERP cancels. */
@Injectable()
export class PlanInvoices extends OrderInvoicing {
  constructor(
    private readonly steps: Steps,
    private readonly exceptions: Exceptions,
    private readonly cancelInvoice: CancelInvoice,
    private readonly groups: BillingGroups,
    private readonly numbers: ErpNumbers,
    private readonly policies: PolicyTrail,
  ) {
    super();
  }

  async latest(manager: EntityManager, salesOrderIds: readonly string[]): Promise<Map<string, OrderInvoice>> {
    const rows = await manager.find(InvoiceRow, {
      where: { salesOrderId: In([...salesOrderIds]) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    return new Map(rows.map((row) => [row.salesOrderId, orderInvoiceOf(row)]));
  }

  async plan(manager: EntityManager, merchant: Merchant, orders: readonly PlannedOrder[]): Promise<void> {
    await this.withdrawOlder(manager, merchant, orders);
    const groups = await this.groups.ensure(manager, merchant.id, orders);
    const rows = await query<PlannedRow>(manager, PLAN, [
      merchant.id,
      orders.map(({ salesOrderId }) => salesOrderId),
      orders.map(({ inboxId }) => inboxId),
      orders.map(({ order }) => order.orderId),
      orders.map(({ order }) => order.orderNumber),
      orders.map(({ order }) => order.revision),
      orders.map(({ plan }) => plan.reference),
      orders.map(({ plan }) => plan.terms.flow),
      orders.map(({ plan }) => plan.terms.product),
      orders.map(({ plan }) => plan.terms.channel),
      orders.map(({ plan }) => plan.terms.daysUntilDue),
      orders.map(({ plan }) => plan.terms.interval),
      orders.map(({ salesOrderId }) => groups.get(salesOrderId) ?? null),
      orders.map(({ order }) => order.currency),
      orders.map(({ order }) => order.totalMinor.toString()),
      orders.map(({ order }) => order.debtor.debtorId),
      orders.map(({ plan }) => (plan.held ? 'held' : 'planned')),
      orders.map(({ order }) => order.debtor.type),
      orders.map(({ order }) => order.debtor.address.country),
      orders.map(({ plan }) => (plan.policy ? JSON.stringify(stampOf(plan.policy.winner)) : null)),
    ]);
    // What stood in the way of the version it replaces is over.
    for (const { reference } of rows.filter(({ isReplaced }) => isReplaced)) {
      await this.settleCases(manager, merchant, reference);
    }
    await this.numberInErp(manager, numbersIn(orders));
    const planned = rows.filter(({ state }) => state === 'planned');
    const wishes = planned.map(({ id }) => ({ step: ISSUE_INVOICE, merchantId: merchant.id, subject: id }));
    await this.steps.enqueue(manager, ...wishes);
    const written = new Set(rows.map(({ reference }) => reference));
    const plans = orders.filter(({ plan }) => written.has(plan.reference));
    for (const order of plans.filter(({ plan }) => plan.aboveLimit)) await this.explainHold(manager, merchant, order);
    const cases = plans.flatMap(({ plan: { reference, policy } }) =>
      policy ? [{ reference, policy: policy.winner, decided: policy.decided }] : [],
    );
    await this.policies.run(manager, merchant, cases);
  }

  async numberInErp(manager: EntityManager, orders: readonly OrderNumberInErp[]): Promise<void> {
    await this.numbers.giveByOrder(manager, orders);
  }

  async cancel(
    manager: EntityManager,
    merchant: Merchant,
    salesOrderId: string,
    wish: CancelWish,
  ): Promise<CancelDecision> {
    const latest = await manager.findOne(InvoiceRow, {
      where: { merchantId: merchant.id, salesOrderId },
      order: { revision: 'DESC' },
      lock: { mode: 'pessimistic_write' },
    });
    return latest ? this.cancelInvoice.run(manager, merchant, latest, wish) : { outcome: 'nothing' };
  }

  /** An unsent invoice of an earlier revision must not go out beside the new one. */
  private async withdrawOlder(
    manager: EntityManager,
    merchant: Merchant,
    orders: readonly PlannedOrder[],
  ): Promise<void> {
    const withdrawn = await query<{ reference: string }>(
      manager,
      `update invoice i set state = 'withdrawn', updated_at = now()
       from unnest($1::bigint[], $2::integer[]) as o (sales_order_id, revision)
       where i.sales_order_id = o.sales_order_id and i.revision < o.revision and i.state in ('planned', 'held', 'rejected', 'expired')
       returning i.reference`,
      [orders.map(({ salesOrderId }) => salesOrderId), orders.map(({ order }) => order.revision)],
    );
    for (const { reference } of withdrawn) await this.settleCases(manager, merchant, reference);
  }

  private async settleCases(manager: EntityManager, merchant: Merchant, reference: string): Promise<void> {
    await this.exceptions.settle(manager, merchant.id, { kind: 'invoice', id: reference });
  }

  private async explainHold(
    manager: EntityManager,
    merchant: Merchant,
    { order, plan: { reference } }: PlannedOrder,
  ): Promise<void> {
    await this.exceptions.raise(manager, {
      merchantId: merchant.id,
      code: 'INVOICE_HELD',
      subject: { kind: 'invoice', id: reference },
      details: { total: formatMinor(order.totalMinor), limit: formatMinor(merchant.invoicing.holdAboveMinor ?? 0n) },
    });
  }
}

function numbersIn(orders: readonly PlannedOrder[]): OrderNumberInErp[] {
  return orders.flatMap(({ salesOrderId, order }) => {
    const { number } = order.invoice;
    return number === null ? [] : [{ salesOrderId, revision: order.revision, number }];
  });
}

/** The state is part of the condition: an invoice somebody is already issuing is never rewritten. */
const PLAN = `
  insert into invoice as i (merchant_id, sales_order_id, inbox_id, order_id, order_number, revision, reference, flow, product,
    channel_asked, days_until_due, billing_interval, billing_group_id, currency, total_minor, debtor_id, state, debtor_type,
    debtor_country, policy, channel, open_minor)
  select $1, o.*, case when o.product = 'b2b-grouped' then 'kravia' else o.channel end, o.total
  from unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::integer[], $7::text[], $8::text[],
    $9::text[], $10::text[], $11::integer[], $12::text[], $13::bigint[], $14::text[], $15::bigint[], $16::text[], $17::text[],
    $18::text[], $19::text[], $20::jsonb[])
    as o (sales_order, inbox, order_id, order_number, revision, reference, flow, product, channel, days, every, billing_group,
      currency, total, debtor, state, debtor_type, debtor_country, policy)
  on conflict (merchant_id, order_id, revision) do update
    set inbox_id = excluded.inbox_id, order_number = excluded.order_number, flow = excluded.flow, product = excluded.product,
      channel = excluded.channel, channel_asked = excluded.channel_asked, days_until_due = excluded.days_until_due,
      billing_interval = excluded.billing_interval, billing_group_id = excluded.billing_group_id,
      currency = excluded.currency, total_minor = excluded.total_minor, open_minor = excluded.open_minor, debtor_id = excluded.debtor_id,
      debtor_type = excluded.debtor_type, debtor_country = excluded.debtor_country, policy = excluded.policy,
      state = excluded.state, refusal = null, updated_at = now()
    where i.state in ('planned', 'held', 'rejected', 'expired')
  -- Only a row that was there before carries the lock of this transaction.
  returning id, state, reference, xmax <> 0 as "isReplaced"`;
