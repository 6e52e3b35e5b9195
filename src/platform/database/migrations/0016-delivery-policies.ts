import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which policy was about an invoice, so that it acts once; and what kind of debtor it went to, so that who a coming policy
 * affects is one statement. The content of an order is sealed, so of earlier invoices both stay unknown.
 */
export class DeliveryPolicies1700000000016 implements MigrationInterface {
  readonly name = 'DeliveryPolicies1700000000016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table invoice
        add column policy jsonb,
        add column debtor_type text,
        add column debtor_country char(2),
        add constraint invoice_debtor_type_ck check (debtor_type in ('company', 'person'))`);
    await runner.query('create index invoice_debtor_ix on invoice (merchant_id, debtor_id, created_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table invoice drop column policy, drop column debtor_type, drop column debtor_country');
    await runner.query('drop index invoice_debtor_ix');
  }
}
