import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What waits is counted at every scrape of /metrics, so counting must cost what waits and not what was ever done. The index
 * of unfinished invoices carries their state, and leaves out only what is finished for good.
 */
export class Monitoring1700000000020 implements MigrationInterface {
  readonly name = 'Monitoring1700000000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index sales_order_undecided_ix on sales_order (merchant_id, state)
      where state in ('received', 'stopped')`);
    await runner.query('drop index invoice_unfinished_ix');
    await runner.query(`create index invoice_unfinished_ix on invoice (merchant_id, id) include (state)
      where state not in ('paid', 'voided', 'closed', 'withdrawn')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index invoice_unfinished_ix, sales_order_undecided_ix');
    await runner.query(`create index invoice_unfinished_ix on invoice (merchant_id, id)
      where state in ('planned', 'submitting', 'pending', 'authorised', 'issued', 'partly-paid')`);
  }
}
