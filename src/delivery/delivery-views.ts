import { Injectable } from '@nestjs/common';
import { IsOptional, IsString } from 'class-validator';
import { DataSource } from 'typeorm';
import type { BounceClass } from '../domain/delivery/bounce.js';
import type { LocalDate } from '../domain/local-date.js';
import type { Merchant } from '../domain/merchant.js';
import { query } from '../platform/database/sql.js';
import { beforeId, type Page, pageOf, PageQuery } from '../platform/http/page.js';
import { rule } from '../platform/validation/rule.js';
import { type AttemptOutcome, Deliveries, type DeliveryState } from './deliveries.js';

export class DeliveriesQuery extends PageQuery {
  @IsOptional()
  @IsString(rule('invoice', 'invoice must be text', 'Send the reference of an invoice.'))
  readonly invoice?: string;
}

/**
 * One sending of one invoice, with every attempt and whatever came back: the proof. `acceptedAt`, `deliveredAt` and
 * `bouncedAt` are facts of their own; `state` only says what the sending itself came to.
 */
export class DeliveryView {
  readonly id!: string;
  readonly invoice!: string;
  readonly recipient!: string;
  readonly state!: DeliveryState;
  readonly messageId!: string;
  readonly sendNumber!: number;
  readonly documentSha256!: string;
  readonly smtpAnswer!: string | null;
  readonly acceptedAt!: string | null;
  /** The last day on which a bounce counts against it; null when nobody looks for bounces. */
  readonly windowEndsOn!: LocalDate | null;
  /** Since when it counts as delivered: nothing had come back by the end of the window. */
  readonly deliveredAt!: string | null;
  readonly bouncedAt!: string | null;
  readonly createdAt!: string;
  readonly attempts!: {
    readonly number: number;
    readonly startedAt: string;
    readonly finishedAt: string | null;
    readonly outcome: AttemptOutcome | null;
    readonly smtpCode: number | null;
    readonly smtpAnswer: string | null;
  }[];
  /** What was said of it afterwards, oldest first; `message` is its id in the inbox. */
  readonly bounces!: {
    readonly class: BounceClass;
    readonly status: string | null;
    readonly said: string;
    readonly noticedAt: string;
    readonly message: string | null;
  }[];
}

interface Row {
  readonly id: string;
  readonly reference: string;
  readonly recipient: Buffer;
  readonly state: DeliveryState;
  readonly message_id: string;
  readonly send_number: number;
  readonly sha256: Buffer;
  readonly smtp_answer: string | null;
  readonly accepted_at: Date | null;
  readonly window_ends_on: LocalDate | null;
  readonly delivered_at: Date | null;
  readonly bounced_at: Date | null;
  readonly created_at: Date;
  readonly attempts: DeliveryView['attempts'];
  readonly bounces: DeliveryView['bounces'];
}

const SELECT = `
  select d.id, i.reference, d.recipient, d.state, d.message_id, d.send_number, doc.sha256, d.smtp_answer, d.accepted_at,
    d.window_ends_on, d.delivered_at, d.bounced_at, d.created_at,
    coalesce((
      select jsonb_agg(jsonb_build_object('number', a.number, 'startedAt', a.started_at, 'finishedAt', a.finished_at,
        'outcome', a.outcome, 'smtpCode', a.smtp_code, 'smtpAnswer', a.smtp_answer) order by a.number)
      from delivery_attempt a where a.delivery_id = d.id), '[]') as attempts,
    coalesce((
      select jsonb_agg(jsonb_build_object('class', b.class, 'status', b.status, 'said', b.said,
        'noticedAt', b.noticed_at, 'message', b.inbox_id::text) order by b.id)
      from bounce b where b.delivery_id = d.id), '[]') as bounces
  from delivery d join invoice i on i.id = d.invoice_id join document doc on doc.id = d.document_id
  where d.merchant_id = $1 and ($2::bigint is null or d.id < $2) and ($3::text is null or i.reference = $3)
  order by d.id desc limit $4`;

/** Deliveries as people look at them; plain reads. */
@Injectable()
export class DeliveryViews {
  constructor(
    private readonly dataSource: DataSource,
    private readonly deliveries: Deliveries,
  ) {}

  async list(merchant: Merchant, filter: DeliveriesQuery): Promise<Page<DeliveryView>> {
    const rows = await query<Row>(this.dataSource.manager, SELECT, [
      merchant.id,
      beforeId(filter),
      filter.invoice ?? null,
      filter.limit + 1,
    ]);
    return pageOf(rows, filter.limit, (row) => ({
      id: row.id,
      invoice: row.reference,
      recipient: this.deliveries.recipientOf(merchant.id, row.recipient),
      state: row.state,
      messageId: row.message_id,
      sendNumber: row.send_number,
      documentSha256: row.sha256.toString('hex'),
      smtpAnswer: row.smtp_answer,
      acceptedAt: row.accepted_at?.toISOString() ?? null,
      windowEndsOn: row.window_ends_on,
      deliveredAt: row.delivered_at?.toISOString() ?? null,
      bouncedAt: row.bounced_at?.toISOString() ?? null,
      createdAt: row.created_at.toISOString(),
      attempts: row.attempts,
      bounces: row.bounces,
    }));
  }
}
