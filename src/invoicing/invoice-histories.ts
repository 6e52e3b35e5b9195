import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { InvoiceHistory, PaymentReversal } from '../domain/invoice/invoice-course.js';
import type { ProviderEvent } from '../domain/invoice/provider-transaction.js';
import { query } from '../platform/database/sql.js';
import type { Invoice } from './invoices.js';
import { TransactionLog } from './transaction-log.js';

interface ReversalRow {
  readonly key: string;
  readonly settlementId: string;
  readonly paymentKey: string;
  readonly amount: string;
  readonly occurredAt: Date;
}

/** Everything known of an invoice, from which its course is told. */
@Injectable()
export class InvoiceHistories {
  constructor(private readonly log: TransactionLog) {}

  async of(manager: EntityManager, invoice: Invoice): Promise<InvoiceHistory> {
    return this.withEvents(manager, invoice, await this.log.eventsOf(manager, invoice));
  }

  /** The same for a caller that has read the events already. */
  async withEvents(
    manager: EntityManager,
    invoice: Invoice,
    events: readonly ProviderEvent[],
  ): Promise<InvoiceHistory> {
    const { totalMinor, currency, voidCause: cause } = invoice;
    // Only a payment can be taken back.
    const reversals = invoice.paidMinor === 0n ? [] : await this.reversalsOf(manager, invoice);
    return { totalMinor, currency, cause, events, reversals };
  }

  private async reversalsOf(manager: EntityManager, { id }: Invoice): Promise<PaymentReversal[]> {
    const rows = await query<ReversalRow>(
      manager,
      `select r.reversal_key as key, r.settlement_id as "settlementId", p.event_key as "paymentKey",
         r.amount_minor as amount, r.occurred_at as "occurredAt"
       from payment_reversal r join payment p on p.id = r.payment_id where r.invoice_id = $1`,
      [id],
    );
    return rows.map(({ amount, ...row }) => ({ ...row, amountMinor: BigInt(amount) }));
  }
}
