import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Transactions that hang at the provider, so that it is asked about each a bounded number of times and ever more rarely,
 * whichever process asks and however often it restarts.
 */
export class TransactionNudges1700000000017 implements MigrationInterface {
  readonly name = 'TransactionNudges1700000000017';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table transaction_nudge (
        invoice_id bigint not null,
        merchant_id text not null,
        tries integer not null default 0,
        since timestamptz not null default now(),
        next_at timestamptz not null,
        constraint transaction_nudge_pk primary key (invoice_id),
        constraint transaction_nudge_invoice_fk foreign key (invoice_id) references invoice (id),
        constraint transaction_nudge_tries_ck check (tries >= 0)
      )`);
    await runner.query('create index transaction_nudge_due_ix on transaction_nudge (merchant_id, next_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table transaction_nudge');
  }
}
