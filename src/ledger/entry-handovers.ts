import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { query, queryOne } from '../platform/database/sql.js';
import { type CanonicalEntry, toCanonicalEntry } from './canonical-entry.js';
import { JournalEntryRow, PostingRow } from './journal-entry.entity.js';

export interface Handover {
  readonly state: 'planned' | 'posted' | 'verified' | 'stopped';
  readonly entry: CanonicalEntry;
  readonly invoiceReference: string | null;
  /** An earlier entry of the same invoice is not in the ERP yet; this one must wait for it. */
  readonly mustWait: boolean;
}

/** Which journal entries the ERP has, and which it still has to get. */
@Injectable()
export class EntryHandovers {
  constructor(private readonly dataSource: DataSource) {}

  async find(merchantId: string, entryId: string): Promise<Handover | null> {
    const { manager } = this.dataSource;
    const row = await queryOne<Pick<Handover, 'state' | 'invoiceReference' | 'mustWait'>>(
      manager,
      `select h.state, h.invoice_reference as "invoiceReference", exists (
         select 1 from entry_handover earlier
         where earlier.merchant_id = h.merchant_id and earlier.invoice_reference = h.invoice_reference
           and earlier.entry_id < h.entry_id and earlier.state in ('planned', 'stopped')) as "mustWait"
       from entry_handover h where h.merchant_id = $1 and h.entry_id = $2`,
      [merchantId, entryId],
    );
    if (!row) return null;
    const entry = await manager.findOneByOrFail(JournalEntryRow, { id: entryId });
    const postings = await manager.findBy(PostingRow, { entryId });
    return { ...row, entry: toCanonicalEntry(entry, postings) };
  }

  async record(manager: EntityManager, entryId: string, state: Handover['state'], erpId: string | null): Promise<void> {
    await manager.query(
      `update entry_handover set state = $2, erp_id = coalesce($3, erp_id),
         posted_at = case when $2 in ('posted', 'verified') then coalesce(posted_at, now()) else posted_at end,
         verified_at = case when $2 = 'verified' then now() else verified_at end
       where entry_id = $1`,
      [entryId, state, erpId],
    );
  }

  /** The entries of the same invoice that waited for this one. */
  async successors(manager: EntityManager, merchantId: string, invoiceReference: string | null): Promise<string[]> {
    if (invoiceReference === null) return [];
    const rows = await query<{ entry_id: string }>(
      manager,
      `select entry_id from entry_handover
       where merchant_id = $1 and invoice_reference = $2 and state = 'planned' order by entry_id limit 1`,
      [merchantId, invoiceReference],
    );
    return rows.map((row) => row.entry_id);
  }
}
