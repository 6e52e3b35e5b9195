import type { EntityManager } from 'typeorm';
import type { CancelDecision, CancellableInvoice } from '../domain/invoice/cancel-decision.js';
import type { VoidCause } from '../domain/invoice/void-cause.js';
import type { Merchant } from '../domain/merchant.js';
import type { Order } from '../domain/order/order.js';
import type { LatestInvoice } from '../domain/order/order-decision.js';
import type { OrderPlan } from './order-plan.js';

/** An order with the decision how to invoice it. */
export interface PlannedOrder {
  readonly salesOrderId: string;
  /** The message that holds the order's content. */
  readonly inboxId: string;
  readonly order: Order;
  readonly plan: OrderPlan;
}

/** An order's latest invoice, as far as it decides what a message about the order leads to. */
export interface OrderInvoice extends CancellableInvoice, LatestInvoice {
  readonly reference: string;
  readonly totalMinor: bigint;
}

/** Why an order is cancelled: a cause that decides something, or none, and the words of whoever asked. */
export interface CancelWish {
  readonly cause: VoidCause | null;
  readonly text: string;
}

/** The number the invoice of an order's revision has in the ERP. */
export interface OrderNumberInErp {
  readonly salesOrderId: string;
  readonly revision: number;
  readonly number: string;
}

/** What the importer needs from invoicing; bound there. */
export abstract class OrderInvoicing {
  /** Each order's latest invoice, locked until the transaction ends; absent when there is none. */
  abstract latest(manager: EntityManager, salesOrderIds: readonly string[]): Promise<Map<string, OrderInvoice>>;

  /** Plans invoices and asks for them to be issued; one that was planned before and not sent is replaced. */
  abstract plan(manager: EntityManager, merchant: Merchant, orders: readonly PlannedOrder[]): Promise<void>;

  /** Notes the numbers that came with orders which changed nothing else; one of an order without an invoice is forgotten. */
  abstract numberInErp(manager: EntityManager, orders: readonly OrderNumberInErp[]): Promise<void>;

  /** Cancels the order's latest invoice as far as its state allows, and says what that leads to. */
  abstract cancel(
    manager: EntityManager,
    merchant: Merchant,
    salesOrderId: string,
    wish: CancelWish,
  ): Promise<CancelDecision>;
}
