import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { bankCountryOf } from '../domain/delivery/bank-country.js';
import { delayOf, latestLateSince, verdictOn } from '../domain/delivery/delivery-clocks.js';
import type { ErrorDetails } from '../domain/errors.js';
import { type LocalDate, localDate } from '../domain/local-date.js';
import type { DeliverySettings, Merchant } from '../domain/merchant.js';
import type { ExceptionCode } from '../exceptions/exception-codes.js';
import { Exceptions } from '../exceptions/exceptions.js';
import { query } from '../platform/database/sql.js';
import { MailboxTurns } from './bounces/mailbox-turns.js';
import { GONE_CAUSES, NOT_ACCEPTED, NOT_STARTED } from './late-invoices.sql.js';

export interface WatchCounts {
  /** Mails that count as delivered from now on. */
  readonly delivered: number;
  readonly undecided: number;
  readonly late: number;
}

interface Begun {
  readonly reference: string;
  readonly since: LocalDate;
}

/** Looks at the three clocks: has collection started, was the mail accepted, did nothing come back. Late ones are exceptions. */
@Injectable()
export class WatchDeliveries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly turns: MailboxTurns,
    private readonly exceptions: Exceptions,
  ) {}

  async run(merchant: Merchant, now: Date): Promise<WatchCounts> {
    const { delivery } = merchant;
    if (!delivery) return { delivered: 0, undecided: 0, late: 0 };
    const today = localDate(now, merchant.timeZone);
    const decided = await this.decide(merchant, delivery, today, now);
    const started = { sql: NOT_STARTED, code: 'COLLECTION_LATE', limit: delivery.collectionWithinBankDays } as const;
    const accepted = { sql: NOT_ACCEPTED, code: 'ACCEPTANCE_LATE', limit: delivery.acceptedWithinBankDays } as const;
    const late = (await this.tellLate(merchant, today, started)) + (await this.tellLate(merchant, today, accepted));
    await this.settleGone(merchant);
    return { ...decided, late };
  }

  private async decide(
    merchant: Merchant,
    { bounces }: DeliverySettings,
    today: LocalDate,
    now: Date,
  ): Promise<Pick<WatchCounts, 'delivered' | 'undecided'>> {
    const readAt = bounces?.mailbox ? await this.turns.readAt(merchant.id) : now;
    const lastRead = readAt && localDate(readAt, merchant.timeZone);
    const counts = { delivered: 0, undecided: 0 };
    for (const { day } of await this.openWindows(merchant.id)) {
      const verdict = verdictOn(day, today, lastRead);
      if (verdict === 'delivered') counts.delivered += await this.markDelivered(merchant.id, day, now);
      if (verdict === 'undecided') counts.undecided += await this.tellUndecided(merchant.id, day);
    }
    return counts;
  }

  private async openWindows(merchantId: string): Promise<{ day: LocalDate }[]> {
    return query<{ day: LocalDate }>(
      this.dataSource.manager,
      `select distinct window_ends_on as day from delivery
       where merchant_id = $1 and state = 'accepted' and delivered_at is null and bounced_at is null
         and window_ends_on is not null order by day`,
      [merchantId],
    );
  }

  private async markDelivered(merchantId: string, day: LocalDate, now: Date): Promise<number> {
    const rows = await query(
      this.dataSource.manager,
      `update delivery set delivered_at = $3, updated_at = now()
       where merchant_id = $1 and window_ends_on = $2 and state = 'accepted' and delivered_at is null and bounced_at is null
       returning id`,
      [merchantId, day, now],
    );
    return rows.length;
  }

  private async tellUndecided(merchantId: string, day: LocalDate): Promise<number> {
    const rows = await query<{ reference: string }>(
      this.dataSource.manager,
      `select distinct i.reference from delivery d join invoice i on i.id = d.invoice_id
       where d.merchant_id = $1 and d.window_ends_on = $2 and d.state = 'accepted' and d.delivered_at is null
         and d.bounced_at is null and i.state in ('issued', 'partly-paid')`,
      [merchantId, day],
    );
    for (const { reference } of rows) await this.raise(merchantId, 'DELIVERY_UNDECIDED', reference, { since: day });
    return rows.length;
  }

  private async tellLate(
    merchant: Merchant,
    today: LocalDate,
    { sql, code, limit }: { sql: string; code: ExceptionCode; limit: number },
  ): Promise<number> {
    const banks = bankCountryOf(merchant.country);
    const begun = await query<Begun>(this.dataSource.manager, sql, [
      merchant.id,
      merchant.timeZone,
      latestLateSince(today, limit, banks),
    ]);
    let count = 0;
    for (const { reference, since } of begun) {
      const delay = delayOf(since, today, limit, banks);
      if (!delay) continue;
      await this.raise(merchant.id, code, reference, { ...delay });
      count += 1;
    }
    return count;
  }

  private async raise(
    merchantId: string,
    code: ExceptionCode,
    reference: string,
    details: ErrorDetails,
  ): Promise<void> {
    const subject = { kind: 'invoice' as const, id: reference };
    await this.exceptions.raise(this.dataSource.manager, { merchantId, code, subject, details });
  }

  private async settleGone(merchant: Merchant): Promise<void> {
    const { manager } = this.dataSource;
    const gone = await query<{ reference: string; code: ExceptionCode }>(manager, GONE_CAUSES, [merchant.id]);
    for (const { reference, code } of gone) {
      await this.exceptions.settle(manager, merchant.id, { kind: 'invoice', id: reference }, [code]);
    }
  }
}
