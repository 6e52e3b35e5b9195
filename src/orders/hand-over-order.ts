import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Conflict } from '../domain/errors.js';
import type { Merchant } from '../domain/merchant.js';
import { AuditTrail } from '../exceptions/audit-trail.js';
import { Inbox } from '../inbox/inbox.js';
import { Steps } from '../platform/jobs/steps.js';
import { isObject, readJson } from '../platform/net/read-json.js';
import { type OrderInvoice, OrderInvoicing } from './order-invoicing.port.js';
import { type LockedOrder, SalesOrders } from './sales-orders.js';
import { CONTINUE_ORDER } from './steps.js';

export interface HandOver {
  readonly orderId: string;
  /** The invoice the person looked at; another one may have taken its place. */
  readonly reference: string;
  readonly reason: string;
  readonly actor: string;
}

/**
 * Lets Kravia deliver what the merchant could not. The channel of an invoice is fixed when it is made, so this is a new
 * revision of the order: the invoice is voided and credited, and only when the void is proved the same order is invoiced
 * again, on the channel kravia.
 */
@Injectable()
export class HandOverOrder {
  constructor(
    private readonly dataSource: DataSource,
    private readonly orders: SalesOrders,
    private readonly invoicing: OrderInvoicing,
    private readonly inbox: Inbox,
    private readonly audit: AuditTrail,
    private readonly steps: Steps,
  ) {}

  /** Gives the number of the new revision. @throws Conflict NOT_HANDED_OVER saying what can be done instead */
  async run(merchant: Merchant, handOver: HandOver): Promise<number> {
    const { orderId, reference, reason, actor } = handOver;
    return this.dataSource.transaction(async (manager) => {
      const order = (await this.orders.lock(manager, merchant.id, [orderId])).get(orderId);
      const invoice = order && (await this.invoicing.latest(manager, [order.id])).get(order.id);
      if (!order || !invoice || order.inboxId === null) throw refused('There is no order with a live invoice.');
      refuseUnlessPossible(order, invoice, reference);

      const revision = order.revision + 1;
      const inboxId = await this.keepRevision(manager, merchant, order.inboxId, { ...handOver, revision });
      const { outcome } = await this.invoicing.cancel(manager, merchant, order.id, {
        cause: 'order-changed',
        text: `handed over to Kravia: ${reason}`,
      });
      await this.orders.setWaiting(manager, order.id, { inboxId, revision });
      // What was never sent needs no proof of a void.
      if (outcome === 'withdrawn') {
        await this.steps.enqueue(manager, { step: CONTINUE_ORDER, merchantId: merchant.id, subject: order.id });
      }
      const event = { merchantId: merchant.id, actor, action: 'hand-over', kind: 'invoice', id: reference, reason };
      await this.audit.record(manager, event);
      return revision;
    });
  }

  /** The order as the ERP sent it, with another revision and channel: a message like any other, so that it can be replayed. */
  private async keepRevision(
    manager: EntityManager,
    merchant: Merchant,
    inboxId: string,
    { orderId, reference, revision }: HandOver & { readonly revision: number },
  ): Promise<string> {
    const { source, body } = await this.inbox.messageOf(manager, merchant.id, inboxId);
    const order = readJson(body);
    if (!isObject(order)) throw new Error(`The message ${inboxId} of order ${orderId} is not an order any more.`);
    const wishes = isObject(order.invoice) ? order.invoice : {};
    const changed = { ...order, revision, invoice: { ...wishes, channel: 'kravia' } };
    return this.inbox.keepHandled(manager, {
      merchantId: merchant.id,
      source,
      subject: orderId,
      messageId: null,
      headers: {},
      target: `hand-over of ${reference}`,
      body: Buffer.from(JSON.stringify(changed)),
      problems: null,
    });
  }
}

function refuseUnlessPossible(order: LockedOrder, invoice: OrderInvoice, reference: string): void {
  if (invoice.reference !== reference) throw refused(`The order has a newer invoice, ${invoice.reference}.`);
  if (invoice.channel === 'kravia') throw refused('Kravia delivers this invoice already.');
  if (order.isCancelled || order.waitingRevision !== null || invoice.cancelRequested) {
    throw refused('The order is being cancelled or changed; wait until that is done.');
  }
  if (invoice.paidMinor > 0n) {
    throw refused('The debtor has paid, in part or in full, so the invoice arrived. Send a copy to another address.');
  }
  if (['voided', 'withdrawn', 'closed', 'paid'].includes(invoice.state)) {
    throw refused(`The invoice is ${invoice.state}; there is nothing left to deliver.`);
  }
}

function refused(message: string): Conflict {
  return new Conflict('NOT_HANDED_OVER', message);
}
