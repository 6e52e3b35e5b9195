import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { InjectRepository } from '@nestjs/typeorm';
import { IsIn, IsOptional } from 'class-validator';
import { Repository } from 'typeorm';
import type { Merchant } from '../domain/merchant.js';
import { MerchantPipe } from '../merchants/merchant.pipe.js';
import { Actor } from '../platform/access/actor.decorator.js';
import { IdPipe } from '../platform/http/id.pipe.js';
import { newestRows, type Page, pageOf, PageQuery } from '../platform/http/page.js';
import { rule } from '../platform/validation/rule.js';
import { RunRow, type RunState } from './run.entity.js';
import { Runs } from './runs.js';
import { RUN_KINDS, type RunKind } from './steps.js';

const KIND_RULE = rule('kind', 'kind is not known', `Send one of ${RUN_KINDS.join(', ')}.`);

export class RunsQuery extends PageQuery {
  @IsOptional()
  @IsIn(RUN_KINDS, KIND_RULE)
  readonly kind?: RunKind;
}

export class StartRunBody {
  @IsIn(RUN_KINDS, KIND_RULE)
  readonly kind!: RunKind;
}

/** A run. `attention` means it went through and found something; `result` says what. */
export class RunView {
  readonly id!: string;
  readonly kind!: RunKind;
  readonly state!: RunState;
  readonly stage!: string | null;
  readonly slot!: string;
  readonly trigger!: string;
  readonly counts!: Readonly<Record<string, number>>;
  readonly result!: string | null;
  readonly createdAt!: string;
  readonly startedAt!: string | null;
  readonly finishedAt!: string | null;
  readonly durationMs!: number | null;
}

@ApiTags('runs')
@ApiBearerAuth()
@Controller('v1/merchants/:merchant/runs')
export class RunsController {
  constructor(
    @InjectRepository(RunRow) private readonly rows: Repository<RunRow>,
    private readonly runs: Runs,
  ) {}

  /** Runs, newest first. */
  @Get()
  async list(@Param('merchant', MerchantPipe) merchant: Merchant, @Query() query: RunsQuery): Promise<Page<RunView>> {
    const rows = await newestRows(this.rows, merchant.id, query, { kind: query.kind });
    return pageOf(rows, query.limit, toRunView);
  }

  @Get(':id')
  async get(@Param('merchant', MerchantPipe) merchant: Merchant, @Param('id', IdPipe) id: string): Promise<RunView> {
    return toRunView(await this.runs.get(merchant.id, id));
  }

  /** Starts a run now. */
  @Post()
  @HttpCode(202)
  async start(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Body() body: StartRunBody,
    @Actor() actor: string,
  ): Promise<RunView> {
    const id = await this.runs.announce(merchant.id, body.kind, `request:${randomUUID()}`, actor);
    return toRunView(await this.runs.get(merchant.id, id ?? '0'));
  }
}

function toRunView(row: RunRow): RunView {
  const { startedAt, finishedAt } = row;
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    stage: row.stage,
    slot: row.slot,
    trigger: row.trigger,
    counts: row.counts,
    result: row.result,
    createdAt: row.createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
    durationMs: startedAt && finishedAt ? finishedAt.getTime() - startedAt.getTime() : null,
  };
}
