import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { InvoiceState } from '../domain/invoice/invoice-state.js';
import type { Merchant } from '../domain/merchant.js';
import type { Cancellation, Order } from '../domain/order/order.js';
import { Exceptions } from '../exceptions/exceptions.js';
import { HandlesInbox, type InboxHandler } from '../inbox/inbox-handler.js';
import type { InboxMessage } from '../inbox/inbox-message.js';
import { Inbox } from '../inbox/inbox.js';
import { REPLAY_MESSAGE } from '../inbox/steps.js';
import { Merchants } from '../merchants/merchants.js';
import { changedFields, contentHash } from './order-content.js';
import { OrderInvoicing } from './order-invoicing.port.js';
import { orderOf } from './order-message.js';
import { isReplaceable } from './order-status.js';
import { type OrderToPlan, PlanOrders } from './plan-orders.js';
import { type ReadMessage, readOrderMessage } from './read-order.js';
import { type LockedOrder, SalesOrders } from './sales-orders.js';

interface Arrival {
  readonly message: InboxMessage;
  readonly read: ReadMessage;
}

/**
 * The one importer behind webhook, pull and file drop. Takes stored messages in the order they came and makes them true:
 * plan, replace, cancel, or explain why not. Handling a message twice changes nothing.
 */
@HandlesInbox(['erp-webhook', 'erp-pull', 'erp-file'])
@Injectable()
export class ImportOrders implements InboxHandler {
  constructor(
    private readonly merchants: Merchants,
    private readonly orders: SalesOrders,
    private readonly plans: PlanOrders,
    private readonly inbox: Inbox,
    private readonly invoicing: OrderInvoicing,
    private readonly exceptions: Exceptions,
  ) {}

  async handle(manager: EntityManager, messages: readonly InboxMessage[]): Promise<void> {
    for (const [merchantId, some] of Map.groupBy(messages, (message) => message.merchantId)) {
      const merchant = this.merchants.get(merchantId);
      const arrivals = some.map((message) => ({ message, read: readOrderMessage(message.body, merchant.mode) }));
      await this.importFor(manager, merchant, arrivals);
    }
  }

  private async importFor(manager: EntityManager, merchant: Merchant, arrivals: readonly Arrival[]): Promise<void> {
    await this.addMissingOrders(manager, merchant, arrivals);
    const locked = await this.orders.lock(
      manager,
      merchant.id,
      arrivals.flatMap(({ read }) => orderIdOf(read) ?? []),
    );
    const states = await this.invoicing.latestStates(
      manager,
      [...locked.values()].map(({ id }) => id),
    );
    const toPlan = new Map<string, OrderToPlan>();
    for (const { message, read } of arrivals) {
      const orderId = orderIdOf(read);
      const row = orderId === null ? undefined : locked.get(orderId);
      if (read.kind === 'refused') await this.refuse(manager, merchant, message, read);
      else if (read.kind === 'cancellation') {
        toPlan.delete(read.cancellation.orderId);
        await this.cancel(manager, merchant, read.cancellation, row);
        if (row) locked.set(row.orderId, { ...row, state: 'cancelled' });
      } else if (row) {
        const next = await this.accept(manager, merchant, message, read.order, row, states.get(row.id) ?? null);
        if (!next) continue;
        toPlan.set(row.orderId, next);
        locked.set(row.orderId, asNow(row, next));
      }
    }
    await this.plans.run(manager, merchant, [...toPlan.values()]);
  }

  /** Only a replayed message can speak of an order without a row; on arrival they are stored together. */
  private async addMissingOrders(
    manager: EntityManager,
    merchant: Merchant,
    arrivals: readonly Arrival[],
  ): Promise<void> {
    for (const { message, read } of arrivals) {
      if (read.kind !== 'order' || message.verdict !== 'refused') continue;
      await this.orders.add(manager, merchant.id, read.order, contentHash(read.order), message.id);
    }
  }

  /** Gives the order to plan, or null when this message changes nothing. */
  private async accept(
    manager: EntityManager,
    merchant: Merchant,
    message: InboxMessage,
    order: Order,
    row: LockedOrder,
    invoice: InvoiceState | null,
  ): Promise<OrderToPlan | null> {
    const hash = contentHash(order);
    const subject = { kind: 'order' as const, id: order.orderId };
    await this.exceptions.settle(manager, merchant.id, subject, ['ORDER_INVALID']);
    const toPlan = { salesOrderId: row.id, inboxId: message.id, order };
    if (row.revision === order.revision && row.contentHash.equals(hash)) {
      const waits = row.state === 'stopped' || (row.state === 'received' && row.inboxId === message.id);
      return waits ? toPlan : null;
    }
    if (order.revision < row.revision) return null;
    if (row.state === 'cancelled' && order.revision === row.revision) return null;

    const newVersion = order.revision > row.revision && (invoice === 'voided' || invoice === 'withdrawn');
    if (isReplaceable(row.state, invoice) || newVersion || (row.state === 'cancelled' && invoice === null)) {
      await this.orders.replace(manager, row.id, order, hash, message.id);
      await this.exceptions.settle(manager, merchant.id, subject);
      return toPlan;
    }
    await this.exceptions.raise(manager, {
      merchantId: merchant.id,
      code: 'ORDER_CHANGED',
      subject,
      details: { fields: await this.differences(manager, merchant, row, order), messageId: message.id },
      retry: { step: REPLAY_MESSAGE, merchantId: merchant.id, subject: message.id },
    });
    return null;
  }

  private async differences(
    manager: EntityManager,
    merchant: Merchant,
    row: LockedOrder,
    after: Order,
  ): Promise<string> {
    if (row.inboxId === null) return 'all of it';
    const before = orderOf(readOrderMessage(await this.inbox.bodyOf(manager, merchant.id, row.inboxId), merchant.mode));
    return before ? changedFields(before, after).join(', ') : 'all of it';
  }

  private async refuse(
    manager: EntityManager,
    merchant: Merchant,
    message: InboxMessage,
    { orderId, problems }: Extract<ReadMessage, { kind: 'refused' }>,
  ): Promise<void> {
    const [first] = problems;
    await this.exceptions.raise(manager, {
      merchantId: merchant.id,
      code: 'ORDER_INVALID',
      subject: orderId === null ? { kind: 'message', id: message.id } : { kind: 'order', id: orderId },
      details: {
        count: problems.length,
        pointer: first?.pointer ?? '',
        message: first?.message ?? '',
        messageId: message.id,
      },
      retry: { step: REPLAY_MESSAGE, merchantId: merchant.id, subject: message.id },
    });
  }

  private async cancel(
    manager: EntityManager,
    merchant: Merchant,
    wish: Cancellation,
    row?: LockedOrder,
  ): Promise<void> {
    const { orderId, cause } = wish;
    if (!row) {
      await this.orders.addCancelled(manager, merchant.id, orderId, wish.revision ?? 1, cause);
      return;
    }
    if (row.state === 'cancelled' || (wish.revision !== null && wish.revision < row.revision)) return;
    const outcome = await this.invoicing.cancel(manager, merchant, row.id, cause);
    if (outcome === 'refused') {
      await this.exceptions.raise(manager, {
        merchantId: merchant.id,
        code: 'CANCEL_REFUSED',
        subject: { kind: 'order', id: orderId },
        details: { reason: 'the debtor has paid, in part or in full', cause },
      });
      return;
    }
    // While a void is under way the order still shows its invoice; the void's success shows it as cancelled.
    await this.orders.markCancelled(manager, row.id, outcome === 'requested' ? row.state : 'cancelled', cause);
    await this.exceptions.settle(manager, merchant.id, { kind: 'order', id: orderId });
  }
}

/** The row after a message of the same batch took effect, so that the next one is compared with what it left. */
function asNow(row: LockedOrder, { order, inboxId }: OrderToPlan): LockedOrder {
  return { ...row, revision: order.revision, contentHash: contentHash(order), inboxId, state: 'received' };
}

function orderIdOf(read: ReadMessage): string | null {
  switch (read.kind) {
    case 'order':
      return read.order.orderId;
    case 'cancellation':
      return read.cancellation.orderId;
    case 'refused':
      return null;
  }
}
