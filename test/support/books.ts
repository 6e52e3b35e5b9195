import type { Pool, PoolClient } from 'pg';
import { JournalEntry, type Posting } from '../../src/domain/ledger/journal-entry.js';
import type { AccountRole } from '../../src/domain/ledger/roles.js';
import { Money } from '../../src/domain/money.js';

/** A posting as the database is told of it; what is left out fits the sample entry. */
export interface RawPosting {
  readonly no: number;
  readonly side: 'D' | 'C';
  readonly amount?: number;
  readonly count?: number;
  readonly merchantId?: string;
  readonly date?: string;
}

/** An entry written by plain SQL, past every check that our own code makes. */
export interface RawEntry {
  readonly key: string;
  readonly count?: number;
  readonly documentNumber?: string;
  readonly postings?: readonly RawPosting[];
}

export const BALANCED: readonly RawPosting[] = [
  { no: 1, side: 'D' },
  { no: 2, side: 'C' },
];

export async function insertEntry(client: PoolClient, entry: RawEntry): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `insert into journal_entry (merchant_id, entry_key, content_hash, kind, entry_date, occurred_at, currency,
       base_currency, text, posting_count, document_number)
     values ('acme', $1, '\\x00', 'payment', '2026-11-20', now(), 'NOK', 'NOK', 'an entry', $2, $3) returning id`,
    [entry.key, entry.count ?? 2, entry.documentNumber ?? null],
  );
  const id = rows[0]?.id ?? '';
  await insertPostings(client, id, entry.postings ?? BALANCED);
  return id;
}

export async function insertPostings(client: PoolClient, id: string, postings: readonly RawPosting[]): Promise<void> {
  for (const { no, side, amount = 100, count = 2, merchantId = 'acme', date = '2026-11-20' } of postings) {
    await client.query(
      `insert into posting (entry_id, no, posting_count, merchant_id, entry_date, account, role, side, amount_minor,
         currency, base_minor)
       values ($1, $2, $3, $4, $5, '1500', 'receivable', $6, $7, 'NOK', $7)`,
      [id, no, count, merchantId, date, side, amount],
    );
  }
}

/** Runs a transaction to its COMMIT and gives what it came to. */
export async function commit<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

/** A payment of these amounts, each from the receivable of a debtor to the provider's clearing account. */
export function aPayment(key: string, amounts: readonly bigint[] = [100n], date = '2026-11-20'): JournalEntry {
  const total = amounts.reduce((sum, amount) => sum + amount, 0n);
  return new JournalEntry({
    key,
    kind: 'payment',
    date,
    occurredAt: new Date(`${date}T09:12:00Z`),
    text: 'Payment',
    links: { orderId: null, invoiceReference: null, transactionId: null, invoiceNumber: null, settlementId: null },
    postings: [
      posting('1579', 'providerClearing', 'debit', total),
      ...amounts.map((amount) => posting('1500', 'receivable', 'credit', amount)),
    ],
  });
}

function posting(account: string, role: AccountRole, side: Posting['side'], minor: bigint): Posting {
  const amount = Money.of(minor, 'NOK');
  return { account, role, side, amount, debtorId: null, invoiceNumber: null, transactionId: null, tax: null };
}
