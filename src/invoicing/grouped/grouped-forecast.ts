import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { DataSource } from 'typeorm';
import { billingPeriodOf, type InvoiceInterval } from '../../domain/invoice/billing-period.js';
import { RuleViolation } from '../../domain/errors.js';
import { addDays, isLocalDate, type LocalDate, localDate } from '../../domain/local-date.js';
import type { Merchant } from '../../domain/merchant.js';
import { exactNumber } from '../../domain/money.js';
import type { Language } from '../../domain/order/order.js';
import { query } from '../../platform/database/sql.js';
import type { Page } from '../../platform/http/page.js';
import { BillingGroups, type GroupDebtor } from './billing-groups.js';
import { FORECAST } from './forecast.sql.js';
import type { ForecastOrderView, ForecastView } from './forecast-view.js';
import { type Sibling, warningsFor } from './forecast-warnings.js';
import { dayInWords, groupedWordsIn } from './grouped-words.js';

export interface ForecastWish {
  readonly debtorId: string | null;
  readonly cursor: string | null;
  readonly limit: number;
  readonly language: Language;
}

interface Row {
  readonly group_id: string;
  readonly currency: string;
  readonly every: InvoiceInterval;
  readonly due_on: LocalDate;
  readonly orders: string;
  readonly total: string;
  readonly orders_taken: string;
  readonly total_taken: string;
  readonly days_min: number;
  readonly days_max: number;
  readonly debtor: Buffer;
  readonly shown: readonly ForecastOrderView[];
  readonly siblings: readonly { readonly debtor: string; readonly orders: number; readonly amount: number }[];
}

/** What will be on the next grouped invoices, when they are made, and until when that can be changed. */
@Injectable()
export class GroupedForecast {
  constructor(
    private readonly dataSource: DataSource,
    private readonly groups: BillingGroups,
  ) {}

  /** @throws RuleViolation CURSOR_INVALID */
  async run(merchant: Merchant, wish: ForecastWish, now: Date): Promise<Page<ForecastView>> {
    const today = localDate(now, merchant.timeZone);
    const rows = await query<Row>(this.dataSource.manager, FORECAST, [
      merchant.id,
      billingPeriodOf(today, 'monthly', merchant.country).issueDate,
      billingPeriodOf(today, 'quarterly', merchant.country).issueDate,
      ...placeOf(wish.cursor),
      wish.debtorId,
      wish.limit + 1,
    ]);
    const shown = rows.slice(0, wish.limit);
    return {
      items: shown.map((row) => this.viewOf(merchant, row, wish.language, today)),
      nextCursor: rows.length > wish.limit ? cursorOf(shown.at(-1)) : null,
    };
  }

  private viewOf(merchant: Merchant, row: Row, language: Language, today: LocalDate): ForecastView {
    const period = endedPeriod(row, merchant);
    const siblings = row.siblings.map(({ debtor, ...counts }): Sibling => ({
      ...counts,
      debtor: this.groups.open(merchant.id, Buffer.from(debtor, 'hex')),
    }));
    const debtor: GroupDebtor = this.groups.open(merchant.id, row.debtor);
    const words = groupedWordsIn(language);
    const lastDay = dayInWords(period.last, language);
    return {
      debtor,
      interval: row.every,
      period: { from: period.first, to: period.last },
      issueDate: row.due_on,
      dueDate: addDays(row.due_on, row.days_max),
      currency: row.currency,
      orderCount: Number(row.orders),
      totalAmount: exactNumber(BigInt(row.total)),
      authorisedOrderCount: Number(row.orders_taken),
      authorisedAmount: exactNumber(BigInt(row.total_taken)),
      voidBefore: DateTime.fromISO(addDays(period.last, 1), { zone: merchant.timeZone })
        .toUTC()
        .toJSDate()
        .toISOString(),
      lastMomentToVoid:
        today > period.last ? words.tooLateSince(lastDay) : words.untilEndOf(lastDay, merchant.timeZone),
      warnings: warningsFor({ debtor, siblings, daysMin: row.days_min, daysMax: row.days_max }, language),
      orders: row.shown,
    };
  }
}

/** The period whose invoice is made on that day: the one before the day's own. */
function endedPeriod({ due_on: dueOn, every }: Row, { country }: Merchant): ReturnType<typeof billingPeriodOf> {
  const own = billingPeriodOf(dueOn, every, country);
  return billingPeriodOf(addDays(own.first, -1), every, country);
}

function cursorOf(row: Row | undefined): string | null {
  return row ? [row.due_on, row.group_id, row.currency, row.every].join('.') : null;
}

function placeOf(cursor: string | null): (string | null)[] {
  if (cursor === null) return [null, null, null, null];
  const parts = cursor.split('.');
  const [dueOn = '', group = ''] = parts;
  if (parts.length === 4 && isLocalDate(dueOn) && /^\d{1,18}$/.test(group)) return parts;
  throw new RuleViolation('CURSOR_INVALID', 'The cursor is not one of ours; send the nextCursor of the page before.');
}
