import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Inbox } from '../inbox/inbox.js';
import { Merchants } from '../merchants/merchants.js';
import { HandlesStep } from '../platform/jobs/handles-step.decorator.js';
import type { StepHandler, StepRun } from '../platform/jobs/step-run.js';
import { orderOf } from './order-message.js';
import { PlanOrders } from './plan-orders.js';
import { readOrderMessage } from './read-order.js';
import { SalesOrders } from './sales-orders.js';
import { PLAN_ORDER } from './steps.js';

/** Plans one order again, under the configuration of today. */
@HandlesStep(PLAN_ORDER)
@Injectable()
export class PlanOrder implements StepHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly merchants: Merchants,
    private readonly orders: SalesOrders,
    private readonly inbox: Inbox,
    private readonly plans: PlanOrders,
  ) {}

  async run(step: StepRun): Promise<void> {
    const merchant = this.merchants.get(step.merchantId);
    await this.dataSource.transaction(async (manager) => {
      const row = await this.orders.lockById(manager, merchant.id, step.subject);
      if (row?.inboxId && (row.state === 'stopped' || row.state === 'received')) {
        const body = await this.inbox.bodyOf(manager, merchant.id, row.inboxId);
        const order = orderOf(readOrderMessage(body, merchant.mode));
        if (order) await this.plans.run(manager, merchant, [{ salesOrderId: row.id, inboxId: row.inboxId, order }]);
      }
      await step.settle(manager);
    });
  }
}
