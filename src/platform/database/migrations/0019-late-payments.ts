import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cancelled invoices are still looked at for a while, because money may have been on its way. */
export class LatePayments1700000000019 implements MigrationInterface {
  readonly name = 'LatePayments1700000000019';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index invoice_voided_ix on invoice (merchant_id, id) where state in ('voided', 'closed')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index invoice_voided_ix');
  }
}
