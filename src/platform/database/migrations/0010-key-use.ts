import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a key was last used: whoever revokes keys must see which ones somebody still needs. */
export class KeyUse1700000000010 implements MigrationInterface {
  readonly name = 'KeyUse1700000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table api_key add column last_used_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table api_key drop column last_used_at');
  }
}
