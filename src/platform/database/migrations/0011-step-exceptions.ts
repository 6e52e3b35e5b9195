import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A step that gave up is explained at the object it was about, such as the invoice, where people look. Two steps of one
 * object may give up, each with a retry of its own, so the step becomes part of what makes an open case unique.
 */
export class StepExceptions1700000000011 implements MigrationInterface {
  readonly name = 'StepExceptions1700000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table exception_case add column step text not null default ''`);
    await runner.query(`update exception_case set step = retry #>> '{step,name}'
      where subject_kind = 'step' and retry #>> '{step,name}' is not null`);
    await runner.query('drop index exception_case_open_uq');
    await runner.query(`create unique index exception_case_open_uq
      on exception_case (merchant_id, code, subject_kind, subject_id, step) where state = 'open'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index exception_case_open_uq');
    // What the narrower index would refuse is kept as history.
    await runner.query(`update exception_case c set state = 'resolved', resolved_at = now(), resolved_by = 'migration'
      where state = 'open' and exists (
        select 1 from exception_case o where o.state = 'open' and o.id > c.id and o.merchant_id = c.merchant_id
          and o.code = c.code and o.subject_kind = c.subject_kind and o.subject_id = c.subject_id)`);
    await runner.query(`create unique index exception_case_open_uq
      on exception_case (merchant_id, code, subject_kind, subject_id) where state = 'open'`);
    await runner.query('alter table exception_case drop column step');
  }
}
