import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { query } from '../platform/database/sql.js';
import type { StepDefinition, StepWish } from '../platform/jobs/step.js';
import { Sweeps, type UnfinishedSteps } from '../platform/jobs/sweeps.decorator.js';
import { ISSUE_INVOICE, REFRESH_INVOICE, START_COLLECTION, VOID_INVOICE } from './steps.js';

const STEPS: Readonly<Record<string, StepDefinition>> = {
  issue: ISSUE_INVOICE,
  refresh: REFRESH_INVOICE,
  capture: START_COLLECTION,
  void: VOID_INVOICE,
};

/** Invoices that stand before a step; a wish whose job is alive is dropped when it is enqueued. */
@Sweeps()
@Injectable()
export class UnfinishedInvoices implements UnfinishedSteps {
  constructor(private readonly dataSource: DataSource) {}

  async unfinished(after: string, count: number): Promise<{ wishes: StepWish[]; next: string | null }> {
    const rows = await query<{ id: string; merchant_id: string; step: string }>(
      this.dataSource.manager,
      `select id, merchant_id,
         case when cancel_requested_at is not null and state in ('authorised', 'issued', 'partly-paid') then 'void'
              when state in ('planned', 'submitting') then 'issue'
              when state = 'pending' then 'refresh'
              when state = 'authorised' then 'capture' end as step
       from invoice i
       where id > $1
         and (state in ('planned', 'submitting', 'pending')
           or (state = 'authorised' and channel = 'merchant' and not exists (
             select 1 from exception_case e where e.merchant_id = i.merchant_id and e.state = 'open'
               and e.code in ('CAPTURE_REFUSED', 'DELIVERY_NOT_CONFIGURED') and e.subject_kind = 'invoice' and e.subject_id = i.reference))
           or (state in ('authorised', 'issued', 'partly-paid') and cancel_requested_at is not null))
       order by id limit $2`,
      [after, count],
    );
    const wishes = rows.flatMap(({ id, merchant_id: merchantId, step }) => {
      const definition = STEPS[step];
      return definition ? [{ step: definition, merchantId, subject: id }] : [];
    });
    return { wishes, next: rows.length < count ? null : (rows.at(-1)?.id ?? null) };
  }
}
