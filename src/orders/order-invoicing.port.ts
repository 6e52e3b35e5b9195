import type { EntityManager } from 'typeorm';
import type { InvoiceState } from '../domain/invoice/invoice-state.js';
import type { Merchant } from '../domain/merchant.js';
import type { Order } from '../domain/order/order.js';
import type { OrderPlan } from './order-plan.js';

/** An order with the decision how to invoice it. */
export interface PlannedOrder {
  readonly salesOrderId: string;
  /** The message that holds the order's content. */
  readonly inboxId: string;
  readonly order: Order;
  readonly plan: OrderPlan;
}

export type CancelOutcome =
  /** Nothing had been sent. */
  | 'withdrawn'
  /** The invoice is being voided at the provider. */
  | 'requested'
  /** It is paid, in part or in full, and cannot be voided by itself. */
  | 'refused'
  /** There was no invoice, or it was cancelled before. */
  | 'nothing';

/** What the importer needs from invoicing; bound there. */
export abstract class OrderInvoicing {
  /** The state of each order's latest invoice, locked until the transaction ends; absent when there is none. */
  abstract latestStates(manager: EntityManager, salesOrderIds: readonly string[]): Promise<Map<string, InvoiceState>>;

  /** Plans invoices and asks for them to be issued; one that was planned before and not sent is replaced. */
  abstract plan(manager: EntityManager, merchant: Merchant, orders: readonly PlannedOrder[]): Promise<void>;

  abstract cancel(
    manager: EntityManager,
    merchant: Merchant,
    salesOrderId: string,
    cause: string,
  ): Promise<CancelOutcome>;
}
