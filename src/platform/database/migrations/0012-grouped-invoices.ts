import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Many transactions on one Kravia invoice. What Kravia groups by names a company, and in Sweden its number may be a
 * person's: it is kept sealed, with keyed hashes to compare it by. Who shall deliver is kept apart from who does, which
 * may be known only once the provider says so.
 */
export class GroupedInvoices1700000000012 implements MigrationInterface {
  readonly name = 'GroupedInvoices1700000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table billing_group (
        id bigint generated always as identity,
        merchant_id text not null,
        key_hash bytea not null,
        debtor_hash bytea not null,
        debtor bytea not null,
        created_at timestamptz not null default now(),
        constraint billing_group_pk primary key (id),
        constraint billing_group_key_uq unique (merchant_id, key_hash)
      )`);
    await runner.query('create index billing_group_debtor_ix on billing_group (merchant_id, debtor_hash)');
    await runner.query(`
      create table grouped_invoice (
        id bigint generated always as identity,
        merchant_id text not null,
        billing_group_id bigint not null,
        invoice_number text not null,
        invoice_date date,
        due_date date,
        kid text,
        created_at timestamptz not null default now(),
        constraint grouped_invoice_pk primary key (id),
        constraint grouped_invoice_number_uq unique (merchant_id, invoice_number),
        constraint grouped_invoice_group_fk foreign key (billing_group_id) references billing_group (id)
      )`);
    await runner.query(`
      alter table invoice
        add column channel_asked text,
        add column billing_interval text,
        add column billing_group_id bigint,
        add column issue_due date,
        add column grouped_invoice_id bigint,
        alter column channel drop not null,
        add constraint invoice_channel_asked_ck check (channel_asked in ('kravia', 'merchant')),
        add constraint invoice_billing_interval_ck check (billing_interval in ('monthly', 'quarterly')),
        add constraint invoice_billing_group_fk foreign key (billing_group_id) references billing_group (id),
        add constraint invoice_grouped_invoice_fk foreign key (grouped_invoice_id) references grouped_invoice (id)`);
    await runner.query('update invoice set channel_asked = channel');
    await runner.query(`create index invoice_group_open_ix on invoice (merchant_id, billing_group_id, issue_due)
      where billing_group_id is not null and collection_started_at is null
        and state in ('planned', 'held', 'submitting', 'pending', 'authorised')`);
    await runner.query(
      'create index invoice_grouped_ix on invoice (grouped_invoice_id) where grouped_invoice_id is not null',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`update invoice set channel = 'kravia' where channel is null`);
    await runner.query(`
      alter table invoice
        drop column channel_asked,
        drop column billing_interval,
        drop column billing_group_id,
        drop column issue_due,
        drop column grouped_invoice_id,
        alter column channel set not null`);
    await runner.query('drop table grouped_invoice, billing_group');
  }
}
