import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Cancelled for a cause, changed after invoicing, paid and taken back. What an invoice leaves open is stored beside it;
 * an order has at most one live invoice, and PostgreSQL says so.
 */
export class Cancellations1700000000013 implements MigrationInterface {
  readonly name = 'Cancellations1700000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table invoice
        add column void_cause text,
        add column overpaid_minor bigint not null default 0,
        add column reversed_minor bigint not null default 0,
        add column open_minor bigint`);
    // Until now a void cancelled all, or left the rest of a part payment to a person, and nothing was taken back.
    await runner.query(`
      update invoice set
        overpaid_minor = case when state = 'voided' then paid_minor else greatest(paid_minor - total_minor, 0) end,
        open_minor = case
          when state = 'voided' then 0
          else greatest(total_minor - paid_minor, 0) end`);
    await runner.query('alter table invoice alter column open_minor set not null');
    await runner.query(`create unique index invoice_live_uq on invoice (sales_order_id)
      where state in ('planned', 'held', 'submitting', 'pending', 'awaiting-debtor', 'authorised', 'issued', 'partly-paid')`);
    await runner.query('alter table transaction_event add column currency char(3)');

    await runner.query(`
      alter table sales_order
        add column waiting_inbox_id bigint,
        add column waiting_revision integer,
        add constraint sales_order_waiting_fk foreign key (waiting_inbox_id) references inbox (id),
        add constraint sales_order_waiting_ck check ((waiting_inbox_id is null) = (waiting_revision is null))`);
    await runner.query('create index sales_order_waiting_ix on sales_order (id) where waiting_inbox_id is not null');

    await runner.query('alter table exception_case add column choices jsonb');
    await this.allowKinds(runner, [
      'invoice',
      'credit-note',
      'loss',
      'payment',
      'payment-reversal',
      'settlement',
      'payout',
    ]);

    await runner.query(`
      create table payment_reversal (
        merchant_id text not null,
        reversal_key text not null,
        payment_id bigint not null,
        invoice_id bigint not null,
        settlement_id text not null,
        amount_minor bigint not null,
        occurred_at timestamptz not null,
        created_at timestamptz not null default now(),
        constraint payment_reversal_pk primary key (merchant_id, reversal_key),
        constraint payment_reversal_payment_fk foreign key (payment_id) references payment (id),
        constraint payment_reversal_invoice_fk foreign key (invoice_id) references invoice (id),
        constraint payment_reversal_amount_ck check (amount_minor > 0)
      )`);
    await runner.query('create index payment_reversal_payment_ix on payment_reversal (payment_id)');
    await runner.query('create index payment_reversal_invoice_ix on payment_reversal (invoice_id)');
    await runner.query(`
      create trigger payment_reversal_append_only before update or delete or truncate on payment_reversal
        for each statement execute function refuse_change()`);
    await runner.query('alter table payment_reversal enable always trigger payment_reversal_append_only');
    await runner.query(`
      alter table settlement_line
        add column overpayment_id bigint,
        add column reversed_payment_id bigint,
        add constraint settlement_line_overpayment_uq unique (overpayment_id),
        add constraint settlement_line_overpayment_fk foreign key (overpayment_id) references payment (id),
        add constraint settlement_line_reversed_fk foreign key (reversed_payment_id) references payment (id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table settlement_line drop column overpayment_id, drop column reversed_payment_id');
    await runner.query('drop table payment_reversal');
    await this.allowKinds(runner, ['invoice', 'credit-note', 'payment', 'settlement', 'payout']);
    await runner.query('alter table exception_case drop column choices');
    await runner.query('alter table sales_order drop column waiting_inbox_id, drop column waiting_revision');
    await runner.query('alter table transaction_event drop column currency');
    await runner.query('drop index invoice_live_uq');
    await runner.query(`
      alter table invoice drop column void_cause, drop column overpaid_minor, drop column reversed_minor,
        drop column open_minor`);
  }

  private async allowKinds(runner: QueryRunner, kinds: readonly string[]): Promise<void> {
    const list = kinds.map((kind) => `'${kind}'`).join(', ');
    await runner.query(`
      alter table journal_entry drop constraint journal_entry_kind_ck,
        add constraint journal_entry_kind_ck check (kind in (${list}))`);
  }
}
