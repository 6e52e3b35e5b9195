import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { courseOf, type PaymentReversal } from '../domain/invoice/invoice-course.js';
import type { Merchant } from '../domain/merchant.js';
import { Exceptions } from '../exceptions/exceptions.js';
import { query } from '../platform/database/sql.js';
import { AdvanceInvoice } from './advance-invoice.js';
import { InvoiceHistories } from './invoice-histories.js';
import { Invoices } from './invoices.js';

/** A payment, or a part of it, that a settlement takes back. */
export interface TakenBack {
  /** Names the line of the settlement. */
  readonly key: string;
  readonly settlementId: string;
  readonly paymentId: string;
  readonly amountMinor: bigint;
  /** The day the settlement says it happened. */
  readonly at: Date;
}

interface PaymentRow {
  readonly id: string;
  readonly invoiceId: string;
  readonly eventKey: string;
  readonly paidAt: Date;
}

/** Books payments that the provider took back: the debt lives again, or what was paid too much is returned. */
@Injectable()
export class ReversePayments {
  constructor(
    private readonly invoices: Invoices,
    private readonly histories: InvoiceHistories,
    private readonly advance: AdvanceInvoice,
    private readonly exceptions: Exceptions,
  ) {}

  /** Taking back the same line twice changes nothing. */
  async run(manager: EntityManager, merchant: Merchant, takenBack: readonly TakenBack[]): Promise<void> {
    const payments = await query<PaymentRow>(
      manager,
      `select id, invoice_id as "invoiceId", event_key as "eventKey", paid_at as "paidAt" from payment
       where merchant_id = $1 and id = any($2::bigint[]) order by invoice_id`,
      [merchant.id, takenBack.map(({ paymentId }) => paymentId)],
    );
    // In the order of the invoices, so that two settlements never wait for each other in a circle.
    for (const [invoiceId, some] of Map.groupBy(payments, (payment) => payment.invoiceId)) {
      await this.ofInvoice(manager, merchant, invoiceId, some, takenBack);
    }
  }

  private async ofInvoice(
    manager: EntityManager,
    merchant: Merchant,
    invoiceId: string,
    payments: readonly PaymentRow[],
    takenBack: readonly TakenBack[],
  ): Promise<void> {
    const invoice = await this.invoices.lock(manager, merchant.id, invoiceId);
    const history = await this.histories.of(manager, invoice);
    const known = new Set(history.reversals.map(({ key }) => key));
    const fresh = payments.flatMap((payment) =>
      takenBack
        .filter(({ paymentId, key }) => paymentId === payment.id && !known.has(key))
        .map((back) => ({ payment, back })),
    );
    const { transactionId } = invoice;
    if (fresh.length === 0 || transactionId === null) return;
    const added: PaymentReversal[] = [];
    for (const { payment, back } of fresh) {
      const { key, settlementId, amountMinor } = back;
      // The line has a day only; what it takes back was there before.
      const occurredAt = back.at > payment.paidAt ? back.at : payment.paidAt;
      await manager.query(
        `insert into payment_reversal (merchant_id, reversal_key, payment_id, invoice_id, settlement_id, amount_minor, occurred_at)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [merchant.id, key, payment.id, invoiceId, settlementId, amountMinor.toString(), occurredAt],
      );
      added.push({ key, settlementId, paymentKey: payment.eventKey, amountMinor, occurredAt });
    }
    await this.advance.run(manager, merchant, {
      before: invoice,
      told: { ...invoice, transactionId },
      from: courseOf(history),
      to: courseOf({ ...history, reversals: [...history.reversals, ...added] }),
      standing: 'accepted',
      seen: null,
      isFirst: false,
    });
    // The settlement tells what the refund that was only reported is.
    await this.exceptions.settle(manager, merchant.id, { kind: 'invoice', id: invoice.reference }, ['REFUND_REPORTED']);
  }
}
