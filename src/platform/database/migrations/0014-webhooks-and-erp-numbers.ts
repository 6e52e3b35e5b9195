import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The subscription by which the provider tells us of changes: the provider shows neither its secret nor that it has dropped
 * it, so what we made is noted down, its secret sealed. And the number an invoice has in the ERP, beside the second reference
 * its transaction shows, where that number belongs.
 */
export class WebhooksAndErpNumbers1700000000014 implements MigrationInterface {
  readonly name = 'WebhooksAndErpNumbers1700000000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table provider_webhook (
        merchant_id text not null,
        subscription_id text not null,
        url text not null,
        secret bytea not null,
        created_at timestamptz not null default now(),
        verified_at timestamptz not null default now(),
        constraint provider_webhook_pk primary key (merchant_id)
      )`);
    await runner.query(`
      alter table invoice
        add column erp_invoice_number text,
        add column second_reference text`);
    await runner.query(`create index invoice_erp_number_due_ix on invoice (id)
      where transaction_id is not null and erp_invoice_number is distinct from second_reference and erp_invoice_number is not null`);
    await runner.query(`create index invoice_erp_number_ix on invoice (merchant_id, erp_invoice_number)
      where erp_invoice_number is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index invoice_erp_number_ix, invoice_erp_number_due_ix');
    await runner.query('alter table invoice drop column erp_invoice_number, drop column second_reference');
    await runner.query('drop table provider_webhook');
  }
}
