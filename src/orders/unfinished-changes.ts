import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { query } from '../platform/database/sql.js';
import type { StepWish } from '../platform/jobs/step.js';
import { Sweeps, type UnfinishedSteps } from '../platform/jobs/sweeps.decorator.js';
import { CONTINUE_ORDER } from './steps.js';

/** Orders with a later revision that waits until the invoice of the earlier one is voided. */
@Sweeps()
@Injectable()
export class UnfinishedChanges implements UnfinishedSteps {
  constructor(private readonly dataSource: DataSource) {}

  async unfinished(after: string, count: number): Promise<{ wishes: StepWish[]; next: string | null }> {
    const rows = await query<{ id: string; merchant_id: string }>(
      this.dataSource.manager,
      'select id, merchant_id from sales_order where waiting_inbox_id is not null and id > $1 order by id limit $2',
      [after, count],
    );
    return {
      wishes: rows.map(({ id, merchant_id: merchantId }) => ({ step: CONTINUE_ORDER, merchantId, subject: id })),
      next: rows.length < count ? null : (rows.at(-1)?.id ?? null),
    };
  }
}
