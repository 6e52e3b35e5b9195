import type pg from 'pg';
import type { BenchWorld } from '../support/bench-world.js';
import { median, type Row } from '../support/result.js';

const ENTRIES = 4000;
const CLIENTS = 8;
const ROUNDS = 3;

/** Guarded entries of three postings, one per transaction, against the same rows in tables without any guard. */
export async function ledger(world: BenchWorld): Promise<Row> {
  const { pool } = world;
  await pool.query(
    'create table bare_entry (like journal_entry including defaults including identity including indexes)',
  );
  await pool.query('create table bare_posting (like posting including defaults including indexes)');
  const ours: number[] = [];
  const ceiling: number[] = [];
  await write(pool, 'journal_entry', 'posting', 'warm', 500);
  await write(pool, 'bare_entry', 'bare_posting', 'warm', 500);
  // Plans made while the tables were empty would scan them whole for every foreign key.
  await pool.query('analyze journal_entry, posting, bare_entry, bare_posting');
  for (let round = 0; round < ROUNDS; round += 1) {
    ceiling.push(await write(pool, 'bare_entry', 'bare_posting', `r${round}`, ENTRIES));
    ours.push(await write(pool, 'journal_entry', 'posting', `r${round}`, ENTRIES));
  }
  return {
    name: 'ledger, 3 postings an entry',
    unit: 'entries/s',
    ours: median(ours),
    ceiling: median(ceiling),
    goal: 0.7,
  };
}

async function write(
  pool: pg.Pool,
  entryTable: string,
  postingTable: string,
  prefix: string,
  count: number,
): Promise<number> {
  const statement = insertInto(entryTable, postingTable);
  let next = 0;
  const worker = async (): Promise<void> => {
    const client = await pool.connect();
    for (let number = next++; number < count; number = next++) {
      await client.query({ name: `insert-${entryTable}`, text: statement, values: [`bench:${prefix}:${number}`] });
    }
    client.release();
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: CLIENTS }, worker));
  return count / ((performance.now() - startedAt) / 1000);
}

function insertInto(entryTable: string, postingTable: string): string {
  return `
    with entry as (
      insert into ${entryTable} (merchant_id, entry_key, content_hash, kind, entry_date, occurred_at, currency, base_currency,
        text, posting_count)
      values ('bench', $1, '', 'invoice', '2026-11-20', now(), 'NOK', 'NOK', 'Invoice', 3)
      returning id, merchant_id, entry_date, posting_count
    )
    insert into ${postingTable} (entry_id, no, posting_count, merchant_id, entry_date, account, role, side, amount_minor,
      currency, base_minor)
    select id, no, posting_count, merchant_id, entry_date, account, role, side, amount, 'NOK', amount
    from entry, (values (1, '1500', 'receivable', 'D', 12500), (2, '3000', 'revenueHighGoods', 'C', 10000),
      (3, '2700', 'vatOutHigh', 'C', 2500)) as p (no, account, role, side, amount)`;
}
