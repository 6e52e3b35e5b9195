import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the operator sees in the morning: exceptions, runs, and who pressed what. */
export class Operations1700000000009 implements MigrationInterface {
  readonly name = 'Operations1700000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table exception_case (
        id bigint generated always as identity,
        merchant_id text not null,
        code text not null,
        subject_kind text not null,
        subject_id text not null,
        details jsonb not null default '{}',
        retry jsonb,
        state text not null default 'open',
        opened_at timestamptz not null default now(),
        last_seen_at timestamptz not null default now(),
        seen_count integer not null default 1,
        resolved_at timestamptz,
        resolved_by text,
        resolution text,
        constraint exception_case_pk primary key (id),
        constraint exception_case_state_ck check (state in ('open', 'resolved'))
      )`);
    // One open case per cause and object; a resolved one stays as history.
    await runner.query(`create unique index exception_case_open_uq
      on exception_case (merchant_id, code, subject_kind, subject_id) where state = 'open'`);
    await runner.query(
      'create index exception_case_subject_ix on exception_case (merchant_id, subject_kind, subject_id)',
    );

    await runner.query(`
      create table run (
        id bigint generated always as identity,
        merchant_id text not null,
        kind text not null,
        slot text not null,
        trigger text not null,
        state text not null default 'queued',
        stage text,
        progress jsonb not null default '{}',
        counts jsonb not null default '{}',
        result text,
        created_at timestamptz not null default now(),
        started_at timestamptz,
        finished_at timestamptz,
        constraint run_pk primary key (id),
        constraint run_slot_uq unique (merchant_id, kind, slot),
        constraint run_state_ck check (state in ('queued', 'running', 'succeeded', 'attention', 'failed'))
      )`);
    await runner.query(`create index run_open_ix on run (id) where state in ('queued', 'running')`);

    await runner.query(`
      create table audit_event (
        id bigint generated always as identity,
        merchant_id text not null,
        at timestamptz not null default now(),
        actor text not null,
        action text not null,
        subject_kind text not null,
        subject_id text not null,
        reason text,
        constraint audit_event_pk primary key (id)
      )`);
    await runner.query('create index audit_event_subject_ix on audit_event (merchant_id, subject_kind, subject_id)');
    await runner.query(`
      create trigger audit_event_append_only before update or delete or truncate on audit_event
        for each statement execute function refuse_change()`);
    await runner.query('alter table audit_event enable always trigger audit_event_append_only');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table audit_event, run, exception_case');
  }
}
