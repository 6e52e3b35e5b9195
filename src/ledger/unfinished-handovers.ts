import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { query } from '../platform/database/sql.js';
import type { StepWish } from '../platform/jobs/step.js';
import { Sweeps, type UnfinishedSteps } from '../platform/jobs/sweeps.decorator.js';
import { POST_ENTRY } from './steps.js';

/** Journal entries the ERP does not have yet, and that no person was asked about. */
@Sweeps()
@Injectable()
export class UnfinishedHandovers implements UnfinishedSteps {
  constructor(private readonly dataSource: DataSource) {}

  async unfinished(after: string, count: number): Promise<{ wishes: StepWish[]; next: string | null }> {
    const rows = await query<{ entry_id: string; merchant_id: string }>(
      this.dataSource.manager,
      `select entry_id, merchant_id from entry_handover where state = 'planned' and entry_id > $1 order by entry_id limit $2`,
      [after, count],
    );
    return {
      wishes: rows.map((row) => ({ step: POST_ENTRY, merchantId: row.merchant_id, subject: row.entry_id })),
      next: rows.length < count ? null : (rows.at(-1)?.entry_id ?? null),
    };
  }
}
