import { Controller, Get, Header, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { InjectRepository } from '@nestjs/typeorm';
import { IsIn, IsOptional, IsString } from 'class-validator';
import { DataSource, Repository } from 'typeorm';
import type { Merchant } from '../domain/merchant.js';
import type { Problem } from '../domain/problem.js';
import { AuditTrail } from '../exceptions/audit-trail.js';
import { MerchantPipe } from '../merchants/merchant.pipe.js';
import { Actor } from '../platform/access/actor.decorator.js';
import { IdPipe } from '../platform/http/id.pipe.js';
import { newestRows, type Page, pageOf, PageQuery } from '../platform/http/page.js';
import { rule } from '../platform/validation/rule.js';
import { InboxDrain } from './inbox-drain.js';
import { INBOX_SOURCES, type InboxSource, type InboxVerdict } from './inbox-message.js';
import { InboxRow } from './inbox.entity.js';
import { Inbox } from './inbox.js';

const VERDICTS = ['new', 'known', 'changed', 'stale', 'refused'];

export class InboxQuery extends PageQuery {
  @IsOptional()
  @IsIn(INBOX_SOURCES, rule('source', 'source is not known', `Send one of ${INBOX_SOURCES.join(', ')}.`))
  readonly source?: InboxSource;

  @IsOptional()
  @IsIn(VERDICTS, rule('verdict', 'verdict is not known', `Send one of ${VERDICTS.join(', ')}.`))
  readonly verdict?: InboxVerdict;

  /** An order id, or a transaction id. */
  @IsOptional()
  @IsString(rule('subject', 'subject must be text', 'Send the id the message is about.'))
  readonly subject?: string;
}

/** A received message; its body is fetched apart. */
export class InboxView {
  readonly id!: string;
  readonly source!: string;
  readonly subject!: string | null;
  readonly messageId!: string | null;
  readonly receivedAt!: string;
  readonly verdict!: string;
  readonly problems!: readonly Problem[];
  readonly handledAt!: string | null;
  readonly headers!: Readonly<Record<string, string>>;
}

@ApiTags('inbox')
@ApiBearerAuth()
@Controller('v1/merchants/:merchant/inbox')
export class InboxController {
  constructor(
    @InjectRepository(InboxRow) private readonly rows: Repository<InboxRow>,
    private readonly dataSource: DataSource,
    private readonly inbox: Inbox,
    private readonly drain: InboxDrain,
    private readonly audit: AuditTrail,
  ) {}

  /** Every message received, newest first, also the refused ones. */
  @Get()
  async list(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Query() query: InboxQuery,
  ): Promise<Page<InboxView>> {
    const rows = await newestRows(this.rows, merchant.id, query, {
      source: query.source,
      verdict: query.verdict,
      subject: query.subject,
    });
    return pageOf(rows, query.limit, toInboxView);
  }

  /** The raw bytes as they arrived. */
  @Get(':id/body')
  @Header('Content-Disposition', 'attachment; filename="message.txt"')
  async body(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Param('id', IdPipe) id: string,
  ): Promise<StreamableFile> {
    const body = await this.inbox.bodyOf(this.dataSource.manager, merchant.id, id);
    return new StreamableFile(body, { type: 'text/plain; charset=utf-8' });
  }

  /** Handles the message again, under the rules and configuration of today. */
  @Post(':id/replay')
  @HttpCode(202)
  async replay(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Param('id', IdPipe) id: string,
    @Actor() actor: string,
  ): Promise<{ replayed: string }> {
    await this.inbox.replay(merchant.id, id);
    const event = { merchantId: merchant.id, actor, action: 'replay', kind: 'message', id, reason: null };
    await this.audit.record(this.dataSource.manager, event);
    this.drain.wake();
    return { replayed: id };
  }
}

function toInboxView(row: InboxRow): InboxView {
  return {
    id: row.id,
    source: row.source,
    subject: row.subject,
    messageId: row.messageId,
    receivedAt: row.receivedAt.toISOString(),
    verdict: row.verdict,
    problems: row.problems ?? [],
    handledAt: row.handledAt?.toISOString() ?? null,
    headers: row.headers,
  };
}
