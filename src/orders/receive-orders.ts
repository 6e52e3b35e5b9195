import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { InvoiceState } from '../domain/invoice/invoice-state.js';
import type { Merchant } from '../domain/merchant.js';
import { bodyPurpose, type InboxVerdict } from '../inbox/inbox-message.js';
import { InboxDrain } from '../inbox/inbox-drain.js';
import { Inbox } from '../inbox/inbox.js';
import { Vault } from '../platform/crypto/vault.js';
import { query } from '../platform/database/sql.js';
import { changedFields } from './order-content.js';
import { type IncomingOrder, orderOf, readIncoming, type ReadOrder, type ReceivedOrder } from './order-message.js';
import { isReplaceable, orderStatus, type OrderState } from './order-status.js';
import { readOrderMessage } from './read-order.js';
import { STORE_ORDERS } from './store-orders.sql.js';

interface StoredRow {
  readonly no: string;
  readonly verdict: InboxVerdict;
  readonly state: OrderState | null;
  readonly invoice_state: InvoiceState | null;
  readonly known_inbox_id: string | null;
}

/**
 * Stores messages from an ERP, every one of them, and learns in the same statement whether each order is new, known or
 * changed. The consequences are left to the importer, so that answering stays fast.
 */
@Injectable()
export class ReceiveOrders {
  constructor(
    private readonly dataSource: DataSource,
    private readonly vault: Vault,
    private readonly inbox: Inbox,
    private readonly drain: InboxDrain,
  ) {}

  async run(merchant: Merchant, incoming: readonly IncomingOrder[]): Promise<ReceivedOrder[]> {
    const read = incoming.map((message) => readIncoming(message, merchant.mode));
    const rows = await this.store(merchant, read);
    this.drain.wake();
    return Promise.all(read.map((message, i) => this.answer(merchant, message, rows[i])));
  }

  private async store(merchant: Merchant, read: readonly ReadOrder[]): Promise<StoredRow[]> {
    const orders = read.map(({ message }) => orderOf(message));
    const rows = await query<StoredRow>(this.dataSource.manager, STORE_ORDERS, [
      merchant.id,
      read.map(({ incoming }) => incoming.source),
      read.map(({ orderId }) => orderId),
      read.map(({ incoming }) => incoming.messageId),
      read.map(({ incoming }) => JSON.stringify(incoming.headers)),
      read.map(({ incoming }) => this.vault.seal(bodyPurpose(merchant.id), incoming.body)),
      read.map(({ message }) => message.kind),
      read.map(({ message }) => (message.kind === 'refused' ? JSON.stringify(message.problems) : null)),
      read.map(({ hash }) => hash),
      orders.map((order) => order?.revision ?? null),
      orders.map((order) => order?.orderNumber ?? null),
      orders.map((order) => order?.currency ?? null),
      orders.map((order) => order?.totalMinor.toString() ?? null),
      orders.map((order) => order?.debtor.debtorId ?? null),
    ]);
    return rows.sort((a, b) => Number(a.no) - Number(b.no));
  }

  private async answer(merchant: Merchant, { message, orderId }: ReadOrder, row?: StoredRow): Promise<ReceivedOrder> {
    const problems = message.kind === 'refused' ? message.problems : [];
    const warnings = message.kind === 'order' ? message.warnings : [];
    if (message.kind === 'refused' || !row) {
      return { orderId, verdict: 'refused', status: 'refused', problems, warnings, conflict: null };
    }
    const status = row.state === null ? 'received' : orderStatus(row.state, row.invoice_state);
    const conflict = row.verdict === 'changed' ? await this.conflictOf(merchant, message, row) : null;
    return { orderId, verdict: row.verdict, status, problems, warnings, conflict };
  }

  /** The fields that changed on an order that is invoiced already, or null while it may still be replaced. */
  private async conflictOf(
    merchant: Merchant,
    message: ReadOrder['message'],
    row: StoredRow,
  ): Promise<string[] | null> {
    const after = orderOf(message);
    if (!after || row.state === null || row.known_inbox_id === null) return null;
    if (isReplaceable(row.state, row.invoice_state)) return null;
    const body = await this.inbox.bodyOf(this.dataSource.manager, merchant.id, row.known_inbox_id);
    const before = orderOf(readOrderMessage(body, merchant.mode));
    return before ? changedFields(before, after) : [];
  }
}
