import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsEmail, IsNotEmpty, IsString } from 'class-validator';
import { DataSource } from 'typeorm';
import type { Merchant } from '../../domain/merchant.js';
import { AuditTrail } from '../../exceptions/audit-trail.js';
import { MerchantPipe } from '../../merchants/merchant.pipe.js';
import { Actor } from '../../platform/access/actor.decorator.js';
import { IdPipe } from '../../platform/http/id.pipe.js';
import { beforeId, type Page, pageOf, PageQuery } from '../../platform/http/page.js';
import { rule } from '../../platform/validation/rule.js';
import { LiftSuppression } from './lift-suppression.js';
import { type Suppression, type SuppressionCause, Suppressions } from './suppressions.js';

export class SuppressionsQuery extends PageQuery {
  /** Those that were lifted, instead of those in force. */
  @Transform(({ value }: { value: unknown }) => value === true || value === 'true')
  @IsBoolean(rule('lifted', 'lifted must be true or false', 'Leave it out for those in force.'))
  readonly lifted: boolean = false;
}

export class SuppressionReasonBody {
  /** Kept in the audit trail. */
  @IsString(rule('reason', 'reason must be text', 'Say why.'))
  @IsNotEmpty(rule('reason', 'reason must not be empty', 'Say why.'))
  readonly reason!: string;
}

export class SuppressBody extends SuppressionReasonBody {
  @IsEmail({}, rule('email', 'address must be an e-mail address', 'Send an address such as name@example.com.'))
  readonly address!: string;
}

/** An address that gets no mail, and why. */
export class SuppressionView {
  readonly id!: string;
  readonly address!: string;
  readonly cause!: SuppressionCause;
  /** Enhanced status of the bounce (RFC 3463). */
  readonly status!: string | null;
  readonly reason!: string | null;
  readonly since!: string;
  readonly addedBy!: string;
  readonly liftedAt!: string | null;
  readonly liftedBy!: string | null;
  readonly liftReason!: string | null;
}

@ApiTags('suppressions')
@ApiBearerAuth()
@Controller('v1/merchants/:merchant/suppressions')
export class SuppressionsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly suppressions: Suppressions,
    private readonly lifting: LiftSuppression,
    private readonly audit: AuditTrail,
  ) {}

  /** Addresses that get no mail, newest first. */
  @Get()
  async list(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Query() query: SuppressionsQuery,
  ): Promise<Page<SuppressionView>> {
    const filter = { before: beforeId(query), lifted: query.lifted, count: query.limit + 1 };
    const rows = await this.suppressions.list(this.dataSource.manager, merchant.id, filter);
    return pageOf(rows, query.limit, toSuppressionView);
  }

  /** Puts an address on the list. */
  @Post()
  @HttpCode(201)
  async add(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Body() { address, reason }: SuppressBody,
    @Actor() actor: string,
  ): Promise<{ suppressed: string | null }> {
    return this.dataSource.transaction(async (manager) => {
      const added = { cause: 'person' as const, status: null, reason, addedBy: actor };
      const id = await this.suppressions.add(manager, merchant.id, address, added);
      if (id === null) return { suppressed: null };
      const event = { merchantId: merchant.id, actor, action: 'suppress', kind: 'suppression', id, reason };
      await this.audit.record(manager, event);
      return { suppressed: id };
    });
  }

  /** Takes an address off the list, and sends what was waiting for that. */
  @Post(':id/lift')
  @HttpCode(202)
  async lift(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Param('id', IdPipe) id: string,
    @Body() { reason }: SuppressionReasonBody,
    @Actor() actor: string,
  ): Promise<{ lifted: string; sent: number }> {
    return { lifted: id, sent: await this.lifting.run(merchant, id, actor, reason) };
  }
}

function toSuppressionView({ since, liftedAt, ...suppression }: Suppression): SuppressionView {
  return { ...suppression, since: since.toISOString(), liftedAt: liftedAt?.toISOString() ?? null };
}
