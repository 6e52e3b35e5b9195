import type { MigrationInterface, QueryRunner } from 'typeorm';

const SOURCES = ['erp-webhook', 'erp-pull', 'erp-file', 'dintero-callback', 'dintero-hook'];
const STATES = ['planned', 'sending', 'accepted', 'refused', 'cancelled'];

/**
 * What becomes of a mail after it was accepted: delivered when nothing came back in time, or bounced. Accepted, delivered
 * and bounced are facts with a time each and no status, because one of them never takes another back.
 */
export class Bounces1700000000015 implements MigrationInterface {
  readonly name = 'Bounces1700000000015';

  async up(runner: QueryRunner): Promise<void> {
    await allow(runner, 'inbox', 'source', [...SOURCES, 'bounce']);
    // The same mail is read again after a crash between storing and marking it, and may be posted as well.
    await runner.query(
      `create unique index inbox_bounce_uq on inbox (merchant_id, message_id) where source = 'bounce'`,
    );

    // `withheld`: the address is suppressed, so nothing was sent to it.
    await allow(runner, 'delivery', 'state', [...STATES, 'withheld']);
    await runner.query(`
      alter table delivery
        add column window_ends_on date,
        add column delivered_at timestamptz,
        add column bounced_at timestamptz`);
    await runner.query(`create index delivery_undecided_ix on delivery (merchant_id, id)
      where state = 'accepted' and delivered_at is null and bounced_at is null`);
    await runner.query('create index delivery_invoice_ix on delivery (invoice_id)');

    await runner.query(`
      create table bounce (
        id bigint generated always as identity,
        merchant_id text not null,
        delivery_id bigint not null,
        inbox_id bigint,
        class text not null,
        status text,
        said text not null,
        noticed_at timestamptz not null default now(),
        constraint bounce_pk primary key (id),
        constraint bounce_message_uq unique nulls not distinct (delivery_id, inbox_id),
        constraint bounce_delivery_fk foreign key (delivery_id) references delivery (id),
        constraint bounce_inbox_fk foreign key (inbox_id) references inbox (id),
        constraint bounce_class_ck check (class in ('hard', 'gave-up', 'soft', 'complaint'))
      )`);

    await runner.query(`
      create table suppression (
        id bigint generated always as identity,
        merchant_id text not null,
        address bytea not null,
        address_hash bytea not null,
        cause text not null,
        status text,
        reason text,
        since timestamptz not null default now(),
        added_by text not null,
        lifted_at timestamptz,
        lifted_by text,
        lift_reason text,
        constraint suppression_pk primary key (id),
        constraint suppression_cause_ck check (cause in ('bounce', 'complaint', 'person')),
        constraint suppression_lifted_ck check ((lifted_at is null) = (lifted_by is null))
      )`);
    await runner.query(`create unique index suppression_active_uq on suppression (merchant_id, address_hash)
      where lifted_at is null`);

    // Where the reader of a mailbox stands, and which process reads it now.
    await runner.query(`
      create table bounce_mailbox (
        merchant_id text not null,
        place text not null,
        uid_validity bigint,
        last_uid bigint not null default 0,
        read_at timestamptz,
        reader uuid,
        reader_until timestamptz,
        constraint bounce_mailbox_pk primary key (merchant_id)
      )`);

    // The address a person has put in place of the order's.
    await runner.query(`
      create table invoice_recipient (
        invoice_id bigint not null,
        merchant_id text not null,
        address bytea not null,
        changed_at timestamptz not null default now(),
        constraint invoice_recipient_pk primary key (invoice_id),
        constraint invoice_recipient_invoice_fk foreign key (invoice_id) references invoice (id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table invoice_recipient, bounce_mailbox, suppression, bounce');
    await runner.query('drop index delivery_invoice_ix');
    await runner.query('drop index delivery_undecided_ix');
    await runner.query(
      'alter table delivery drop column window_ends_on, drop column delivered_at, drop column bounced_at',
    );
    await runner.query(`update delivery set state = 'cancelled' where state = 'withheld'`);
    await allow(runner, 'delivery', 'state', STATES);
    await runner.query('drop index inbox_bounce_uq');
    await runner.query(`delete from inbox where source = 'bounce'`);
    await allow(runner, 'inbox', 'source', SOURCES);
  }
}

async function allow(runner: QueryRunner, table: string, column: string, values: readonly string[]): Promise<void> {
  const name = `${table}_${column}_ck`;
  const list = values.map((value) => `'${value}'`).join(', ');
  await runner.query(
    `alter table ${table} drop constraint ${name}, add constraint ${name} check (${column} in (${list}))`,
  );
}
