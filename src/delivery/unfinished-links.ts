import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { query } from '../platform/database/sql.js';
import type { StepWish } from '../platform/jobs/step.js';
import { Sweeps, type UnfinishedSteps } from '../platform/jobs/sweeps.decorator.js';
import { SEND_LINK } from './steps.js';

/** Links that were to be mailed and were not, and nobody was told why. */
@Sweeps()
@Injectable()
export class UnfinishedLinks implements UnfinishedSteps {
  constructor(private readonly dataSource: DataSource) {}

  async unfinished(after: string, count: number): Promise<{ wishes: StepWish[]; next: string | null }> {
    const rows = await query<{ id: string; merchant_id: string }>(
      this.dataSource.manager,
      `select id, merchant_id from link_mail where id > $1 and state in ('planned', 'sending') order by id limit $2`,
      [after, count],
    );
    return {
      wishes: rows.map(({ id, merchant_id: merchantId }) => ({ step: SEND_LINK, merchantId, subject: id })),
      next: rows.length < count ? null : (rows.at(-1)?.id ?? null),
    };
  }
}
