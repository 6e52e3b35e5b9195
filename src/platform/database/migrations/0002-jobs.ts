import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the job engine does not keep itself: which process works on which job, and when each merchant may next call each
 * outside system. Both are scratch data, so they skip the write-ahead log; after a crash of the server they start empty.
 */
export class Jobs1700000000002 implements MigrationInterface {
  readonly name = 'Jobs1700000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create unlogged table job_claim (
        job_id uuid not null,
        retry_count integer not null,
        lane text not null,
        instance text not null,
        constraint job_claim_pk primary key (job_id)
      )`);
    await runner.query(`
      create unlogged table rate_gate (
        lane text not null,
        merchant_id text not null,
        next_slot_at timestamptz not null,
        constraint rate_gate_pk primary key (lane, merchant_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table rate_gate, job_claim');
  }
}
