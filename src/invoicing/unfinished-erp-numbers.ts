import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { query } from '../platform/database/sql.js';
import type { StepWish } from '../platform/jobs/step.js';
import { Sweeps, type UnfinishedSteps } from '../platform/jobs/sweeps.decorator.js';
import { WRITE_ERP_NUMBER } from './steps.js';

/** Invoices whose transaction does not show the number they have in the ERP. */
@Sweeps()
@Injectable()
export class UnfinishedErpNumbers implements UnfinishedSteps {
  constructor(private readonly dataSource: DataSource) {}

  async unfinished(after: string, count: number): Promise<{ wishes: StepWish[]; next: string | null }> {
    const rows = await query<{ id: string; merchant_id: string }>(
      this.dataSource.manager,
      `select id, merchant_id from invoice
       where transaction_id is not null and erp_invoice_number is distinct from second_reference
         and erp_invoice_number is not null and state in ('authorised', 'issued', 'partly-paid', 'paid') and id > $1
       order by id limit $2`,
      [after, count],
    );
    return {
      wishes: rows.map(({ id, merchant_id: merchantId }) => ({ step: WRITE_ERP_NUMBER, merchantId, subject: id })),
      next: rows.length < count ? null : (rows.at(-1)?.id ?? null),
    };
  }
}
