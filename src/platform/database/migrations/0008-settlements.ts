import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The provider's settlements, their original files, and their lines; a payment is paid out by at most one line. */
export class Settlements1700000000008 implements MigrationInterface {
  readonly name = 'Settlements1700000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table settlement (
        id bigint generated always as identity,
        merchant_id text not null,
        settlement_id text not null,
        currency char(3) not null,
        provider text,
        provider_reference text,
        payment_status text not null,
        settled_on date not null,
        capture_minor bigint not null,
        refund_minor bigint not null,
        fee_minor bigint not null,
        net_minor bigint not null,
        state text not null default 'listed',
        listing jsonb not null,
        listing_hash bytea not null,
        entry_id bigint,
        payout_entry_id bigint,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint settlement_pk primary key (id),
        constraint settlement_settlement_uq unique (merchant_id, settlement_id, currency),
        constraint settlement_entry_fk foreign key (entry_id) references journal_entry (id),
        constraint settlement_payout_fk foreign key (payout_entry_id) references journal_entry (id),
        constraint settlement_state_ck check (state in ('listed', 'posted', 'stopped', 'postponed', 'received'))
      )`);
    await runner.query(
      `create index settlement_open_ix on settlement (merchant_id, id) where state in ('listed', 'stopped')`,
    );

    await runner.query(`
      create table settlement_file (
        id bigint generated always as identity,
        settlement_pk bigint not null,
        attachment_id text not null,
        sha256 bytea not null,
        content bytea not null,
        fetched_at timestamptz not null default now(),
        constraint settlement_file_pk primary key (id),
        constraint settlement_file_content_uq unique (settlement_pk, attachment_id, sha256),
        constraint settlement_file_settlement_fk foreign key (settlement_pk) references settlement (id)
      )`);

    await runner.query(`
      create table settlement_line (
        settlement_pk bigint not null,
        no integer not null,
        type text,
        transaction_id text,
        reference text,
        event_reference text,
        capture_minor bigint not null,
        refund_minor bigint not null,
        fee_minor bigint not null,
        chargeback_minor bigint not null,
        net_minor bigint not null,
        occurred_on date,
        product text,
        payment_id bigint,
        matched_by text,
        constraint settlement_line_pk primary key (settlement_pk, no),
        constraint settlement_line_payment_uq unique (payment_id),
        constraint settlement_line_settlement_fk foreign key (settlement_pk) references settlement (id),
        constraint settlement_line_payment_fk foreign key (payment_id) references payment (id)
      )`);
    await runner.query('create index settlement_line_transaction_ix on settlement_line (transaction_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table settlement_line, settlement_file, settlement');
  }
}
