import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { type LocalDate, localDate } from '../../domain/local-date.js';
import type { Merchant } from '../../domain/merchant.js';
import { exactNumber } from '../../domain/money.js';
import type { Language } from '../../domain/order/order.js';
import { MerchantPipe } from '../../merchants/merchant.pipe.js';
import { type Page, PageQuery } from '../../platform/http/page.js';
import { IsDay } from '../../platform/validation/is-day.js';
import { rule } from '../../platform/validation/rule.js';
import { type AffectedDebtorView, AffectedDebtors } from './affected-debtors.js';

const MONTHS = rule('months', 'months must be a whole number from 1 to 60', 'Leave it out for 12.');

export class AffectedQuery extends PageQuery {
  /** The day the invoices are thought to be issued on; left out: the next day a policy begins, or today. */
  @IsOptional()
  @IsDay()
  readonly on?: string;

  /** How far back invoices are looked at. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => Number(value))
  @IsInt(MONTHS)
  @Min(1, MONTHS)
  @Max(60, MONTHS)
  readonly months: number = 12;

  /** Of the words; left out: the merchant's. */
  @IsOptional()
  @IsIn(['nb', 'sv', 'en'], rule('language', 'language must be nb, sv or en', 'Leave it out for the merchant’s.'))
  readonly language?: Language;
}

export interface AffectedPage extends Page<AffectedDebtorView> {
  readonly on: LocalDate;
  readonly months: number;
  readonly debtorCount: number;
  readonly invoiceCount: number;
  readonly totalAmount: number;
  readonly currency: string;
  /** Invoices from before the country of the debtor was kept. */
  readonly unknownInvoiceCount: number;
}

@ApiTags('delivery policies')
@ApiBearerAuth()
@Controller('v1/merchants/:merchant/delivery-policies')
export class PoliciesController {
  constructor(private readonly debtors: AffectedDebtors) {}

  /** Debtors whose invoices a policy is about on a day, by their invoices of the last months. */
  @Get('affected')
  async affected(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Query() query: AffectedQuery,
  ): Promise<AffectedPage> {
    const { months, limit, cursor = null, language = merchant.language } = query;
    const on = query.on ?? nextDay(merchant, localDate(new Date(), merchant.timeZone));
    const page = await this.debtors.page(merchant, { on, months, language, cursor, limit });
    const { debtorCount, invoiceCount, totalMinor, unknownCount } = await this.debtors.totals(merchant, on, months);
    return {
      ...page,
      on,
      months,
      debtorCount,
      invoiceCount,
      totalAmount: exactNumber(totalMinor),
      currency: merchant.baseCurrency,
      unknownInvoiceCount: unknownCount,
    };
  }
}

function nextDay({ invoicing: { policies } }: Merchant, today: LocalDate): LocalDate {
  const coming = policies.map(({ from }) => from).filter((from) => from > today);
  return coming.sort()[0] ?? today;
}
