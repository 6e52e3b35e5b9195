import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { formatMinor } from '../domain/money.js';
import { Exceptions } from '../exceptions/exceptions.js';
import { REPLAY_MESSAGE } from '../inbox/steps.js';
import { HandlesStep } from '../platform/jobs/handles-step.decorator.js';
import { Steps } from '../platform/jobs/steps.js';
import type { StepHandler, StepRun } from '../platform/jobs/step-run.js';
import { type OrderInvoice, OrderInvoicing } from './order-invoicing.port.js';
import { type LockedOrder, SalesOrders } from './sales-orders.js';
import { CONTINUE_ORDER } from './steps.js';

/**
 * Goes on with an order once it is known what became of the void of its invoice: the revision that waited for it is
 * handled again and now finds room, or it is explained why it never will.
 */
@HandlesStep(CONTINUE_ORDER)
@Injectable()
export class ContinueOrder implements StepHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly orders: SalesOrders,
    private readonly invoicing: OrderInvoicing,
    private readonly exceptions: Exceptions,
    private readonly steps: Steps,
  ) {}

  async run(step: StepRun): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const order = await this.orders.lockById(manager, step.merchantId, step.subject);
      const invoice = order ? (await this.invoicing.latest(manager, [order.id])).get(order.id) : undefined;
      if (order && invoice) await this.goOn(manager, order, invoice);
      await step.settle(manager);
    });
  }

  private async goOn(manager: EntityManager, order: LockedOrder, invoice: OrderInvoice): Promise<void> {
    const isGone = invoice.state === 'voided' || invoice.state === 'withdrawn';
    const stands = !isGone && (!invoice.cancelRequested || invoice.state === 'closed' || invoice.state === 'paid');
    if (order.waitingInboxId !== null && isGone) {
      const because = `after:${invoice.reference}`;
      await this.steps.enqueue(manager, {
        step: REPLAY_MESSAGE,
        merchantId: order.merchantId,
        subject: order.waitingInboxId,
        because,
      });
    } else if (order.waitingInboxId !== null && stands) {
      await this.giveUpWaiting(manager, order, order.waitingInboxId, invoice);
    } else if (order.isCancelled && order.state !== 'cancelled' && stands && invoice.state !== 'closed') {
      await this.orders.markStanding(manager, order.id);
    }
  }

  private async giveUpWaiting(
    manager: EntityManager,
    order: LockedOrder,
    messageId: string,
    invoice: OrderInvoice,
  ): Promise<void> {
    await this.orders.setWaiting(manager, order.id, null);
    await this.exceptions.raise(manager, {
      merchantId: order.merchantId,
      code: invoice.paidMinor > 0n ? 'ORDER_CHANGED_PAID' : 'ORDER_CHANGED',
      subject: { kind: 'order', id: order.orderId },
      details: { fields: `revision ${order.waitingRevision ?? ''}`, paid: formatMinor(invoice.paidMinor), messageId },
      retry: { step: REPLAY_MESSAGE, subject: messageId },
    });
  }
}
