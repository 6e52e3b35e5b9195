import { Body, Controller, Get, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { IsEmail, IsIn, IsNotEmpty, IsOptional, IsString } from 'class-validator';
import { DataSource } from 'typeorm';
import { NotFound } from '../domain/errors.js';
import type { Merchant } from '../domain/merchant.js';
import { Invoices } from '../invoicing/invoices.js';
import { MerchantPipe } from '../merchants/merchant.pipe.js';
import { Actor } from '../platform/access/actor.decorator.js';
import { query as select } from '../platform/database/sql.js';
import { beforeId, type Page, pageOf, PageQuery } from '../platform/http/page.js';
import { rule } from '../platform/validation/rule.js';
import { type AttemptOutcome, Deliveries, type DeliveryState } from './deliveries.js';
import { Documents } from './documents.js';
import { ResendInvoice } from './resend-invoice.js';

export class DocumentQuery {
  /** `original` as fetched, `covered` as sent; left out: as sent. */
  @IsOptional()
  @IsIn(
    ['original', 'covered'],
    rule('kind', 'kind must be original or covered', 'Leave it out for the one that is sent.'),
  )
  readonly kind?: 'original' | 'covered';
}

export class DeliveriesQuery extends PageQuery {
  @IsOptional()
  @IsString(rule('invoice', 'invoice must be text', 'Send the reference of an invoice.'))
  readonly invoice?: string;
}

export class ResendBody {
  /** Another address; left out: the one of the order. */
  @IsOptional()
  @IsEmail({}, rule('email', 'to must be an e-mail address', 'Send an address such as name@example.com.'))
  readonly to?: string;

  @IsString(rule('reason', 'reason must be text', 'Say why it is sent again.'))
  @IsNotEmpty(rule('reason', 'reason must not be empty', 'Say why it is sent again.'))
  readonly reason!: string;
}

/** One sending of one invoice, with every attempt: the proof that it was taken. */
export class DeliveryView {
  readonly id!: string;
  readonly invoice!: string;
  readonly recipient!: string;
  readonly state!: DeliveryState;
  readonly messageId!: string;
  readonly sendNumber!: number;
  readonly documentSha256!: string;
  readonly smtpAnswer!: string | null;
  readonly acceptedAt!: string | null;
  readonly createdAt!: string;
  readonly attempts!: {
    readonly number: number;
    readonly startedAt: string;
    readonly finishedAt: string | null;
    readonly outcome: AttemptOutcome | null;
    readonly smtpCode: number | null;
    readonly smtpAnswer: string | null;
  }[];
}

interface Row {
  readonly id: string;
  readonly reference: string;
  readonly recipient: Buffer;
  readonly state: DeliveryState;
  readonly message_id: string;
  readonly send_number: number;
  readonly sha256: Buffer;
  readonly smtp_answer: string | null;
  readonly accepted_at: Date | null;
  readonly created_at: Date;
  readonly attempts: DeliveryView['attempts'];
}

@ApiTags('deliveries')
@ApiBearerAuth()
@Controller('v1/merchants/:merchant')
export class DeliveryController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly invoices: Invoices,
    private readonly documents: Documents,
    private readonly deliveries: Deliveries,
    private readonly resend: ResendInvoice,
  ) {}

  /** The invoice PDF. */
  @Get('invoices/:reference/document')
  async document(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Param('reference') reference: string,
    @Query() query: DocumentQuery,
  ): Promise<StreamableFile> {
    const { manager } = this.dataSource;
    const invoice = await this.invoices.byReference(merchant.id, reference);
    const document = await this.documents.latest(manager, invoice, query.kind ?? null);
    if (!document) throw new NotFound('DOCUMENT_UNKNOWN', 'There is no document for this invoice yet.');
    const disposition = `inline; filename="${reference}.pdf"`;
    return new StreamableFile(document.content, { type: 'application/pdf', disposition });
  }

  /** Sends the invoice once more. */
  @Post('invoices/:reference/resend')
  @HttpCode(202)
  async resendInvoice(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Param('reference') reference: string,
    @Body() body: ResendBody,
    @Actor() actor: string,
  ): Promise<{ delivery: string }> {
    return {
      delivery: await this.resend.run(merchant, reference, { to: body.to ?? null, reason: body.reason, actor }),
    };
  }

  /** What was sent to whom, newest first. */
  @Get('deliveries')
  async list(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Query() query: DeliveriesQuery,
  ): Promise<Page<DeliveryView>> {
    const rows = await select<Row>(this.dataSource.manager, DELIVERIES, [
      merchant.id,
      beforeId(query),
      query.invoice ?? null,
      query.limit + 1,
    ]);
    return pageOf(rows, query.limit, (row) => ({
      id: row.id,
      invoice: row.reference,
      recipient: this.deliveries.recipientOf(merchant.id, row.recipient),
      state: row.state,
      messageId: row.message_id,
      sendNumber: row.send_number,
      documentSha256: row.sha256.toString('hex'),
      smtpAnswer: row.smtp_answer,
      acceptedAt: row.accepted_at?.toISOString() ?? null,
      createdAt: row.created_at.toISOString(),
      attempts: row.attempts,
    }));
  }
}

const DELIVERIES = `
  select d.id, i.reference, d.recipient, d.state, d.message_id, d.send_number, doc.sha256, d.smtp_answer, d.accepted_at,
    d.created_at, coalesce((
      select jsonb_agg(jsonb_build_object('number', a.number, 'startedAt', a.started_at, 'finishedAt', a.finished_at,
        'outcome', a.outcome, 'smtpCode', a.smtp_code, 'smtpAnswer', a.smtp_answer) order by a.number)
      from delivery_attempt a where a.delivery_id = d.id), '[]') as attempts
  from delivery d join invoice i on i.id = d.invoice_id join document doc on doc.id = d.document_id
  where d.merchant_id = $1 and ($2::bigint is null or d.id < $2) and ($3::text is null or i.reference = $3)
  order by d.id desc limit $4`;
