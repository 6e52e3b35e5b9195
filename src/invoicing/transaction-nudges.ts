import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { isHanging, nextNudgeAt } from '../domain/invoice/hanging-transaction.js';
import type { ProviderTransaction } from '../domain/invoice/provider-transaction.js';
import { Exceptions } from '../exceptions/exceptions.js';
import { query, queryOne } from '../platform/database/sql.js';
import type { Invoice } from './invoices.js';

export interface NudgeCount {
  readonly tries: number;
  readonly since: Date;
  /** Nobody asks by itself any more. */
  readonly isSpent: boolean;
}

/** Which transactions hang, how often the provider was asked about each, and when it is next. */
@Injectable()
export class TransactionNudges {
  constructor(
    private readonly dataSource: DataSource,
    private readonly exceptions: Exceptions,
  ) {}

  /** Begins to watch a transaction that hangs, and ends it when it moved on. @param invoice as it is after this look */
  async watch(manager: EntityManager, invoice: Invoice, before: Invoice, seen: ProviderTransaction): Promise<void> {
    if (isHanging(seen, invoice)) {
      await manager.query(
        `insert into transaction_nudge (invoice_id, merchant_id, next_at) values ($1, $2, $3)
         on conflict (invoice_id) do nothing`,
        [invoice.id, invoice.merchantId, nextNudgeAt(0, new Date())],
      );
    } else if (before.transactionId !== null && hasMoved(invoice, before)) {
      await this.forget(manager, invoice);
    }
  }

  /** Invoices whose transaction it is time to ask about. */
  async due(merchantId: string): Promise<string[]> {
    const rows = await query<{ invoice_id: string }>(
      this.dataSource.manager,
      'select invoice_id from transaction_nudge where merchant_id = $1 and next_at <= now() order by next_at limit 100',
      [merchantId],
    );
    return rows.map((row) => row.invoice_id);
  }

  /** One more question that did not help. Null when the transaction is not watched any more. */
  async count(manager: EntityManager, invoice: Invoice): Promise<NudgeCount | null> {
    const row = await queryOne<{ tries: number; since: Date }>(
      manager,
      'update transaction_nudge set tries = tries + 1 where invoice_id = $1 returning tries, since',
      [invoice.id],
    );
    if (!row) return null;
    const next = nextNudgeAt(row.tries, new Date());
    await manager.query(
      "update transaction_nudge set next_at = coalesce($2::timestamptz, 'infinity') where invoice_id = $1",
      [invoice.id, next],
    );
    return { ...row, isSpent: next === null };
  }

  private async forget(manager: EntityManager, { id, merchantId, reference }: Invoice): Promise<void> {
    const watched = await queryOne(manager, 'delete from transaction_nudge where invoice_id = $1 returning tries', [
      id,
    ]);
    if (!watched) return;
    const subject = { kind: 'invoice' as const, id: reference };
    await this.exceptions.settle(manager, merchantId, subject, ['TRANSACTION_HANGS', 'STATUS_EVENTS_DISAGREE']);
  }
}

function hasMoved(after: Invoice, before: Invoice): boolean {
  return after.providerStatus !== before.providerStatus || after.paidMinor !== before.paidMinor;
}
