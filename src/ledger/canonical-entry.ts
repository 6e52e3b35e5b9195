import type { EntryKind, Side } from '../domain/ledger/journal-entry.js';
import { exactNumber } from '../domain/money.js';
import type { JournalEntryRow, PostingRow } from './journal-entry.entity.js';

/** A posting as ERPs and the operator API see it; the amount is positive, in minor units. */
export class CanonicalPosting {
  readonly account!: string;
  readonly role!: string;
  readonly side!: Side;
  readonly amount!: number;
  readonly debtorId?: string;
  readonly invoiceNumber?: string;
  readonly taxCode?: string;
  readonly taxBase?: number;
  readonly taxAmount?: number;
}

/** A journal entry as ERPs and the operator API see it. `reference` names it for ever and everywhere. */
export class CanonicalEntry {
  readonly reference!: string;
  readonly kind!: EntryKind;
  readonly date!: string;
  readonly occurredAt!: string;
  readonly currency!: string;
  readonly text!: string;
  readonly documentNumber?: string;
  readonly postings!: CanonicalPosting[];
  readonly links!: {
    readonly orderId: string | null;
    readonly transactionId: string | null;
    readonly invoiceNumber: string | null;
    readonly settlementId: string | null;
  };
}

export function toCanonicalEntry(row: JournalEntryRow, postings: readonly PostingRow[]): CanonicalEntry {
  return {
    reference: row.entryKey,
    kind: row.kind,
    date: row.entryDate,
    occurredAt: row.occurredAt.toISOString(),
    currency: row.currency,
    text: row.text,
    ...(row.documentNumber === null ? {} : { documentNumber: row.documentNumber }),
    postings: [...postings].sort((a, b) => a.no - b.no).map(toCanonicalPosting),
    links: {
      orderId: row.orderId,
      transactionId: row.transactionId,
      invoiceNumber: row.invoiceNumber,
      settlementId: row.settlementId,
    },
  };
}

function toCanonicalPosting(row: PostingRow): CanonicalPosting {
  return {
    account: row.account,
    role: row.role,
    side: row.side === 'D' ? 'debit' : 'credit',
    amount: exactNumber(row.amountMinor),
    ...(row.debtorId === null ? {} : { debtorId: row.debtorId }),
    ...(row.invoiceNumber === null ? {} : { invoiceNumber: row.invoiceNumber }),
    ...taxOf(row),
  };
}

function taxOf(row: PostingRow): Pick<CanonicalPosting, 'taxCode' | 'taxBase' | 'taxAmount'> {
  if (row.taxCode === null || row.taxBaseMinor === null || row.taxMinor === null) return {};
  return { taxCode: row.taxCode, taxBase: exactNumber(row.taxBaseMinor), taxAmount: exactNumber(row.taxMinor) };
}
