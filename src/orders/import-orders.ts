import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CancelDecision } from '../domain/invoice/cancel-decision.js';
import type { Merchant } from '../domain/merchant.js';
import { formatMinor } from '../domain/money.js';
import type { Cancellation, Order } from '../domain/order/order.js';
import { type ChangeObstacle, decideChange } from '../domain/order/order-decision.js';
import { Exceptions } from '../exceptions/exceptions.js';
import { HandlesInbox, type InboxHandler } from '../inbox/inbox-handler.js';
import type { InboxMessage } from '../inbox/inbox-message.js';
import { Inbox } from '../inbox/inbox.js';
import { REPLAY_MESSAGE } from '../inbox/steps.js';
import { Merchants } from '../merchants/merchants.js';
import { changedFields, contentHash } from './order-content.js';
import { OrderInvoicing, type OrderInvoice } from './order-invoicing.port.js';
import { orderOf } from './order-message.js';
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
    const invoices = await this.invoicing.latest(
      manager,
      [...locked.values()].map(({ id }) => id),
    );
    const toPlan = new Map<string, OrderToPlan>();
    for (const { message, read } of arrivals) {
      const orderId = orderIdOf(read);
      const row = orderId === null ? undefined : locked.get(orderId);
      if (read.kind === 'refused') await this.refuse(manager, merchant, message, read);
      else if (read.kind === 'cancellation') {
        const { orderId: cancelled } = read.cancellation;
        const decision = await this.cancel(manager, merchant, read.cancellation, row);
        if (decision === null) continue;
        toPlan.delete(cancelled);
        await this.forget(manager, locked, invoices, cancelled);
      } else if (row) {
        const next = await this.accept(manager, merchant, message, read.order, row, invoices.get(row.id) ?? null);
        if (next) toPlan.set(row.orderId, next);
        if (next) locked.set(row.orderId, asNow(row, next));
        else await this.forget(manager, locked, invoices, row.orderId);
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

  /** A message changed what is stored: the next one of the batch about the same order sees it as it is now. */
  private async forget(
    manager: EntityManager,
    locked: Map<string, LockedOrder>,
    invoices: Map<string, OrderInvoice>,
    orderId: string,
  ): Promise<void> {
    const row = locked.get(orderId);
    if (!row) return;
    const now = await this.orders.lockById(manager, row.merchantId, row.id);
    if (now) locked.set(orderId, now);
    const invoice = (await this.invoicing.latest(manager, [row.id])).get(row.id);
    if (invoice) invoices.set(row.id, invoice);
  }

  /** Gives the order to plan, or null when it is not invoiced now. */
  private async accept(
    manager: EntityManager,
    merchant: Merchant,
    message: InboxMessage,
    order: Order,
    row: LockedOrder,
    invoice: OrderInvoice | null,
  ): Promise<OrderToPlan | null> {
    const hash = contentHash(order);
    const subject = { kind: 'order' as const, id: order.orderId };
    await this.exceptions.settle(manager, merchant.id, subject, ['ORDER_INVALID']);
    const toPlan = { salesOrderId: row.id, inboxId: message.id, order };
    if (row.revision === order.revision && row.contentHash.equals(hash)) {
      const waits = row.state === 'stopped' || (row.state === 'received' && row.inboxId === message.id);
      if (!waits) await this.noteNumber(manager, row, order);
      return waits ? toPlan : null;
    }
    const decision = decideChange(row, order.revision, invoice, merchant.invoicing.changedOrders);
    switch (decision.step) {
      case 'ignore':
        return null;
      case 'replace':
        await this.orders.replace(manager, row.id, order, hash, message.id);
        await this.exceptions.settle(manager, merchant.id, subject);
        return toPlan;
      case 'refuse':
        await this.refuseChange(manager, merchant, message, order, row, { why: decision.why, invoice });
        return null;
      case 'reissue':
        await this.invoicing.cancel(manager, merchant, row.id, {
          cause: 'order-changed',
          text: `replaced by revision ${order.revision}`,
        });
        await this.orders.setWaiting(manager, row.id, { inboxId: message.id, revision: order.revision });
        return null;
      case 'wait':
        await this.orders.setWaiting(manager, row.id, { inboxId: message.id, revision: order.revision });
        return null;
    }
  }

  /** The one thing that may come later with an order that is the same. */
  private async noteNumber(manager: EntityManager, row: LockedOrder, { revision, invoice }: Order): Promise<void> {
    const { number } = invoice;
    if (number !== null) await this.invoicing.numberInErp(manager, [{ salesOrderId: row.id, revision, number }]);
  }

  private async refuseChange(
    manager: EntityManager,
    merchant: Merchant,
    message: InboxMessage,
    order: Order,
    row: LockedOrder,
    { why, invoice }: { readonly why: ChangeObstacle; readonly invoice: OrderInvoice | null },
  ): Promise<void> {
    await this.exceptions.raise(manager, {
      merchantId: merchant.id,
      code: why === 'paid' ? 'ORDER_CHANGED_PAID' : 'ORDER_CHANGED',
      subject: { kind: 'order', id: order.orderId },
      details: {
        fields: await this.differences(manager, merchant, row, order),
        paid: formatMinor(invoice?.paidMinor ?? 0n),
        messageId: message.id,
      },
      retry: { step: REPLAY_MESSAGE, merchantId: merchant.id, subject: message.id },
    });
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

  /** Gives what it led to, or null for a cancellation of what is no more. */
  private async cancel(
    manager: EntityManager,
    merchant: Merchant,
    wish: Cancellation,
    row?: LockedOrder,
  ): Promise<CancelDecision | null> {
    const { orderId, cause, text } = wish;
    if (!row) {
      await this.orders.addCancelled(manager, merchant.id, orderId, wish.revision ?? 1, text);
      return { outcome: 'nothing' };
    }
    const newest = Math.max(row.revision, row.waitingRevision ?? 0);
    if (row.state === 'cancelled' || (wish.revision !== null && wish.revision < newest)) return null;
    const decision = await this.invoicing.cancel(manager, merchant, row.id, { cause, text });
    // The case stands with the invoice, and the order with it.
    if (decision.outcome === 'refused') return decision;
    // While a void is under way the order still shows its invoice; the void's success shows it as cancelled.
    const keepsInvoice = decision.outcome === 'requested' || decision.outcome === 'decided';
    await this.orders.markCancelled(manager, row.id, keepsInvoice ? row.state : 'cancelled', text);
    await this.exceptions.settle(manager, merchant.id, { kind: 'order', id: orderId });
    return decision;
  }
}

/** The row after a message of the same batch took effect, so that the next one is compared with what it left. */
function asNow(row: LockedOrder, { order, inboxId }: OrderToPlan): LockedOrder {
  return {
    ...row,
    revision: order.revision,
    contentHash: contentHash(order),
    inboxId,
    state: 'received',
    isCancelled: false,
    waitingInboxId: null,
    waitingRevision: null,
  };
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
