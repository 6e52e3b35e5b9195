import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CoursePayment } from '../domain/invoice/invoice-course.js';
import type { ProviderEvent, ProviderEventKind, ProviderTransaction } from '../domain/invoice/provider-transaction.js';
import { Money } from '../domain/money.js';
import { Vault } from '../platform/crypto/vault.js';
import { query } from '../platform/database/sql.js';
import type { Invoice } from './invoices.js';

/** A payment with the entry that books it. */
export interface BookedPayment {
  readonly payment: CoursePayment;
  readonly entryId: string;
}

/** The events of a transaction: those known before this look, and those it is the first to show. */
export interface RecordedEvents {
  readonly known: readonly ProviderEvent[];
  readonly fresh: readonly ProviderEvent[];
}

interface EventRow {
  readonly event_key: string;
  readonly is_known: boolean;
  readonly kind: ProviderEventKind;
  readonly name: string;
  readonly succeeded: boolean;
  readonly amount_minor: string | null;
  readonly currency: string | null;
  readonly occurred_at: Date;
  readonly event_reference: string | null;
}

const EVENT_COLUMNS = 'event_key, kind, name, succeeded, amount_minor, currency, occurred_at, event_reference';

/** What the provider ever said of a transaction: every event once, and every version of the raw answer. */
@Injectable()
export class TransactionLog {
  constructor(private readonly vault: Vault) {}

  /** Keeps the raw answer once per content, and the events that are new. */
  async record(manager: EntityManager, invoice: Invoice, transaction: ProviderTransaction): Promise<RecordedEvents> {
    const { events } = transaction;
    const raw = JSON.stringify(transaction.raw);
    const rows = await query<EventRow>(
      manager,
      `with snapshot as (
         insert into transaction_snapshot (invoice_id, hash, body) values ($3, $11, $12)
         on conflict (invoice_id, hash) do nothing
       ), added as (
         insert into transaction_event (merchant_id, transaction_id, event_key, invoice_id, kind, name, succeeded,
           amount_minor, occurred_at, event_reference, currency)
         select $1, $2, e.key, $3, e.kind, e.name, e.succeeded, e.amount, e.at, e.reference, e.currency
         from unnest($4::text[], $5::text[], $6::text[], $7::boolean[], $8::bigint[], $9::timestamptz[], $10::text[],
           $13::text[]) as e (key, kind, name, succeeded, amount, at, reference, currency)
         on conflict (merchant_id, transaction_id, event_key) do nothing
         returning ${EVENT_COLUMNS}
       )
       select ${EVENT_COLUMNS}, false as is_known from added
       union all
       select ${EVENT_COLUMNS}, true from transaction_event where merchant_id = $1 and transaction_id = $2`,
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
        events.map((event) => event.amount?.currency ?? null),
      ],
    );
    const added = new Set(rows.filter((row) => !row.is_known).map((row) => row.event_key));
    return {
      known: rows.filter((row) => row.is_known).map((row) => toEvent(row, invoice.currency)),
      // As read, not as stored: only the provider's own words tie a payment to its settlements.
      fresh: events.filter(
        (event, i) => added.has(event.key) && events.findIndex(({ key }) => key === event.key) === i,
      ),
    };
  }

  /** Every event of an invoice's transaction that was ever seen. */
  async eventsOf(manager: EntityManager, invoice: Invoice): Promise<ProviderEvent[]> {
    const rows = await query<EventRow>(
      manager,
      `select ${EVENT_COLUMNS} from transaction_event where merchant_id = $1 and transaction_id = $2`,
      [invoice.merchantId, invoice.transactionId],
    );
    return rows.map((row) => toEvent(row, invoice.currency));
  }

  /** Keeps an event that no transaction shows. */
  async addEvent(manager: EntityManager, invoice: Invoice, transactionId: string, event: ProviderEvent): Promise<void> {
    await manager.query(
      `insert into transaction_event (merchant_id, transaction_id, event_key, invoice_id, kind, name, succeeded, amount_minor,
         occurred_at, event_reference, currency)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        invoice.merchantId,
        transactionId,
        event.key,
        invoice.id,
        event.kind,
        event.name,
        event.succeeded,
        event.amount?.minor.toString() ?? null,
        event.occurredAt,
        event.eventReference,
        event.amount?.currency ?? null,
      ],
    );
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
        payments.map(({ payment }) => payment.event.key),
        payments.map(({ payment }) => payment.amountMinor.toString()),
        payments.map(({ payment }) => payment.event.occurredAt),
        payments.map(({ payment }) => payment.event.eventReference),
        payments.map(({ payment }) => JSON.stringify(payment.event.settlementIds)),
      ],
    );
  }
}

function toEvent(row: EventRow, invoiceCurrency: string): ProviderEvent {
  const { amount_minor: minor, currency } = row;
  return {
    key: row.event_key,
    kind: row.kind,
    name: row.name,
    succeeded: row.succeeded,
    amount: minor === null ? null : Money.of(BigInt(minor), currency ?? invoiceCurrency),
    occurredAt: row.occurred_at,
    eventReference: row.event_reference,
    settlementIds: [],
  };
}
