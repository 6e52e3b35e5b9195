import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Invoice PDFs as fetched and as sent, and every attempt to send them with the server's answer as proof. */
export class Deliveries1700000000007 implements MigrationInterface {
  readonly name = 'Deliveries1700000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table document (
        id bigint generated always as identity,
        merchant_id text not null,
        invoice_id bigint not null,
        kind text not null,
        version integer not null,
        sha256 bytea not null,
        size_bytes integer not null,
        content bytea not null,
        source_host text,
        created_at timestamptz not null default now(),
        constraint document_pk primary key (id),
        constraint document_version_uq unique (invoice_id, kind, version),
        constraint document_invoice_fk foreign key (invoice_id) references invoice (id),
        constraint document_kind_ck check (kind in ('original', 'covered'))
      )`);
    // Already encrypted bytes do not compress; trying costs time on every read and write.
    await runner.query('alter table document alter column content set storage external');

    await runner.query(`
      create table delivery (
        id bigint generated always as identity,
        merchant_id text not null,
        invoice_id bigint not null,
        document_id bigint not null,
        recipient bytea not null,
        recipient_hash bytea not null,
        send_number integer not null,
        message_id text not null,
        state text not null default 'planned',
        smtp_answer text,
        accepted_at timestamptz,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint delivery_pk primary key (id),
        constraint delivery_send_uq unique (invoice_id, document_id, recipient_hash, send_number),
        constraint delivery_message_uq unique (message_id),
        constraint delivery_invoice_fk foreign key (invoice_id) references invoice (id),
        constraint delivery_document_fk foreign key (document_id) references document (id),
        constraint delivery_state_ck check (state in ('planned', 'sending', 'accepted', 'refused', 'cancelled'))
      )`);
    await runner.query(
      `create index delivery_open_ix on delivery (merchant_id, id) where state in ('planned', 'sending')`,
    );

    await runner.query(`
      create table delivery_attempt (
        delivery_id bigint not null,
        number integer not null,
        started_at timestamptz not null default now(),
        finished_at timestamptz,
        outcome text,
        smtp_code integer,
        smtp_answer text,
        constraint delivery_attempt_pk primary key (delivery_id, number),
        constraint delivery_attempt_delivery_fk foreign key (delivery_id) references delivery (id),
        constraint delivery_attempt_outcome_ck check (outcome in ('accepted', 'refused', 'deferred', 'unknown'))
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table delivery_attempt, delivery, document');
  }
}
