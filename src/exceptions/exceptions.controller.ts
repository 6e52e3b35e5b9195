import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { InjectRepository } from '@nestjs/typeorm';
import { IsIn, IsNotEmpty, IsOptional, IsString } from 'class-validator';
import { Repository } from 'typeorm';
import type { Merchant } from '../domain/merchant.js';
import { type Language, LANGUAGES } from '../domain/order/order.js';
import { MerchantPipe } from '../merchants/merchant.pipe.js';
import { Actor } from '../platform/access/actor.decorator.js';
import { IdPipe } from '../platform/http/id.pipe.js';
import { newestRows, type Page, pageOf, PageQuery } from '../platform/http/page.js';
import { rule } from '../platform/validation/rule.js';
import { ExceptionActions } from './exception-actions.js';
import { ExceptionCaseRow } from './exception-case.entity.js';
import { EXCEPTION_OWNERS, type ExceptionCode, type ExceptionOwner } from './exception-codes.js';
import { explain } from './explain.js';

const CODES = Object.keys(EXCEPTION_OWNERS);

export class ExceptionsQuery extends PageQuery {
  @IsOptional()
  @IsIn(['open', 'resolved'], rule('state', 'state must be open or resolved', 'Leave it out to see open ones.'))
  readonly state: 'open' | 'resolved' = 'open';

  @IsOptional()
  @IsIn(CODES, rule('code', 'code is not known', 'Send one of the codes of docs/operations.md.'))
  readonly code?: ExceptionCode;

  @IsOptional()
  @IsIn(LANGUAGES, rule('language', 'language must be nb, sv or en', 'Leave it out for the merchant’s language.'))
  readonly language?: Language;
}

export class ResolveBody {
  /** Why the case is closed; kept in the audit trail. */
  @IsString(rule('reason', 'reason must be text', 'Say why this is settled.'))
  @IsNotEmpty(rule('reason', 'reason must not be empty', 'Say why this is settled.'))
  readonly reason!: string;
}

export class DecideBody {
  /** One of the choices the case offers. */
  @IsString(rule('choice', 'choice must be text', 'Send one of the choices of the exception.'))
  readonly choice!: string;
}

export class RetryBody {
  @IsOptional()
  @IsIn(CODES, rule('code', 'code is not known', 'Leave it out to retry every open exception.'))
  readonly code?: ExceptionCode;
}

/** A stop, explained. */
export class ExceptionView {
  readonly id!: string;
  readonly code!: string;
  readonly state!: 'open' | 'resolved';
  readonly owner!: ExceptionOwner;
  readonly subject!: { kind: string; id: string };
  readonly what!: string;
  readonly next!: string;
  readonly details!: Readonly<Record<string, unknown>>;
  readonly retryable!: boolean;
  /** What can be decided; empty when nothing can. */
  readonly choices!: readonly string[];
  readonly seenCount!: number;
  readonly openedAt!: string;
  readonly lastSeenAt!: string;
  readonly resolvedAt!: string | null;
  readonly resolvedBy!: string | null;
  readonly resolution!: string | null;
}

@ApiTags('exceptions')
@ApiBearerAuth()
@Controller('v1/merchants/:merchant/exceptions')
export class ExceptionsController {
  constructor(
    @InjectRepository(ExceptionCaseRow) private readonly rows: Repository<ExceptionCaseRow>,
    private readonly actions: ExceptionActions,
  ) {}

  /** What stopped and waits for somebody, newest first. */
  @Get()
  async list(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Query() query: ExceptionsQuery,
  ): Promise<Page<ExceptionView>> {
    const rows = await newestRows(this.rows, merchant.id, query, { state: query.state, code: query.code });
    return pageOf(rows, query.limit, (row) => toExceptionView(row, query.language ?? merchant.language));
  }

  /** Tries the step of every open exception again, or of those with one code. */
  @Post('retry')
  @HttpCode(202)
  async retryAll(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Body() body: RetryBody,
    @Actor() actor: string,
  ): Promise<{ retried: number }> {
    return { retried: await this.actions.retryAll(merchant.id, body.code ?? null, actor) };
  }

  @Post(':id/retry')
  @HttpCode(202)
  async retry(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Param('id', IdPipe) id: string,
    @Actor() actor: string,
  ): Promise<{ retried: 1 }> {
    await this.actions.retry(merchant.id, id, actor);
    return { retried: 1 };
  }

  /** Decides what only a person can decide. */
  @Post(':id/decide')
  @HttpCode(202)
  async decide(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Param('id', IdPipe) id: string,
    @Body() body: DecideBody,
    @Actor() actor: string,
  ): Promise<{ decided: string }> {
    await this.actions.decide(merchant.id, id, actor, body.choice);
    return { decided: body.choice };
  }

  @Post(':id/resolve')
  @HttpCode(204)
  async resolve(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Param('id', IdPipe) id: string,
    @Body() body: ResolveBody,
    @Actor() actor: string,
  ): Promise<void> {
    await this.actions.resolve(merchant.id, id, actor, body.reason);
  }
}

function toExceptionView(row: ExceptionCaseRow, language: Language): ExceptionView {
  return {
    id: row.id,
    code: row.code,
    state: row.state,
    owner: EXCEPTION_OWNERS[row.code],
    subject: { kind: row.subjectKind, id: row.subjectId },
    ...explain(row.code, row.details, language),
    details: row.details,
    retryable: row.retry !== null && row.state === 'open',
    choices: row.state === 'open' ? Object.keys(row.choices ?? {}) : [],
    seenCount: row.seenCount,
    openedAt: row.openedAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    resolvedBy: row.resolvedBy,
    resolution: row.resolution,
  };
}
