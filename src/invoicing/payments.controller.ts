import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { InjectRepository } from '@nestjs/typeorm';
import { IsOptional, IsString } from 'class-validator';
import { Repository } from 'typeorm';
import type { Merchant } from '../domain/merchant.js';
import { exactNumber } from '../domain/money.js';
import { MerchantPipe } from '../merchants/merchant.pipe.js';
import { newestRows, type Page, pageOf, PageQuery } from '../platform/http/page.js';
import { rule } from '../platform/validation/rule.js';
import { PaymentRow } from './payment.entity.js';

export class PaymentsQuery extends PageQuery {
  @IsOptional()
  @IsString(rule('transactionId', 'transactionId must be text', 'Send the id of a transaction.'))
  readonly transactionId?: string;
}

/** A payment as the operator API shows it. */
export class PaymentView {
  readonly id!: string;
  readonly transactionId!: string;
  /** Names the event within its transaction. */
  readonly eventId!: string;
  readonly amount!: number;
  readonly currency!: string;
  readonly paidAt!: string;
  readonly eventReference!: string | null;
  readonly recordedAt!: string;
}

@ApiTags('payments')
@ApiBearerAuth()
@Controller('v1/merchants/:merchant/payments')
export class PaymentsController {
  constructor(@InjectRepository(PaymentRow) private readonly rows: Repository<PaymentRow>) {}

  /** What debtors paid, one item per provider event, newest first. */
  @Get()
  async list(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Query() query: PaymentsQuery,
  ): Promise<Page<PaymentView>> {
    const rows = await newestRows(this.rows, merchant.id, query, { transactionId: query.transactionId });
    return pageOf(rows, query.limit, (row) => ({
      id: row.id,
      transactionId: row.transactionId,
      eventId: row.eventKey,
      amount: exactNumber(row.amountMinor),
      currency: row.currency,
      paidAt: row.paidAt.toISOString(),
      eventReference: row.eventReference,
      recordedAt: row.createdAt.toISOString(),
    }));
  }
}
