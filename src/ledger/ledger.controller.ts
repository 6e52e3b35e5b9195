import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { InjectRepository } from '@nestjs/typeorm';
import { Transform } from 'class-transformer';
import { IsDate, IsIn, IsOptional, IsString, Matches } from 'class-validator';
import { In, Repository } from 'typeorm';
import { ENTRY_KINDS, type EntryKind } from '../domain/ledger/journal-entry.js';
import type { Merchant } from '../domain/merchant.js';
import { MerchantPipe } from '../merchants/merchant.pipe.js';
import { newestRows, type Page, pageOf, PageQuery } from '../platform/http/page.js';
import { rule } from '../platform/validation/rule.js';
import { type AccountBalance, Balances } from './balances.js';
import { type CanonicalEntry, toCanonicalEntry } from './canonical-entry.js';
import { JournalEntryRow, PostingRow } from './journal-entry.entity.js';

export class EntriesQuery extends PageQuery {
  @IsOptional()
  @IsIn(ENTRY_KINDS, rule('kind', 'kind is not known', `Send one of ${ENTRY_KINDS.join(', ')}.`))
  readonly kind?: EntryKind;

  /** The key of one entry. */
  @IsOptional()
  @IsString(rule('reference', 'reference must be text', 'Send the reference of an entry.'))
  readonly reference?: string;

  @IsOptional()
  @IsString(rule('orderId', 'orderId must be text', 'Send the id of an order.'))
  readonly orderId?: string;

  @IsOptional()
  @IsString(rule('settlementId', 'settlementId must be text', 'Send the id of a settlement.'))
  readonly settlementId?: string;
}

export class BalancesQuery {
  /** The last entry date that counts, YYYY-MM-DD. */
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, rule('at', 'at must be a date', 'Send 2026-11-20.'))
  readonly at?: string;

  /** Only what was written by this moment, ISO 8601. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => new Date(String(value)))
  @IsDate(rule('known_at', 'known_at must be a moment', 'Send 2026-11-20T08:00:00Z.'))
  readonly known_at?: Date;
}

@ApiTags('ledger')
@ApiBearerAuth()
@Controller('v1/merchants/:merchant')
export class LedgerController {
  constructor(
    private readonly balances: Balances,
    @InjectRepository(JournalEntryRow) private readonly entries: Repository<JournalEntryRow>,
    @InjectRepository(PostingRow) private readonly postings: Repository<PostingRow>,
  ) {}

  /** The books, newest entry first. */
  @Get('journal-entries')
  async list(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Query() query: EntriesQuery,
  ): Promise<Page<CanonicalEntry>> {
    const { kind, reference, orderId, settlementId } = query;
    const rows = await newestRows(this.entries, merchant.id, query, {
      kind,
      entryKey: reference,
      orderId,
      settlementId,
    });
    const postings = await this.postings.findBy({ entryId: In(rows.map((row) => row.id)) });
    const byEntry = Map.groupBy(postings, (posting) => posting.entryId);
    return pageOf(rows, query.limit, (row) => toCanonicalEntry(row, byEntry.get(row.id) ?? []));
  }

  /** The trial balance: every account, at a date, as known at a moment. */
  @Get('balances')
  async trialBalance(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Query() query: BalancesQuery,
  ): Promise<{ items: AccountBalance[] }> {
    return { items: await this.balances.of(merchant.id, query.at ?? null, query.known_at ?? null) };
  }
}
