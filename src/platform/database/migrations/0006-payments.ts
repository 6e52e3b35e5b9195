import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What debtors paid, one row per provider event, each with the entry that books it. Append-only like the books. */
export class Payments1700000000006 implements MigrationInterface {
  readonly name = 'Payments1700000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table payment (
        id bigint generated always as identity,
        merchant_id text not null,
        invoice_id bigint not null,
        entry_id bigint not null,
        transaction_id text not null,
        event_key text not null,
        amount_minor bigint not null,
        currency char(3) not null,
        paid_at timestamptz not null,
        event_reference text,
        settlement_ids text[] not null default '{}',
        created_at timestamptz not null default now(),
        constraint payment_pk primary key (id),
        constraint payment_event_uq unique (merchant_id, transaction_id, event_key),
        constraint payment_event_fk foreign key (merchant_id, transaction_id, event_key)
          references transaction_event (merchant_id, transaction_id, event_key),
        constraint payment_invoice_fk foreign key (invoice_id) references invoice (id),
        constraint payment_entry_fk foreign key (entry_id) references journal_entry (id),
        constraint payment_amount_ck check (amount_minor > 0)
      )`);
    await runner.query('create index payment_invoice_ix on payment (invoice_id)');
    for (const table of ['payment', 'transaction_event']) {
      await runner.query(`
        create trigger ${table}_append_only before update or delete or truncate on ${table}
          for each statement execute function refuse_change()`);
      await runner.query(`alter table ${table} enable always trigger ${table}_append_only`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop trigger transaction_event_append_only on transaction_event');
    await runner.query('drop table payment');
  }
}
