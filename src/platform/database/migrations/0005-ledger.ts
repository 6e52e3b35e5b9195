import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The books. PostgreSQL itself refuses a wrong one, whoever writes:
 * - an entry states how many postings it has; at COMMIT a deferred trigger counts them and compares debits and credits,
 *   in base currency and per currency;
 * - postings are numbered 1 to that count and repeat the count, the merchant and the date in their foreign key, so a
 *   posting appended later has no free number and none can be filed under another merchant or day;
 * - UPDATE, DELETE and TRUNCATE are refused by triggers that fire ALWAYS, for the owner of the tables too.
 */
export class Ledger1700000000005 implements MigrationInterface {
  readonly name = 'Ledger1700000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table journal_entry (
        id bigint generated always as identity,
        merchant_id text not null,
        entry_key text not null,
        content_hash bytea not null,
        kind text not null,
        entry_date date not null,
        occurred_at timestamptz not null,
        created_at timestamptz not null default now(),
        currency char(3) not null,
        base_currency char(3) not null,
        text text not null,
        posting_count integer not null,
        document_number text,
        order_id text,
        invoice_reference text,
        transaction_id text,
        invoice_number text,
        settlement_id text,
        constraint journal_entry_pk primary key (id),
        constraint journal_entry_key_uq unique (merchant_id, entry_key),
        constraint journal_entry_shape_uq unique (id, merchant_id, entry_date, posting_count),
        constraint journal_entry_count_ck check (posting_count >= 2),
        constraint journal_entry_kind_ck check (kind in ('invoice', 'credit-note', 'payment', 'settlement', 'payout'))
      )`);
    await runner.query('create unique index journal_entry_document_uq on journal_entry (merchant_id, document_number)');
    await runner.query('create index journal_entry_date_ix on journal_entry (merchant_id, entry_date)');
    await runner.query('create index journal_entry_invoice_ix on journal_entry (merchant_id, invoice_reference)');

    await runner.query(`
      create table posting (
        entry_id bigint not null,
        no integer not null,
        posting_count integer not null,
        merchant_id text not null,
        entry_date date not null,
        account text not null,
        role text not null,
        side char(1) not null,
        amount_minor bigint not null,
        currency char(3) not null,
        base_minor bigint not null,
        debtor_id text,
        invoice_number text,
        transaction_id text,
        tax_code text,
        tax_base_minor bigint,
        tax_minor bigint,
        constraint posting_pk primary key (entry_id, no),
        constraint posting_entry_fk foreign key (entry_id, merchant_id, entry_date, posting_count)
          references journal_entry (id, merchant_id, entry_date, posting_count),
        constraint posting_no_ck check (no between 1 and posting_count),
        constraint posting_side_ck check (side in ('D', 'C')),
        constraint posting_amount_ck check (amount_minor > 0 and base_minor > 0),
        constraint posting_tax_ck check (num_nonnulls(tax_code, tax_base_minor, tax_minor) in (0, 3))
      )`);
    await runner.query('create index posting_account_ix on posting (merchant_id, account, entry_date)');

    await runner.query(`
      create function journal_entry_must_balance() returns trigger language plpgsql as $$
      declare
        counted bigint;
        base_difference numeric;
        currency_difference numeric;
      begin
        select coalesce(sum(postings), 0), coalesce(sum(base_sum), 0), coalesce(max(abs(amount_sum)), 0)
          into counted, base_difference, currency_difference
          from (
            select count(*) as postings,
                   sum(case side when 'D' then base_minor else -base_minor end) as base_sum,
                   sum(case side when 'D' then amount_minor else -amount_minor end) as amount_sum
              from posting where entry_id = new.id group by currency
          ) per_currency;
        if counted <> new.posting_count then
          raise exception 'journal entry % has % postings and states %', new.entry_key, counted, new.posting_count
            using errcode = 'check_violation', constraint = 'journal_entry_postings_ck';
        end if;
        if base_difference <> 0 or currency_difference <> 0 then
          raise exception 'journal entry % is not balanced', new.entry_key
            using errcode = 'check_violation', constraint = 'journal_entry_balance_ck';
        end if;
        return null;
      end $$`);
    await runner.query(`
      create constraint trigger journal_entry_must_balance after insert on journal_entry
        deferrable initially deferred for each row execute function journal_entry_must_balance()`);

    await runner.query(`
      create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception '% is append-only: % is refused, correct with a reversing entry', tg_table_name, tg_op
          using errcode = 'restrict_violation', constraint = tg_table_name || '_append_only_ck';
      end $$`);
    for (const table of ['journal_entry', 'posting']) {
      await runner.query(`
        create trigger ${table}_append_only before update or delete or truncate on ${table}
          for each statement execute function refuse_change()`);
      await runner.query(`alter table ${table} enable always trigger ${table}_append_only`);
    }
    await runner.query('alter table journal_entry enable always trigger journal_entry_must_balance');

    await runner.query(`
      create table number_series (
        merchant_id text not null,
        series text not null,
        last_number integer not null,
        constraint number_series_pk primary key (merchant_id, series)
      )`);

    await runner.query(`
      create table entry_handover (
        entry_id bigint not null,
        merchant_id text not null,
        invoice_reference text,
        state text not null default 'planned',
        erp_id text,
        posted_at timestamptz,
        verified_at timestamptz,
        created_at timestamptz not null default now(),
        constraint entry_handover_pk primary key (entry_id),
        constraint entry_handover_entry_fk foreign key (entry_id) references journal_entry (id),
        constraint entry_handover_state_ck check (state in ('planned', 'posted', 'verified', 'stopped'))
      )`);
    await runner.query(`create index entry_handover_open_ix on entry_handover (merchant_id, invoice_reference, entry_id)
      where state in ('planned', 'posted')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table entry_handover, number_series, posting, journal_entry');
    await runner.query('drop function refuse_change, journal_entry_must_balance');
  }
}
