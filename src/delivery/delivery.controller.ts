import { Body, Controller, Get, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { IsBoolean, IsEmail, IsIn, IsNotEmpty, IsOptional, IsString } from 'class-validator';
import { DataSource } from 'typeorm';
import { NotFound, RuleViolation } from '../domain/errors.js';
import type { Merchant } from '../domain/merchant.js';
import { Invoices } from '../invoicing/invoices.js';
import { MerchantPipe } from '../merchants/merchant.pipe.js';
import { HandOverOrder } from '../orders/hand-over-order.js';
import { Actor } from '../platform/access/actor.decorator.js';
import type { Page } from '../platform/http/page.js';
import { rule } from '../platform/validation/rule.js';
import { DeliveriesQuery, DeliveryViews, type DeliveryView } from './delivery-views.js';
import { Documents } from './documents.js';
import { type Resending, ResendInvoice } from './resend-invoice.js';

const EMAIL = rule('email', 'to must be an e-mail address', 'Send an address such as name@example.com.');

export class DocumentQuery {
  /** `original` as fetched, `covered` as sent; left out: as sent. */
  @IsOptional()
  @IsIn(
    ['original', 'covered'],
    rule('kind', 'kind must be original or covered', 'Leave it out for the one that is sent.'),
  )
  readonly kind?: 'original' | 'covered';
}

export class ReasonBody {
  /** Kept in the audit trail. */
  @IsString(rule('reason', 'reason must be text', 'Say why.'))
  @IsNotEmpty(rule('reason', 'reason must not be empty', 'Say why.'))
  readonly reason!: string;
}

export class ResendBody extends ReasonBody {
  /** Another address, this time only; left out: where the invoice goes anyway. */
  @IsOptional()
  @IsEmail({}, EMAIL)
  readonly to?: string;

  /** To the merchant's own fallback address instead. */
  @IsOptional()
  @IsBoolean(rule('fallback', 'fallback must be true or false', 'Leave it out unless the fallback is meant.'))
  readonly fallback?: boolean;
}

export class AddressBody extends ReasonBody {
  /** The right address of this invoice from now on. */
  @IsEmail({}, EMAIL)
  readonly to!: string;
}

@ApiTags('deliveries')
@ApiBearerAuth()
@Controller('v1/merchants/:merchant')
export class DeliveryController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly invoices: Invoices,
    private readonly documents: Documents,
    private readonly views: DeliveryViews,
    private readonly resend: ResendInvoice,
    private readonly handOver: HandOverOrder,
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

  /** The PDF of a grouped invoice, once for all its orders. */
  @Get('grouped-invoices/:invoiceNumber/document')
  async groupedDocument(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Param('invoiceNumber') invoiceNumber: string,
  ): Promise<StreamableFile> {
    const document = await this.documents.ofGroup(this.dataSource.manager, merchant.id, invoiceNumber);
    if (!document) throw new NotFound('DOCUMENT_UNKNOWN', 'There is no document for this invoice yet.');
    const disposition = `inline; filename="${encodeURIComponent(invoiceNumber)}.pdf"`;
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
    const resending = { way: wayOf(body), to: body.to ?? null, reason: body.reason, actor };
    return { delivery: await this.resend.run(merchant, reference, resending) };
  }

  /** Puts another address in place of the order's, and sends the invoice there. */
  @Post('invoices/:reference/address')
  @HttpCode(202)
  async correctAddress(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Param('reference') reference: string,
    @Body() { to, reason }: AddressBody,
    @Actor() actor: string,
  ): Promise<{ delivery: string }> {
    return { delivery: await this.resend.run(merchant, reference, { way: 'correct', to, reason, actor }) };
  }

  /** Lets Kravia deliver instead: the invoice is voided, and the order is invoiced again on the channel kravia. */
  @Post('invoices/:reference/hand-over')
  @HttpCode(202)
  async handOverInvoice(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Param('reference') reference: string,
    @Body() { reason }: ReasonBody,
    @Actor() actor: string,
  ): Promise<{ order: string; revision: number }> {
    const { orderId } = await this.invoices.byReference(merchant.id, reference);
    const revision = await this.handOver.run(merchant, { orderId, reference, reason, actor });
    return { order: orderId, revision };
  }

  /** What was sent to whom, newest first. */
  @Get('deliveries')
  async list(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Query() query: DeliveriesQuery,
  ): Promise<Page<DeliveryView>> {
    return this.views.list(merchant, query);
  }
}

function wayOf({ to, fallback }: ResendBody): Resending['way'] {
  if (fallback !== true) return to === undefined ? 'again' : 'once';
  if (to === undefined) return 'fallback';
  throw new RuleViolation('ADDRESS_AMBIGUOUS', 'Send either an address or fallback, not both.');
}
