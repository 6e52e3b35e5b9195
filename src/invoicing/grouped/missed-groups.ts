import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { addBankDays, bankDaysBetween } from '../../domain/calendar/bank-calendar.js';
import { type LocalDate, localDate } from '../../domain/local-date.js';
import type { Merchant } from '../../domain/merchant.js';
import { Exceptions } from '../../exceptions/exceptions.js';
import { query } from '../../platform/database/sql.js';

const PART = 500;

interface MissedPurchase {
  readonly id: string;
  readonly reference: string;
  readonly issue_due: LocalDate;
}

export interface MissedProgress {
  /** Where the next part begins; null after the last. */
  readonly next: string | null;
  readonly found: number;
}

/** Finds purchases whose grouped invoice should have been made by now; each is told once, and closed when it is made. */
@Injectable()
export class MissedGroups {
  constructor(
    private readonly dataSource: DataSource,
    private readonly exceptions: Exceptions,
  ) {}

  async run(merchant: Merchant, after: string, now: Date): Promise<MissedProgress> {
    const today = localDate(now, merchant.timeZone);
    const latest = addBankDays(today, -merchant.invoicing.grouped.lateAfterBankDays, merchant.country);
    const missed = await query<MissedPurchase>(this.dataSource.manager, MISSED, [merchant.id, after, latest, PART]);
    await this.dataSource.transaction(async (manager) => {
      for (const { reference, issue_due: issueDate } of missed) {
        const bankDays = bankDaysBetween(issueDate, today, merchant.country);
        await this.exceptions.raise(manager, {
          merchantId: merchant.id,
          code: 'GROUPED_NOT_ISSUED',
          subject: { kind: 'invoice', id: reference },
          details: { issueDate, bankDays },
        });
      }
    });
    return { next: missed.length < PART ? null : (missed.at(-1)?.id ?? null), found: missed.length };
  }
}

const MISSED = `
  select i.id, i.reference, i.issue_due from invoice i
  where i.merchant_id = $1 and i.id > $2 and i.billing_group_id is not null and i.collection_started_at is null
    and i.state = 'authorised' and i.cancel_requested_at is null and i.issue_due < $3
    and not exists (select 1 from exception_case e where e.merchant_id = i.merchant_id and e.state = 'open'
      and e.code = 'GROUPED_NOT_ISSUED' and e.subject_kind = 'invoice' and e.subject_id = i.reference)
  order by i.id limit $4`;
