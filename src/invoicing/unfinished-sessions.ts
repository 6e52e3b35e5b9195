import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { query } from '../platform/database/sql.js';
import type { StepWish } from '../platform/jobs/step.js';
import { Sweeps, type UnfinishedSteps } from '../platform/jobs/sweeps.decorator.js';
import { CLOSE_SESSION, WATCH_SESSION } from './steps.js';

/** Sessions that ran out, or that a cancelled order left open. One the debtor may still use is found by polling. */
@Sweeps()
@Injectable()
export class UnfinishedSessions implements UnfinishedSteps {
  constructor(private readonly dataSource: DataSource) {}

  async unfinished(after: string, count: number): Promise<{ wishes: StepWish[]; next: string | null }> {
    const rows = await query<{ id: string; merchant_id: string; state: string }>(
      this.dataSource.manager,
      `select id, merchant_id, state from invoice
       where open_session_id is not null and id > $1
         and (state = 'withdrawn'
           or (state = 'awaiting-debtor' and (cancel_requested_at is not null or checkout_expires_at < now())))
       order by id limit $2`,
      [after, count],
    );
    const wishes = rows.map(({ id, merchant_id: merchantId, state }) => ({
      step: state === 'withdrawn' ? CLOSE_SESSION : WATCH_SESSION,
      merchantId,
      subject: id,
    }));
    return { wishes, next: rows.length < count ? null : (rows.at(-1)?.id ?? null) };
  }
}
