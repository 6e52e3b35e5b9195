import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, Matches } from 'class-validator';
import { DataSource } from 'typeorm';
import { NotFound } from '../domain/errors.js';
import type { Merchant } from '../domain/merchant.js';
import { exactNumber } from '../domain/money.js';
import { MerchantPipe } from '../merchants/merchant.pipe.js';
import { Actor } from '../platform/access/actor.decorator.js';
import { query as select } from '../platform/database/sql.js';
import { beforeId, type Page, pageOf, PageQuery } from '../platform/http/page.js';
import { rule } from '../platform/validation/rule.js';
import { ConfirmPayout } from './confirm-payout.js';
import type { SettlementState } from './settlements.js';

const STATES = ['listed', 'posted', 'stopped', 'postponed', 'received'];

export class SettlementsQuery extends PageQuery {
  @IsOptional()
  @IsIn(STATES, rule('state', 'state is not known', `Send one of ${STATES.join(', ')}.`))
  readonly state?: SettlementState;
}

export class PayoutBody {
  /** What the bank statement shows, in minor units. */
  @IsInt(rule('amount', 'amount must be a whole number of minor units', 'Send 48133200 for 481 332.00.'))
  readonly amount!: number;

  @Matches(/^[A-Z]{3}$/, rule('currency', 'currency must be three capital letters', 'Send NOK or SEK.'))
  readonly currency!: string;

  /** The bank's booking date. */
  @Matches(/^\d{4}-\d{2}-\d{2}$/, rule('date', 'date must be a date', 'Send 2026-11-20.'))
  readonly date!: string;
}

export class SettlementLineView {
  readonly no!: number;
  readonly transactionId!: string | null;
  readonly reference!: string | null;
  readonly capture!: number;
  readonly refund!: number;
  readonly fee!: number;
  readonly net!: number;
  readonly date!: string | null;
  /** The payment it pays out, and by which rule it was found. */
  readonly paymentId!: string | null;
  readonly matchedBy!: string | null;
}

/** A settlement; amounts as the provider lists them, in minor units. */
export class SettlementView {
  readonly settlementId!: string;
  readonly currency!: string;
  readonly state!: SettlementState;
  readonly paymentStatus!: string;
  readonly providerReference!: string | null;
  readonly settledOn!: string;
  readonly capture!: number;
  readonly refund!: number;
  readonly fee!: number;
  readonly net!: number;
  readonly entry!: string | null;
  readonly payoutEntry!: string | null;
  readonly lines?: SettlementLineView[];
}

interface Row {
  readonly id: string;
  readonly settlement_id: string;
  readonly currency: string;
  readonly state: SettlementState;
  readonly payment_status: string;
  readonly provider_reference: string | null;
  readonly settled_on: string;
  readonly capture_minor: string;
  readonly refund_minor: string;
  readonly fee_minor: string;
  readonly net_minor: string;
  readonly entry: string | null;
  readonly payout_entry: string | null;
}

interface LineRow extends Pick<Row, 'capture_minor' | 'refund_minor' | 'fee_minor' | 'net_minor'> {
  readonly no: number;
  readonly transaction_id: string | null;
  readonly reference: string | null;
  readonly occurred_on: string | null;
  readonly payment_id: string | null;
  readonly matched_by: string | null;
}

const SELECT = `
  select s.*, e.entry_key as entry, p.entry_key as payout_entry
  from settlement s left join journal_entry e on e.id = s.entry_id left join journal_entry p on p.id = s.payout_entry_id`;

@ApiTags('settlements')
@ApiBearerAuth()
@Controller('v1/merchants/:merchant/settlements')
export class SettlementsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly payout: ConfirmPayout,
  ) {}

  /** What the provider paid out, newest first. */
  @Get()
  async list(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Query() query: SettlementsQuery,
  ): Promise<Page<SettlementView>> {
    const rows = await select<Row>(
      this.dataSource.manager,
      `${SELECT} where s.merchant_id = $1 and ($2::bigint is null or s.id < $2) and ($3::text is null or s.state = $3)
       order by s.id desc limit $4`,
      [merchant.id, beforeId(query), query.state ?? null, query.limit + 1],
    );
    return pageOf(rows, query.limit, (row) => toView(row));
  }

  /** One settlement with its lines and the payment each pays out. */
  @Get(':settlementId')
  async get(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Param('settlementId') settlementId: string,
  ): Promise<SettlementView> {
    const { manager } = this.dataSource;
    const rows = await select<Row>(manager, `${SELECT} where s.merchant_id = $1 and s.settlement_id = $2`, [
      merchant.id,
      settlementId,
    ]);
    const [row] = rows;
    if (!row) throw new NotFound('SETTLEMENT_UNKNOWN', 'There is no settlement with this id.');
    const lines = await select<LineRow>(manager, 'select * from settlement_line where settlement_pk = $1 order by no', [
      row.id,
    ]);
    return toView(row, lines.map(toLineView));
  }

  /** The bank statement shows the payout. */
  @Post(':settlementId/payout')
  @HttpCode(204)
  async confirm(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Param('settlementId') settlementId: string,
    @Body() body: PayoutBody,
    @Actor() actor: string,
  ): Promise<void> {
    const { amount, currency, date } = body;
    await this.payout.run(merchant, settlementId, { amountMinor: BigInt(amount), currency, date, actor });
  }
}

function toView(row: Row, lines?: SettlementLineView[]): SettlementView {
  return {
    settlementId: row.settlement_id,
    currency: row.currency,
    state: row.state,
    paymentStatus: row.payment_status,
    providerReference: row.provider_reference,
    settledOn: row.settled_on,
    ...amountsOf(row),
    entry: row.entry,
    payoutEntry: row.payout_entry,
    ...(lines ? { lines } : {}),
  };
}

function toLineView(row: LineRow): SettlementLineView {
  return {
    no: row.no,
    transactionId: row.transaction_id,
    reference: row.reference,
    ...amountsOf(row),
    date: row.occurred_on,
    paymentId: row.payment_id,
    matchedBy: row.matched_by,
  };
}

function amountsOf(row: Pick<Row, 'capture_minor' | 'refund_minor' | 'fee_minor' | 'net_minor'>): {
  capture: number;
  refund: number;
  fee: number;
  net: number;
} {
  const [capture = 0, refund = 0, fee = 0, net = 0] = [
    row.capture_minor,
    row.refund_minor,
    row.fee_minor,
    row.net_minor,
  ].map((minor) => exactNumber(BigInt(minor)));
  return { capture, refund, fee, net };
}
