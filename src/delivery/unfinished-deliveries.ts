import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { query } from '../platform/database/sql.js';
import type { StepWish } from '../platform/jobs/step.js';
import { Sweeps, type UnfinishedSteps } from '../platform/jobs/sweeps.decorator.js';
import { FETCH_DOCUMENT, SEND_INVOICE } from './steps.js';

/** Invoices the merchant delivers that are being collected and have not been mailed, and nobody was told why. */
@Sweeps()
@Injectable()
export class UnfinishedDeliveries implements UnfinishedSteps {
  constructor(private readonly dataSource: DataSource) {}

  async unfinished(after: string, count: number): Promise<{ wishes: StepWish[]; next: string | null }> {
    const rows = await query<{ id: string; merchant_id: string; delivery_id: string | null }>(
      this.dataSource.manager,
      `select i.id, i.merchant_id, d.id as delivery_id
       from invoice i
       left join lateral (
         select id, state from delivery where invoice_id = i.id order by id desc limit 1) d on true
       where i.id > $1 and i.created_at > now() - interval '60 days' and i.channel = 'merchant' and i.collection_started_at is not null and i.voided_at is null
         and (d.id is null or d.state in ('planned', 'sending'))
         and not exists (
           select 1 from exception_case e where e.merchant_id = i.merchant_id and e.state = 'open'
             and e.subject_kind = 'invoice' and e.subject_id = i.reference
             and e.code in ('DOCUMENT_UNUSABLE', 'ADDRESS_REFUSED'))
       order by i.id limit $2`,
      [after, count],
    );
    const wishes = rows.map(({ id, merchant_id: merchantId, delivery_id: deliveryId }) =>
      deliveryId === null
        ? { step: FETCH_DOCUMENT, merchantId, subject: id }
        : { step: SEND_INVOICE, merchantId, subject: deliveryId },
    );
    return { wishes, next: rows.length < count ? null : (rows.at(-1)?.id ?? null) };
  }
}
