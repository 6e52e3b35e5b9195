import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type CancelDecision, decideCancel } from '../domain/invoice/cancel-decision.js';
import type { InvoiceState } from '../domain/invoice/invoice-state.js';
import type { Merchant } from '../domain/merchant.js';
import type { Cancellation, InvoiceChannel, InvoiceProduct, Order } from '../domain/order/order.js';
import { decideChange } from '../domain/order/order-decision.js';
import { bodyPurpose, type InboxVerdict } from '../inbox/inbox-message.js';
import { InboxDrain } from '../inbox/inbox-drain.js';
import { Inbox } from '../inbox/inbox.js';
import { Vault } from '../platform/crypto/vault.js';
import { query } from '../platform/database/sql.js';
import { cancelSentence } from './cancel-words.js';
import { changedFields } from './order-content.js';
import type { OrderInvoice } from './order-invoicing.port.js';
import {
  type IncomingOrder,
  type OrderCancellation,
  type OrderChange,
  orderOf,
  readIncoming,
  type ReadOrder,
  type ReceivedOrder,
} from './order-message.js';
import { orderStatus, type OrderState } from './order-status.js';
import { readOrderMessage } from './read-order.js';
import { STORE_ORDERS } from './store-orders.sql.js';

interface StoredRow {
  readonly no: string;
  readonly verdict: InboxVerdict;
  /** Null for an order that was not known. */
  readonly state: OrderState | null;
  readonly revision: number;
  readonly is_cancelled: boolean;
  readonly waiting_revision: number | null;
  readonly known_inbox_id: string | null;
  /** Null, and what follows, for an order without an invoice. */
  readonly invoice_state: InvoiceState | null;
  readonly reference: string;
  readonly product: InvoiceProduct;
  readonly channel: InvoiceChannel | null;
  readonly is_started: boolean;
  readonly paid_minor: string;
  readonly open_minor: string;
  readonly invoice_total: string;
  readonly invoice_currency: string;
  readonly cancel_requested: boolean;
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
      orders.map((order) => order?.invoice.number ?? null),
    ]);
    return rows.sort((a, b) => Number(a.no) - Number(b.no));
  }

  private async answer(merchant: Merchant, read: ReadOrder, row?: StoredRow): Promise<ReceivedOrder> {
    const { message, orderId } = read;
    const problems = message.kind === 'refused' ? message.problems : [];
    const warnings = message.kind === 'order' ? message.warnings : [];
    const plain = { orderId, problems, warnings, change: null, cancellation: null };
    if (message.kind === 'refused' || !row) return { ...plain, verdict: 'refused', status: 'refused' };
    return {
      ...plain,
      verdict: row.verdict,
      status: row.state === null ? 'received' : orderStatus(row.state, row.invoice_state),
      change:
        message.kind === 'order' && row.verdict === 'changed'
          ? await this.changeOf(merchant, message.order, row)
          : null,
      cancellation: message.kind === 'cancellation' ? cancellationOf(merchant, message.cancellation, row) : null,
    };
  }

  /** What becomes of a changed order, and the fields that differ; null while it simply takes the old one's place. */
  private async changeOf(merchant: Merchant, after: Order, row: StoredRow): Promise<OrderChange | null> {
    if (row.state === null || row.known_inbox_id === null) return null;
    const known = { revision: row.revision, isCancelled: row.is_cancelled, waitingRevision: row.waiting_revision };
    const decision = decideChange(known, after.revision, invoiceOf(row), merchant.invoicing.changedOrders);
    if (decision.step === 'ignore' || decision.step === 'replace') return null;
    const body = await this.inbox.bodyOf(this.dataSource.manager, merchant.id, row.known_inbox_id);
    const before = orderOf(readOrderMessage(body, merchant.mode));
    return { decision, fields: before ? changedFields(before, after) : [] };
  }
}

/** What the importer, which comes to the same decision under its locks, is about to do. */
function cancellationOf(merchant: Merchant, wish: Cancellation, row: StoredRow): OrderCancellation {
  const newest = Math.max(row.revision, row.waiting_revision ?? 0);
  const isOld = row.state === 'cancelled' || (wish.revision !== null && wish.revision < newest);
  const invoice = invoiceOf(row);
  const isUnsent = row.state !== null && invoice === null;
  const decision: CancelDecision = isOld
    ? { outcome: 'nothing' }
    : isUnsent
      ? { outcome: 'withdrawn' }
      : decideCancel(invoice, wish.cause);
  const facts = {
    paidMinor: invoice?.paidMinor ?? 0n,
    totalMinor: invoice?.totalMinor ?? 0n,
    currency: invoice ? row.invoice_currency : merchant.baseCurrency,
  };
  return { decision, ...facts, detail: cancelSentence(decision, facts, merchant.language) };
}

function invoiceOf(row: StoredRow): OrderInvoice | null {
  if (row.invoice_state === null) return null;
  return {
    reference: row.reference,
    state: row.invoice_state,
    product: row.product,
    channel: row.channel,
    isStarted: row.is_started,
    cancelRequested: row.cancel_requested,
    paidMinor: BigInt(row.paid_minor),
    openMinor: BigInt(row.open_minor),
    totalMinor: BigInt(row.invoice_total),
  };
}
