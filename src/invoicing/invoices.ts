import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { NotFound } from '../domain/errors.js';
import type { InvoiceTerms } from '../domain/invoice/invoice-terms.js';
import type { Merchant } from '../domain/merchant.js';
import { type FoldedLine, foldDiscounts } from '../domain/order/fold-discounts.js';
import type { Order } from '../domain/order/order.js';
import { Inbox } from '../inbox/inbox.js';
import type { OrderInvoice } from '../orders/order-invoicing.port.js';
import { orderOf } from '../orders/order-message.js';
import { readOrderMessage } from '../orders/read-order.js';
import { CONTINUE_ORDER } from '../orders/steps.js';
import { query } from '../platform/database/sql.js';
import type { StepWish } from '../platform/jobs/step.js';
import type { InvoiceRequest } from './invoice-gateway.port.js';
import { InvoiceRow } from './invoice.entity.js';

/** An issue step's hold on its invoice, committed before the call. */
export interface IssueClaim {
  readonly invoiceId: string;
  /** 1 for the first; any later attempt must look before it calls. */
  readonly attempt: number;
  /** Since when an earlier call may still be at work; null when every earlier call was answered. */
  readonly unansweredSince: Date | null;
}

/** The order behind an invoice, as it was when the invoice was planned. */
export interface InvoiceContent {
  readonly order: Order;
  readonly lines: readonly FoldedLine[];
}

/** An invoice as other features see it. */
export type Invoice = Readonly<InvoiceRow>;

/** Parsed orders kept at hand: an order is needed again to book what was just issued. A message never changes. */
const CONTENTS_MAX = 1000;

/** The rows of invoices, and the claims on them. */
@Injectable()
export class Invoices {
  private readonly contents = new Map<string, InvoiceContent>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly inbox: Inbox,
  ) {}

  async find(merchantId: string, id: string): Promise<Invoice | null> {
    return this.dataSource.manager.findOneBy(InvoiceRow, { merchantId, id });
  }

  /** @throws NotFound INVOICE_UNKNOWN */
  async byReference(merchantId: string, reference: string): Promise<Invoice> {
    const invoice = await this.dataSource.manager.findOneBy(InvoiceRow, { merchantId, reference });
    if (invoice) return invoice;
    throw new NotFound('INVOICE_UNKNOWN', 'There is no invoice with this reference.');
  }

  async lock(manager: EntityManager, merchantId: string, id: string): Promise<Invoice> {
    return manager.findOneOrFail(InvoiceRow, { where: { merchantId, id }, lock: { mode: 'pessimistic_write' } });
  }

  async update(manager: EntityManager, id: string, changes: Partial<Invoice>): Promise<void> {
    await manager.update(InvoiceRow, { id }, { ...changes, updatedAt: new Date() });
  }

  /** Takes the invoice for an issue call, or gives null when there is nothing to issue (any more). */
  async claimIssue(merchantId: string, id: string): Promise<IssueClaim | null> {
    const rows = await query<IssueClaim>(
      this.dataSource.manager,
      `with before as (
         select id, call_started_at, state = 'planned' and flow <> 'adopted' as is_new from invoice
         where merchant_id = $1 and id = $2 and state in ('planned', 'submitting') for update
       )
       update invoice i set state = 'submitting', attempt = i.attempt + 1,
         -- What was planned anew is not paid by the session of before: its content may be another.
         abandoned_session_id = case when before.is_new then coalesce(i.open_session_id, i.abandoned_session_id)
           else i.abandoned_session_id end,
         open_session_id = case when before.is_new then null else i.open_session_id end,
         call_started_at = coalesce(i.call_started_at, now()), updated_at = now()
       from before where i.id = before.id
       returning i.id as "invoiceId", i.attempt, before.call_started_at as "unansweredSince"`,
      [merchantId, id],
    );
    return rows[0] ?? null;
  }

  /** A call is about to be made (`now`), or was answered (null). */
  async setCallStarted(manager: EntityManager, id: string, at: Date | null): Promise<void> {
    await this.update(manager, id, { callStartedAt: at });
  }

  /**
   * Takes the invoice for a capture or a void; gives it, or null when its state does not allow that, or while the other
   * kind of write is under way.
   */
  async claimAction(merchantId: string, id: string, action: 'capture' | 'void'): Promise<Invoice | null> {
    const states = action === 'capture' ? ['authorised'] : ['authorised', 'issued', 'partly-paid'];
    const claimed = await query(
      this.dataSource.manager,
      `update invoice set action = $3, updated_at = now(),
         action_called_at = case when action = $3 then action_called_at end
       where merchant_id = $1 and id = $2 and state = any($4) and (action is null or action = $3)
       returning id`,
      [merchantId, id, action, states],
    );
    return claimed.length > 0 ? this.find(merchantId, id) : null;
  }

  /** What the provider is to be asked for. */
  async requestOf(merchant: Merchant, invoice: Invoice): Promise<InvoiceRequest> {
    const content = await this.contentOf(this.dataSource.manager, merchant, invoice);
    return { reference: invoice.reference, terms: termsOf(invoice), ...content };
  }

  /** The order's content, read from the message it came in. */
  async contentOf(manager: EntityManager, merchant: Merchant, invoice: Invoice): Promise<InvoiceContent> {
    const known = this.contents.get(invoice.inboxId);
    if (known) return known;
    const body = await this.inbox.bodyOf(manager, merchant.id, invoice.inboxId);
    const order = orderOf(readOrderMessage(body, merchant.mode));
    if (!order)
      throw new Error(`The message ${invoice.inboxId} of invoice ${invoice.reference} is not an order any more.`);
    const content = { order, lines: foldDiscounts(order.lines) };
    const [oldest] = this.contents.keys();
    if (this.contents.size >= CONTENTS_MAX && oldest !== undefined) this.contents.delete(oldest);
    this.contents.set(invoice.inboxId, content);
    return content;
  }
}

function termsOf(invoice: Invoice): InvoiceTerms {
  const { flow, product, channelAsked: channel, daysUntilDue, billingInterval: interval } = invoice;
  return { flow, product, channel, daysUntilDue, interval };
}

/** What of an invoice decides what can become of its order. */
export function orderInvoiceOf(invoice: Invoice): OrderInvoice {
  const { reference, state, product, channel, totalMinor, paidMinor, openMinor } = invoice;
  return {
    reference,
    state,
    product,
    channel,
    totalMinor,
    paidMinor,
    openMinor,
    isStarted: invoice.collectionStartedAt !== null,
    cancelRequested: invoice.cancelRequestedAt !== null,
  };
}

/** Whether a claimed write may be sent: no call yet, or the last one is so old that it cannot be at work any more. */
export function mayCallAgain({ actionCalledAt }: Invoice, merchant: Merchant): boolean {
  return actionCalledAt === null || Date.now() - actionCalledAt.getTime() > 10 * merchant.provider.timeoutMs;
}

/** Asks for the order to go on, now that it is known what became of cancelling its invoice. */
export function continueOrderOf({ id, merchantId, salesOrderId, state }: Invoice): StepWish {
  return { step: CONTINUE_ORDER, merchantId, subject: salesOrderId, because: `invoice:${id}:${state}` };
}
