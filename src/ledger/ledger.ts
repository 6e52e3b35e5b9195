import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Conflict } from '../domain/errors.js';
import type { JournalEntry } from '../domain/ledger/journal-entry.js';
import type { Merchant } from '../domain/merchant.js';
import { query, queryOne } from '../platform/database/sql.js';
import { Steps } from '../platform/jobs/steps.js';
import { POST_ENTRY } from './steps.js';

export interface PostedEntry {
  readonly id: string;
  readonly key: string;
  /** False when the same entry was in the books already. */
  readonly isNew: boolean;
}

/** An entry that is also a document of the merchant, under a number of an unbroken series. */
export interface NumberedEntry {
  readonly entry: JournalEntry;
  readonly documentNumber: string | null;
}

/**
 * The only way into the books. Posting the same entry again gives the first one; entries whose kind the connector owns
 * are handed to the ERP by a step enqueued in the same transaction.
 */
@Injectable()
export class Ledger {
  constructor(private readonly steps: Steps) {}

  /** @throws Conflict LEDGER_KEY_REUSED when a key is in the books with other content */
  async post(manager: EntityManager, merchant: Merchant, entries: readonly NumberedEntry[]): Promise<PostedEntry[]> {
    if (entries.length === 0) return [];
    const added = await query<{ id: string; entry_key: string }>(manager, INSERT_ENTRIES, [
      merchant.id,
      merchant.baseCurrency,
      JSON.stringify(entries.map(toEntryRow)),
      JSON.stringify(entries.flatMap(({ entry }) => toPostingRows(entry))),
    ]);
    const newIds = new Map(added.map((row) => [row.entry_key, row.id]));
    const known = await this.known(
      manager,
      merchant,
      entries.filter(({ entry }) => !newIds.has(entry.key)),
    );
    await this.handOver(
      manager,
      merchant,
      entries.filter(({ entry }) => newIds.has(entry.key)),
      newIds,
    );
    return entries.map(({ entry: { key } }) => {
      const id = newIds.get(key);
      return id === undefined ? { id: known.get(key) ?? '', key, isNew: false } : { id, key, isNew: true };
    });
  }

  /** The next number of a series; the row lock makes the series gapless, because a rollback gives the number back. */
  async nextNumber(manager: EntityManager, merchant: Merchant, series: string): Promise<number> {
    const row = await queryOne<{ last_number: number }>(
      manager,
      `insert into number_series as s (merchant_id, series, last_number) values ($1, $2, 1)
       on conflict (merchant_id, series) do update set last_number = s.last_number + 1
       returning last_number`,
      [merchant.id, series],
    );
    return row?.last_number ?? 1;
  }

  private async known(
    manager: EntityManager,
    merchant: Merchant,
    entries: readonly NumberedEntry[],
  ): Promise<Map<string, string>> {
    if (entries.length === 0) return new Map();
    const rows = await query<{ id: string; entry_key: string; content_hash: Buffer }>(
      manager,
      'select id, entry_key, content_hash from journal_entry where merchant_id = $1 and entry_key = any($2)',
      [merchant.id, entries.map(({ entry }) => entry.key)],
    );
    for (const { entry } of entries) {
      const row = rows.find((candidate) => candidate.entry_key === entry.key);
      if (row?.content_hash.equals(contentHash(entry))) continue;
      const message = `The entry ${entry.key} is in the books with other content.`;
      throw new Conflict('LEDGER_KEY_REUSED', message, { key: entry.key });
    }
    return new Map(rows.map((row) => [row.entry_key, row.id]));
  }

  private async handOver(
    manager: EntityManager,
    merchant: Merchant,
    entries: readonly NumberedEntry[],
    ids: ReadonlyMap<string, string>,
  ): Promise<void> {
    if (!merchant.erp.entries) return;
    const ours = entries.filter(({ entry }) => merchant.ledger.posting[entry.kind] === 'connector');
    if (ours.length === 0) return;
    const subjects = ours.map(({ entry }) => ids.get(entry.key) ?? '');
    await manager.query(
      `insert into entry_handover (entry_id, merchant_id, invoice_reference)
       select id, $2, reference from unnest($1::bigint[], $3::text[]) as h (id, reference)`,
      [subjects, merchant.id, ours.map(({ entry }) => entry.links.invoiceReference)],
    );
    await this.steps.enqueue(
      manager,
      ...subjects.map((subject) => ({ step: POST_ENTRY, merchantId: merchant.id, subject })),
    );
  }
}

const INSERT_ENTRIES = `
  with input as (
    select * from jsonb_to_recordset($3::jsonb) as i (key text, hash text, kind text, date date, "occurredAt" timestamptz,
      currency text, text text, count integer, "documentNumber" text, "orderId" text, "invoiceReference" text,
      "transactionId" text, "invoiceNumber" text, "settlementId" text)
  ), entry as (
    insert into journal_entry (merchant_id, entry_key, content_hash, kind, entry_date, occurred_at, currency, base_currency,
      text, posting_count, document_number, order_id, invoice_reference, transaction_id, invoice_number, settlement_id)
    select $1, key, decode(hash, 'hex'), kind, date, "occurredAt", currency, $2,
      text, count, "documentNumber", "orderId", "invoiceReference", "transactionId", "invoiceNumber", "settlementId"
    from input
    on conflict (merchant_id, entry_key) do nothing
    returning id, entry_key, entry_date, posting_count
  ), line as (
    insert into posting (entry_id, no, posting_count, merchant_id, entry_date, account, role, side, amount_minor, currency,
      base_minor, debtor_id, invoice_number, transaction_id, tax_code, tax_base_minor, tax_minor)
    select entry.id, p.no, entry.posting_count, $1, entry.entry_date, p.account, p.role, p.side, p.amount, p.currency,
      p.amount, p."debtorId", p."invoiceNumber", p."transactionId", p."taxCode", p."taxBase", p."taxAmount"
    from jsonb_to_recordset($4::jsonb) as p (key text, no integer, account text, role text, side text, amount bigint,
      currency text, "debtorId" text, "invoiceNumber" text, "transactionId" text, "taxCode" text, "taxBase" bigint,
      "taxAmount" bigint)
    join entry on entry.entry_key = p.key
  )
  select id, entry_key from entry`;

function toEntryRow({ entry, documentNumber }: NumberedEntry): Record<string, unknown> {
  return {
    key: entry.key,
    hash: contentHash(entry).toString('hex'),
    kind: entry.kind,
    date: entry.date,
    occurredAt: entry.occurredAt.toISOString(),
    currency: entry.currency,
    text: entry.text,
    count: entry.postings.length,
    documentNumber,
    ...entry.links,
  };
}

function toPostingRows(entry: JournalEntry): Record<string, unknown>[] {
  return entry.postings.map((posting, index) => ({
    key: entry.key,
    no: index + 1,
    account: posting.account,
    role: posting.role,
    side: posting.side === 'debit' ? 'D' : 'C',
    amount: posting.amount.minor.toString(),
    currency: posting.amount.currency,
    debtorId: posting.debtorId,
    invoiceNumber: posting.invoiceNumber,
    transactionId: posting.transactionId,
    taxCode: posting.tax?.code ?? null,
    taxBase: posting.tax?.baseMinor.toString() ?? null,
    taxAmount: posting.tax?.amountMinor.toString() ?? null,
  }));
}

/** What makes two entries the same: kind, date and every posting; texts may be worded anew. */
function contentHash(entry: JournalEntry): Buffer {
  const postings = toPostingRows(entry).map((row) => Object.values(row));
  return createHash('sha256')
    .update(JSON.stringify([entry.kind, entry.date, postings]))
    .digest();
}
