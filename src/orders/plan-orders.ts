import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { FakturabroError } from '../domain/errors.js';
import { localDate } from '../domain/local-date.js';
import type { Merchant } from '../domain/merchant.js';
import type { Order } from '../domain/order/order.js';
import { isExceptionCode } from '../exceptions/exception-codes.js';
import { Exceptions } from '../exceptions/exceptions.js';
import { OrderInvoicing, type PlannedOrder } from './order-invoicing.port.js';
import { planOrder } from './order-plan.js';
import { SalesOrders } from './sales-orders.js';
import { PLAN_ORDER } from './steps.js';

export interface OrderToPlan {
  readonly salesOrderId: string;
  readonly inboxId: string;
  readonly order: Order;
}

/** Decides how orders are invoiced and hands them to invoicing; one that cannot be decided stops with its reason. */
@Injectable()
export class PlanOrders {
  constructor(
    private readonly orders: SalesOrders,
    private readonly invoicing: OrderInvoicing,
    private readonly exceptions: Exceptions,
  ) {}

  async run(manager: EntityManager, merchant: Merchant, orders: readonly OrderToPlan[]): Promise<void> {
    const today = localDate(new Date(), merchant.timeZone);
    const planned: PlannedOrder[] = [];
    const stopped: { salesOrderId: string; orderId: string; error: FakturabroError }[] = [];
    for (const candidate of orders) {
      try {
        planned.push({ ...candidate, plan: planOrder(candidate.order, merchant, today) });
      } catch (error) {
        if (!(error instanceof FakturabroError)) throw error;
        stopped.push({ salesOrderId: candidate.salesOrderId, orderId: candidate.order.orderId, error });
      }
    }
    await this.orders.setState(
      manager,
      planned.map(({ salesOrderId }) => salesOrderId),
      'accepted',
    );
    await this.orders.setState(
      manager,
      stopped.map(({ salesOrderId }) => salesOrderId),
      'stopped',
    );
    if (planned.length > 0) await this.invoicing.plan(manager, merchant, planned);
    for (const stop of stopped) {
      await this.exceptions.raise(manager, {
        merchantId: merchant.id,
        code: isExceptionCode(stop.error.code) ? stop.error.code : 'STEP_GAVE_UP',
        subject: { kind: 'order', id: stop.orderId },
        details: { ...stop.error.details, step: 'plan the invoice', reason: stop.error.message },
        retry: { step: PLAN_ORDER, merchantId: merchant.id, subject: stop.salesOrderId },
      });
    }
  }
}
