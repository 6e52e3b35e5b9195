import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { courseOf } from '../domain/invoice/invoice-course.js';
import type { ProviderEvent } from '../domain/invoice/provider-transaction.js';
import type { Merchant } from '../domain/merchant.js';
import { Money } from '../domain/money.js';
import { queryOne } from '../platform/database/sql.js';
import { AdvanceInvoice } from './advance-invoice.js';
import { InvoiceHistories } from './invoice-histories.js';
import { Invoices } from './invoices.js';
import { TransactionLog } from './transaction-log.js';

/** What a settlement line pays beyond the payment it belongs to, on an invoice that has nothing open. */
export interface Overpayment {
  /** Names the line of the settlement. */
  readonly key: string;
  readonly invoiceId: string;
  readonly amountMinor: bigint;
  readonly at: Date;
}

/** Books money that only a settlement shows: the debtor paid too much, and is owed it back (accounting 4.5). */
@Injectable()
export class AddOverpayment {
  constructor(
    private readonly invoices: Invoices,
    private readonly histories: InvoiceHistories,
    private readonly log: TransactionLog,
    private readonly advance: AdvanceInvoice,
  ) {}

  /** Gives the id of the payment it became. Adding the same line twice gives the first. */
  async run(manager: EntityManager, merchant: Merchant, overpayment: Overpayment): Promise<string | null> {
    const invoice = await this.invoices.lock(manager, merchant.id, overpayment.invoiceId);
    const { transactionId } = invoice;
    if (transactionId === null) return null;
    const history = await this.histories.of(manager, invoice);
    const event = eventOf(overpayment, invoice.currency, history.events);
    if (history.events.every(({ key }) => key !== event.key)) {
      await this.log.addEvent(manager, invoice, transactionId, event);
      await this.advance.run(manager, merchant, {
        before: invoice,
        told: { ...invoice, transactionId },
        from: courseOf(history),
        to: courseOf({ ...history, events: [...history.events, event] }),
        standing: 'accepted',
        seen: null,
        isFirst: false,
      });
    }
    const payment = await queryOne<{ id: string }>(
      manager,
      'select id from payment where merchant_id = $1 and transaction_id = $2 and event_key = $3',
      [merchant.id, transactionId, event.key],
    );
    return payment?.id ?? null;
  }
}

/** An event of our own making, told apart by its key; it comes after everything that was paid before. */
function eventOf(
  { key, amountMinor, at }: Overpayment,
  currency: string,
  events: readonly ProviderEvent[],
): ProviderEvent {
  const latest = Math.max(at.getTime(), ...events.map(({ occurredAt }) => occurredAt.getTime()));
  return {
    key: `settlement:${key}`,
    kind: 'paid',
    name: 'SETTLEMENT',
    succeeded: true,
    amount: Money.of(amountMinor, currency),
    occurredAt: new Date(latest),
    eventReference: null,
    settlementIds: [],
  };
}
