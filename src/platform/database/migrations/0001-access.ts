import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may use the operator API, and with which key the sealed columns of this database were written. */
export class Access1700000000001 implements MigrationInterface {
  readonly name = 'Access1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table api_key (
        id bigint generated always as identity,
        name text not null,
        hash bytea not null,
        merchant_id text,
        created_at timestamptz not null default now(),
        revoked_at timestamptz,
        constraint api_key_pk primary key (id)
      )`);
    await runner.query('create unique index api_key_hash_uq on api_key (hash)');
    await runner.query(`
      create table vault_key (
        key_id bytea not null,
        first_used_at timestamptz not null default now(),
        constraint vault_key_pk primary key (key_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table vault_key, api_key');
  }
}
