import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Posting } from '../domain/ledger/journal-entry.js';
import { again, keyOfVersion, undo, undoKey } from '../domain/ledger/undo-entry.js';
import type { LocalDate } from '../domain/local-date.js';
import type { Merchant } from '../domain/merchant.js';
import { Money } from '../domain/money.js';
import { query } from '../platform/database/sql.js';
import { JournalEntryRow, PostingRow } from './journal-entry.entity.js';
import { Ledger, type NumberedEntry, type PostedEntry } from './ledger.js';

/** What in the books of one invoice is no longer true, by key, and what is true instead. */
export interface Replacement {
  readonly invoiceReference: string;
  readonly undone: readonly string[];
  readonly booked: readonly NumberedEntry[];
  /** When the mistake was found; undoing entries carry that day. */
  readonly foundAt: { readonly date: LocalDate; readonly occurredAt: Date };
}

/**
 * Corrects the books of an invoice: what is no longer true is undone by its mirror, and what is true instead gets a key
 * of its own (`credit-note:SO-1-1#2`). Nothing is edited, and both stay to be read.
 */
@Injectable()
export class ReplaceEntries {
  constructor(private readonly ledger: Ledger) {}

  /** Gives the entries of `booked`, in their order. */
  async run(manager: EntityManager, merchant: Merchant, replacement: Replacement): Promise<PostedEntry[]> {
    const { undone, booked, foundAt } = replacement;
    const keys = await this.keysOf(manager, merchant, replacement.invoiceReference);
    const undoing: NumberedEntry[] = [];
    for (const key of undone.map((name) => standingKey(keys, name))) {
      if (key === null) continue;
      keys.add(undoKey(key));
      undoing.push({ entry: undo(await this.entry(manager, merchant, key), foundAt), documentNumber: null });
    }
    const versions = booked.map(({ entry, documentNumber }) => ({
      entry: again(entry, nextVersion(keys, entry.key)),
      documentNumber,
    }));
    const posted = await this.ledger.post(manager, merchant, [...undoing, ...versions]);
    return posted.slice(undoing.length);
  }

  private async keysOf(manager: EntityManager, merchant: Merchant, reference: string): Promise<Set<string>> {
    const rows = await query<{ entry_key: string }>(
      manager,
      'select entry_key from journal_entry where merchant_id = $1 and invoice_reference = $2',
      [merchant.id, reference],
    );
    return new Set(rows.map((row) => row.entry_key));
  }

  private async entry(manager: EntityManager, merchant: Merchant, key: string): Promise<Parameters<typeof undo>[0]> {
    const row = await manager.findOneByOrFail(JournalEntryRow, { merchantId: merchant.id, entryKey: key });
    const postings = await manager.find(PostingRow, { where: { entryId: row.id }, order: { no: 'ASC' } });
    const { kind, text, orderId, invoiceReference, transactionId, invoiceNumber, settlementId } = row;
    const links = { orderId, invoiceReference, transactionId, invoiceNumber, settlementId };
    return { key, kind, text, links, postings: postings.map(toPosting) };
  }
}

/** The version of an entry that counts now, or null when there is none. */
function standingKey(keys: ReadonlySet<string>, name: string): string | null {
  const key = keyOfVersion(name, nextVersion(keys, name));
  return keys.has(key) ? key : null;
}

/** The first version that was not undone. */
function nextVersion(keys: ReadonlySet<string>, name: string): number {
  let version = 1;
  while (keys.has(undoKey(keyOfVersion(name, version)))) version += 1;
  return version;
}

function toPosting(row: PostingRow): Posting {
  const { account, role, debtorId, invoiceNumber, transactionId, taxCode, taxBaseMinor, taxMinor } = row;
  return {
    account,
    role,
    side: row.side === 'D' ? 'debit' : 'credit',
    amount: Money.of(row.amountMinor, row.currency),
    debtorId,
    invoiceNumber,
    transactionId,
    tax:
      taxCode === null || taxBaseMinor === null || taxMinor === null
        ? null
        : { code: taxCode, baseMinor: taxBaseMinor, amountMinor: taxMinor },
  };
}
