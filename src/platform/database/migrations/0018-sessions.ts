import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Invoices by way of a session: opened and paid by us, accepted by the debtor, or sold elsewhere and bound. A session id is
 * committed before it is paid, because one session yields at most one transaction.
 */
export class Sessions1700000000018 implements MigrationInterface {
  readonly name = 'Sessions1700000000018';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table invoice
        add column open_session_id text,
        add column abandoned_session_id text,
        add column checkout_url text,
        add column checkout_expires_at timestamptz,
        add column checkout_declined_at timestamptz,
        drop constraint invoice_flow_ck,
        add constraint invoice_flow_ck check (flow in ('one-step', 'two-step', 'checkout', 'adopted')),
        drop constraint invoice_state_ck,
        add constraint invoice_state_ck check (state in ('planned', 'held', 'submitting', 'pending', 'awaiting-debtor',
          'expired', 'authorised', 'issued', 'partly-paid', 'paid', 'voided', 'closed', 'rejected', 'withdrawn'))`);
    await runner.query(`create index invoice_open_session_ix on invoice (merchant_id, open_session_id)
      where open_session_id is not null`);
    await runner.query(`create index invoice_awaiting_ix on invoice (merchant_id, id) where state = 'awaiting-debtor'`);

    await runner.query(`
      create table link_mail (
        id bigint generated always as identity,
        merchant_id text not null,
        invoice_id bigint not null,
        session_id text not null,
        recipient bytea not null,
        message_id text not null,
        state text not null default 'planned',
        attempts integer not null default 0,
        attempted_at timestamptz,
        accepted_at timestamptz,
        smtp_answer text,
        created_at timestamptz not null default now(),
        constraint link_mail_pk primary key (id),
        constraint link_mail_session_uq unique (invoice_id, session_id),
        constraint link_mail_message_uq unique (message_id),
        constraint link_mail_invoice_fk foreign key (invoice_id) references invoice (id),
        constraint link_mail_state_ck check (state in ('planned', 'sending', 'accepted', 'refused', 'cancelled'))
      )`);
    await runner.query(`create index link_mail_open_ix on link_mail (id) where state in ('planned', 'sending')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table link_mail');
    await runner.query('drop index invoice_awaiting_ix, invoice_open_session_ix');
    await runner.query(`
      alter table invoice
        drop column open_session_id, drop column abandoned_session_id, drop column checkout_url,
        drop column checkout_expires_at, drop column checkout_declined_at,
        drop constraint invoice_flow_ck,
        add constraint invoice_flow_ck check (flow in ('one-step', 'two-step')),
        drop constraint invoice_state_ck,
        add constraint invoice_state_ck check (state in ('planned', 'held', 'submitting', 'pending', 'authorised', 'issued',
          'partly-paid', 'paid', 'voided', 'closed', 'rejected', 'withdrawn'))`);
  }
}
