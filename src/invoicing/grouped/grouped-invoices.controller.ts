import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString } from 'class-validator';
import type { Merchant } from '../../domain/merchant.js';
import type { Language } from '../../domain/order/order.js';
import { MerchantPipe } from '../../merchants/merchant.pipe.js';
import { type Page, PageQuery } from '../../platform/http/page.js';
import { rule } from '../../platform/validation/rule.js';
import type { ForecastView } from './forecast-view.js';
import { GroupedForecast } from './grouped-forecast.js';
import { type GroupedInvoiceDetailView, GroupedInvoiceList, type GroupedInvoiceView } from './grouped-invoice-list.js';

export class ForecastQuery extends PageQuery {
  /** The ERP's id of a debtor: only invoices with an order of theirs. */
  @IsOptional()
  @IsString(rule('debtorId', 'debtorId must be text', 'Send the id of a debtor.'))
  readonly debtorId?: string;

  /** Of the words; left out: the merchant's. */
  @IsOptional()
  @IsIn(
    ['nb', 'sv', 'en'],
    rule('language', 'language must be nb, sv or en', 'Leave it out for the merchant’s language.'),
  )
  readonly language?: Language;
}

@ApiTags('grouped invoices')
@ApiBearerAuth()
@Controller('v1/merchants/:merchant/grouped-invoices')
export class GroupedInvoicesController {
  constructor(
    private readonly forecasts: GroupedForecast,
    private readonly list: GroupedInvoiceList,
  ) {}

  /** What will be on the next grouped invoices, in the order they are issued. */
  @Get('forecast')
  async forecast(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Query() query: ForecastQuery,
  ): Promise<Page<ForecastView>> {
    const wish = {
      debtorId: query.debtorId ?? null,
      cursor: query.cursor ?? null,
      limit: query.limit,
      language: query.language ?? merchant.language,
    };
    return this.forecasts.run(merchant, wish, new Date());
  }

  /** Grouped invoices whose number is known, newest first. */
  @Get()
  async page(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Query() query: PageQuery,
  ): Promise<Page<GroupedInvoiceView>> {
    return this.list.page(merchant.id, query);
  }

  /** One of them with its orders. */
  @Get(':invoiceNumber')
  async one(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Param('invoiceNumber') invoiceNumber: string,
  ): Promise<GroupedInvoiceDetailView> {
    return this.list.one(merchant.id, invoiceNumber);
  }
}
