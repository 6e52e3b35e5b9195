import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { query } from '../platform/database/sql.js';
import type { StepWish } from '../platform/jobs/step.js';
import { Sweeps, type UnfinishedSteps } from '../platform/jobs/sweeps.decorator.js';
import { TELL_ERP } from './steps.js';

/** Invoices whose newest facts the ERP has not been told. */
@Sweeps()
@Injectable()
export class UnfinishedFacts implements UnfinishedSteps {
  constructor(private readonly dataSource: DataSource) {}

  async unfinished(after: string, count: number): Promise<{ wishes: StepWish[]; next: string | null }> {
    const rows = await query<{ id: string; merchant_id: string }>(
      this.dataSource.manager,
      'select id, merchant_id from invoice where facts_due and id > $1 order by id limit $2',
      [after, count],
    );
    return {
      wishes: rows.map(({ id, merchant_id: merchantId }) => ({ step: TELL_ERP, merchantId, subject: id })),
      next: rows.length < count ? null : (rows.at(-1)?.id ?? null),
    };
  }
}
