import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ProviderEvent, ProviderTransaction } from '../domain/invoice/provider-transaction.js';
import { Vault } from '../platform/crypto/vault.js';
import { query } from '../platform/database/sql.js';
import type { Invoice } from './invoices.js';

/** A payment with the entry that books it. */
export interface BookedPayment {
  readonly event: ProviderEvent;
  readonly amountMinor: bigint;
  readonly entryId: string;
}

/** What the provider ever said of a transaction: every event once, and every version of the raw answer. */
@Injectable()
export class TransactionLog {
  constructor(private readonly vault: Vault) {}

  /** Keeps the raw answer once per content, and the events that are new; gives those, oldest first. Only they have effects. */
  async record(manager: EntityManager, invoice: Invoice, transaction: ProviderTransaction): Promise<ProviderEvent[]> {
    const { events } = transaction;
    const raw = JSON.stringify(transaction.raw);
    const rows = await query<{ event_key: string }>(
      manager,
      `with snapshot as (
         insert into transaction_snapshot (invoice_id, hash, body) values ($3, $11, $12)
         on conflict (invoice_id, hash) do nothing
       )
       insert into transaction_event (merchant_id, transaction_id, event_key, invoice_id, kind, name, succeeded,
         amount_minor, occurred_at, event_reference)
       select $1, $2, e.key, $3, e.kind, e.name, e.succeeded, e.amount, e.at, e.reference
       from unnest($4::text[], $5::text[], $6::text[], $7::boolean[], $8::bigint[], $9::timestamptz[], $10::text[])
         as e (key, kind, name, succeeded, amount, at, reference)
       on conflict (merchant_id, transaction_id, event_key) do nothing
       returning event_key`,
      [
        invoice.merchantId,
        transaction.transactionId,
        invoice.id,
        events.map((event) => event.key),
        events.map((event) => event.kind),
        events.map((event) => event.name),
        events.map((event) => event.succeeded),
        events.map((event) => event.amount?.minor.toString() ?? null),
        events.map((event) => event.occurredAt),
        events.map((event) => event.eventReference),
        createHash('sha256').update(raw).digest(),
        this.vault.seal(`transaction_snapshot.body:${invoice.merchantId}`, raw),
      ],
    );
    const added = new Set(rows.map((row) => row.event_key));
    return events
      .filter((event) => added.has(event.key))
      .sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime());
  }

  async addPayments(
    manager: EntityManager,
    invoice: Invoice,
    transactionId: string,
    payments: readonly BookedPayment[],
  ): Promise<void> {
    if (payments.length === 0) return;
    await manager.query(
      `insert into payment (merchant_id, invoice_id, entry_id, transaction_id, event_key, amount_minor, currency, paid_at,
         event_reference, settlement_ids)
       select $1, $2, p.entry, $3, p.key, p.amount, $4, p.at, p.reference, array(select jsonb_array_elements_text(p.settlements))
       from unnest($5::bigint[], $6::text[], $7::bigint[], $8::timestamptz[], $9::text[], $10::jsonb[])
         as p (entry, key, amount, at, reference, settlements)`,
      [
        invoice.merchantId,
        invoice.id,
        transactionId,
        invoice.currency,
        payments.map(({ entryId }) => entryId),
        payments.map(({ event }) => event.key),
        payments.map(({ amountMinor }) => amountMinor.toString()),
        payments.map(({ event }) => event.occurredAt),
        payments.map(({ event }) => event.eventReference),
        payments.map(({ event }) => JSON.stringify(event.settlementIds)),
      ],
    );
  }
}
