import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Order } from '../domain/order/order.js';
import { query } from '../platform/database/sql.js';
import type { OrderState } from './order-status.js';

/** An order as it stands, locked by the reader's transaction. */
export interface LockedOrder {
  readonly id: string;
  readonly merchantId: string;
  readonly orderId: string;
  readonly revision: number;
  readonly contentHash: Buffer;
  readonly inboxId: string | null;
  readonly state: OrderState;
  /** The ERP cancelled this revision, whether or not its invoice is voided yet. */
  readonly isCancelled: boolean;
  /** The message with a later revision that waits until the invoice of this one is voided. */
  readonly waitingInboxId: string | null;
  readonly waitingRevision: number | null;
}

const COLUMNS = `id, merchant_id as "merchantId", order_id as "orderId", revision, content_hash as "contentHash", inbox_id as "inboxId", state,
  cancelled_at is not null as "isCancelled", waiting_inbox_id as "waitingInboxId", waiting_revision as "waitingRevision"`;

/** The rows of ERP orders. */
@Injectable()
export class SalesOrders {
  /** In the order of their ids, so that two importers never wait for each other in a circle. */
  async lock(
    manager: EntityManager,
    merchantId: string,
    orderIds: readonly string[],
  ): Promise<Map<string, LockedOrder>> {
    const rows = await query<LockedOrder>(
      manager,
      `select ${COLUMNS} from sales_order where merchant_id = $1 and order_id = any($2) order by id for update`,
      [merchantId, orderIds],
    );
    return new Map(rows.map((row) => [row.orderId, row]));
  }

  async lockById(manager: EntityManager, merchantId: string, id: string): Promise<LockedOrder | null> {
    const rows = await query<LockedOrder>(
      manager,
      `select ${COLUMNS} from sales_order where merchant_id = $1 and id = $2 for update`,
      [merchantId, id],
    );
    return rows[0] ?? null;
  }

  /** For a message that had been refused and is valid now; on arrival, orders are stored with their message. */
  async add(manager: EntityManager, merchantId: string, order: Order, hash: Buffer, inboxId: string): Promise<void> {
    await manager.query(
      `insert into sales_order (merchant_id, order_id, order_number, revision, content_hash, inbox_id, currency,
         total_minor, debtor_id, state)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'received')
       on conflict (merchant_id, order_id) do nothing`,
      [merchantId, order.orderId, ...contentOf(order, hash, inboxId)],
    );
  }

  /** A cancellation that overtook its order: the order, should it still come, is stale. */
  async addCancelled(
    manager: EntityManager,
    merchantId: string,
    orderId: string,
    revision: number,
    cause: string,
  ): Promise<void> {
    await manager.query(
      `insert into sales_order (merchant_id, order_id, order_number, revision, content_hash, state, cancel_cause, cancelled_at)
       values ($1, $2, $2, $3, '', 'cancelled', $4, now())
       on conflict (merchant_id, order_id) do nothing`,
      [merchantId, orderId, revision, cause],
    );
  }

  /** Takes over the content of a newer message. */
  async replace(manager: EntityManager, id: string, order: Order, hash: Buffer, inboxId: string): Promise<void> {
    await manager.query(
      `update sales_order set order_number = $2, revision = $3, content_hash = $4, inbox_id = $5, currency = $6,
         total_minor = $7, debtor_id = $8, state = 'received', cancel_cause = null, cancelled_at = null,
         waiting_inbox_id = null, waiting_revision = null, updated_at = now()
       where id = $1`,
      [id, ...contentOf(order, hash, inboxId)],
    );
  }

  async setState(manager: EntityManager, ids: readonly string[], state: OrderState): Promise<void> {
    if (ids.length === 0) return;
    await manager.query('update sales_order set state = $2, updated_at = now() where id = any($1::bigint[])', [
      ids,
      state,
    ]);
  }

  /** A cancelled order waits for nothing any more. */
  async markCancelled(manager: EntityManager, id: string, state: OrderState, cause: string): Promise<void> {
    await manager.query(
      `update sales_order set state = $2, cancel_cause = $3, cancelled_at = now(), waiting_inbox_id = null,
         waiting_revision = null, updated_at = now()
       where id = $1`,
      [id, state, cause],
    );
  }

  /** The invoice could not be cancelled after all: the order stands. */
  async markStanding(manager: EntityManager, id: string): Promise<void> {
    await manager.query('update sales_order set cancelled_at = null, updated_at = now() where id = $1', [id]);
  }

  /** Which later revision is invoiced once the invoice of this one is voided; null when none is any more. */
  async setWaiting(
    manager: EntityManager,
    id: string,
    waiting: { readonly inboxId: string; readonly revision: number } | null,
  ): Promise<void> {
    await manager.query(
      'update sales_order set waiting_inbox_id = $2, waiting_revision = $3, updated_at = now() where id = $1',
      [id, waiting?.inboxId ?? null, waiting?.revision ?? null],
    );
  }
}

/** In the order in which both statements that write an order's content name it. */
function contentOf(
  { orderNumber, revision, currency, totalMinor, debtor }: Order,
  hash: Buffer,
  inboxId: string,
): unknown[] {
  return [orderNumber, revision, hash, inboxId, currency, totalMinor.toString(), debtor.debtorId];
}
