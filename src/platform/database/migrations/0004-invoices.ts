import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Invoices, what happened to their transactions, and the payments in them. The unique keys are the promises: one
 * reference per order and revision, one transaction per invoice, one payment per provider event.
 */
export class Invoices1700000000004 implements MigrationInterface {
  readonly name = 'Invoices1700000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table invoice (
        id bigint generated always as identity,
        merchant_id text not null,
        sales_order_id bigint not null,
        inbox_id bigint not null,
        order_id text not null,
        order_number text not null,
        revision integer not null,
        reference text not null,
        flow text not null,
        product text not null,
        channel text not null,
        days_until_due integer not null,
        currency char(3) not null,
        total_minor bigint not null,
        debtor_id text not null,
        state text not null,
        attempt integer not null default 0,
        call_started_at timestamptz,
        action text,
        action_called_at timestamptz,
        cancel_cause text,
        cancel_requested_at timestamptz,
        session_id text,
        transaction_id text,
        provider_status text,
        provider_stamp jsonb,
        settlement_status text,
        refusal jsonb,
        collection_started_at timestamptz,
        voided_at timestamptz,
        invoice_number text,
        kid text,
        bank_account text,
        iban text,
        bic text,
        invoice_date date,
        due_date date,
        document_url text,
        paid_minor bigint not null default 0,
        facts_sent_hash bytea,
        facts_due boolean not null default false,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint invoice_pk primary key (id),
        constraint invoice_reference_uq unique (merchant_id, reference),
        constraint invoice_revision_uq unique (merchant_id, order_id, revision),
        constraint invoice_transaction_uq unique (merchant_id, transaction_id),
        constraint invoice_order_fk foreign key (sales_order_id) references sales_order (id),
        constraint invoice_inbox_fk foreign key (inbox_id) references inbox (id),
        constraint invoice_product_ck check (product in ('b2b', 'b2b-grouped', 'b2c')),
        constraint invoice_channel_ck check (channel in ('kravia', 'merchant')),
        constraint invoice_flow_ck check (flow in ('one-step', 'two-step')),
        constraint invoice_state_ck check (state in ('planned', 'held', 'submitting', 'pending', 'authorised', 'issued',
          'partly-paid', 'paid', 'voided', 'closed', 'rejected', 'withdrawn')),
        constraint invoice_action_ck check (action in ('capture', 'void')),
        constraint invoice_total_ck check (total_minor > 0),
        constraint invoice_paid_ck check (paid_minor >= 0)
      )`);
    await runner.query('create index invoice_order_ix on invoice (sales_order_id)');
    await runner.query(`create index invoice_unfinished_ix on invoice (merchant_id, id)
      where state in ('planned', 'submitting', 'pending', 'authorised', 'issued', 'partly-paid')`);
    await runner.query(`create index invoice_own_delivery_ix on invoice (id)
      where channel = 'merchant' and collection_started_at is not null and voided_at is null`);
    await runner.query('create index invoice_facts_due_ix on invoice (id) where facts_due');
    await runner.query('create index invoice_number_ix on invoice (merchant_id, invoice_number)');

    await runner.query(`
      create table transaction_event (
        merchant_id text not null,
        transaction_id text not null,
        event_key text not null,
        invoice_id bigint not null,
        kind text not null,
        name text not null,
        succeeded boolean not null,
        amount_minor bigint,
        occurred_at timestamptz not null,
        event_reference text,
        recorded_at timestamptz not null default now(),
        constraint transaction_event_pk primary key (merchant_id, transaction_id, event_key),
        constraint transaction_event_invoice_fk foreign key (invoice_id) references invoice (id)
      )`);
    await runner.query('create index transaction_event_invoice_ix on transaction_event (invoice_id)');

    await runner.query(`
      create table transaction_snapshot (
        id bigint generated always as identity,
        invoice_id bigint not null,
        hash bytea not null,
        body bytea not null,
        taken_at timestamptz not null default now(),
        constraint transaction_snapshot_pk primary key (id),
        constraint transaction_snapshot_content_uq unique (invoice_id, hash),
        constraint transaction_snapshot_invoice_fk foreign key (invoice_id) references invoice (id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table transaction_snapshot, transaction_event, invoice');
  }
}
