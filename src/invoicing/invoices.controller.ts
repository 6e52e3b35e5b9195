import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiProperty, ApiTags } from '@nestjs/swagger';
import { InjectRepository } from '@nestjs/typeorm';
import { IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { Repository } from 'typeorm';
import { Conflict } from '../domain/errors.js';
import type { CancelEffect } from '../domain/invoice/cancel-decision.js';
import type { PolicyStamp } from '../domain/invoice/delivery-policy.js';
import { INVOICE_STATES, type InvoiceState } from '../domain/invoice/invoice-state.js';
import { VOID_CAUSES, voidCauseIn } from '../domain/invoice/void-cause.js';
import type { Merchant } from '../domain/merchant.js';
import { exactNumber } from '../domain/money.js';
import { MerchantPipe } from '../merchants/merchant.pipe.js';
import { cancelSentence } from '../orders/cancel-words.js';
import { Actor } from '../platform/access/actor.decorator.js';
import { newestRows, type Page, pageOf, PageQuery } from '../platform/http/page.js';
import { rule } from '../platform/validation/rule.js';
import { type DeliveryFacts, DeliveryFactsReader, NOTHING_SENT } from './delivery-facts.js';
import { InvoiceActions } from './invoice-actions.js';
import { factsOf } from './invoice-facts.js';
import { InvoiceRow } from './invoice.entity.js';
import { Invoices } from './invoices.js';

export class InvoicesQuery extends PageQuery {
  @IsOptional()
  @IsIn(INVOICE_STATES, rule('state', 'state is not known', `Send one of ${INVOICE_STATES.join(', ')}.`))
  readonly state?: InvoiceState;

  @IsOptional()
  @IsString(rule('orderId', 'orderId must be text', 'Send the id of an order.'))
  readonly orderId?: string;

  /** The number the provider gave the invoice. */
  @IsOptional()
  @IsString(rule('invoiceNumber', 'invoiceNumber must be text', 'Send the number on the invoice.'))
  readonly invoiceNumber?: string;

  /** What the ERP calls it. */
  @IsOptional()
  @IsString(rule('erpInvoiceNumber', 'erpInvoiceNumber must be text', 'Send the number in the ERP.'))
  readonly erpInvoiceNumber?: string;

  @IsOptional()
  @IsString(rule('transactionId', 'transactionId must be text', 'Send the id of a transaction.'))
  readonly transactionId?: string;
}

export class VoidBody {
  /** Why it is cancelled: one of the causes that decide what becomes of the unpaid rest, or words that decide nothing. */
  @ApiProperty({ description: `One of ${VOID_CAUSES.join(', ')}, or words.` })
  @IsString(rule('cause', 'cause must be text', `Send one of ${VOID_CAUSES.join(', ')}, or say why in words.`))
  @IsNotEmpty(rule('cause', 'cause must not be empty', `Send one of ${VOID_CAUSES.join(', ')}, or say why in words.`))
  @MaxLength(200, rule('cause', 'cause must have at most 200 characters', 'Shorten it.'))
  readonly cause!: string;

  /** More about it, in words; goes on record and decides nothing. */
  @IsOptional()
  @IsString(rule('note', 'note must be text', 'Leave it out, or send a sentence.'))
  @MaxLength(200, rule('note', 'note must have at most 200 characters', 'Shorten it.'))
  readonly note?: string;
}

/** What a cancellation leads to. */
export class VoidAnswer {
  readonly reference!: string;
  /** `withdrawn`, `requested`, `decided` or `nothing`. */
  readonly outcome!: string;
  /** What becomes of the unpaid rest in the books, when that is known. */
  readonly books!: CancelEffect | null;
  /** The same in words, in the merchant's language. */
  readonly detail!: string;
}

/** An invoice as the operator API shows it. Collection started, accepted, delivered, paid: facts of their own, each with its time. */
export class InvoiceView {
  readonly reference!: string;
  readonly orderId!: string;
  readonly revision!: number;
  readonly state!: InvoiceState;
  readonly flow!: string;
  readonly product!: string;
  /** Who delivers; null until the provider says, when nobody was asked for. */
  readonly channel!: string | null;
  readonly channelAsked!: string | null;
  /** The policy that wanted another channel than was decided: it warned, held or switched. */
  readonly policy!: PolicyStamp | null;
  /** Grouped invoices only: monthly or quarterly, and the day the invoice is to be issued. */
  readonly interval!: string | null;
  readonly issueDue!: string | null;
  readonly currency!: string;
  readonly totalAmount!: number;
  readonly paidAmount!: number;
  readonly openAmount!: number;
  readonly debtorId!: string;
  readonly invoiceNumber!: string | null;
  /** What the ERP calls the invoice, once it has told. */
  readonly erpInvoiceNumber!: string | null;
  readonly kid!: string | null;
  readonly bankAccount!: string | null;
  readonly invoiceDate!: string | null;
  readonly dueDate!: string | null;
  /** Where the debtor accepts, while that is waited for. */
  readonly checkoutUrl!: string | null;
  readonly checkoutExpiresAt!: string | null;
  readonly transactionId!: string | null;
  readonly sessionId!: string | null;
  readonly providerStatus!: string | null;
  readonly settlementStatus!: string | null;
  readonly collectionStartedAt!: string | null;
  /** When a mail server took the e-mail; null also when Kravia delivers. */
  readonly acceptedAt!: string | null;
  /** Since when it counts as delivered: nothing had come back in time. */
  readonly deliveredAt!: string | null;
  readonly bouncedAt!: string | null;
  readonly voidedAt!: string | null;
  /** Somebody asked for the invoice to be cancelled, and the void is not proved yet. */
  readonly cancelRequestedAt!: string | null;
  readonly cancelCause!: string | null;
  readonly refusal!: { readonly code: string; readonly message: string; readonly final: boolean } | null;
  readonly createdAt!: string;
  readonly updatedAt!: string;
}

@ApiTags('invoices')
@ApiBearerAuth()
@Controller('v1/merchants/:merchant/invoices')
export class InvoicesController {
  constructor(
    @InjectRepository(InvoiceRow) private readonly rows: Repository<InvoiceRow>,
    private readonly invoices: Invoices,
    private readonly actions: InvoiceActions,
    private readonly deliveries: DeliveryFactsReader,
  ) {}

  /** Invoices, newest first. */
  @Get()
  async list(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Query() query: InvoicesQuery,
  ): Promise<Page<InvoiceView>> {
    const { state, orderId, invoiceNumber, erpInvoiceNumber, transactionId } = query;
    const rows = await newestRows(this.rows, merchant.id, query, {
      state,
      orderId,
      invoiceNumber,
      erpInvoiceNumber,
      transactionId,
    });
    const facts = await this.deliveries.of(rows.map(({ id }) => id));
    return pageOf(rows, query.limit, (row) => toInvoiceView(row, facts.get(row.id)));
  }

  @Get(':reference')
  async get(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Param('reference') reference: string,
  ): Promise<InvoiceView> {
    const invoice = await this.invoices.byReference(merchant.id, reference);
    const facts = await this.deliveries.of([invoice.id]);
    return toInvoiceView(invoice, facts.get(invoice.id));
  }

  /** Lets a held invoice go. */
  @Post(':reference/release')
  @HttpCode(202)
  async release(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Param('reference') reference: string,
    @Actor() actor: string,
  ): Promise<{ released: string }> {
    await this.actions.release(merchant, reference, actor);
    return { released: reference };
  }

  /** Cancels what is unpaid of an invoice, and says at once what that leads to. */
  @Post(':reference/void')
  @HttpCode(202)
  async void(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Param('reference') reference: string,
    @Body() body: VoidBody,
    @Actor() actor: string,
  ): Promise<VoidAnswer> {
    const text = body.note === undefined ? body.cause : `${body.cause}: ${body.note}`;
    const wish = { cause: voidCauseIn(body.cause), text };
    const { decision, invoice } = await this.actions.cancel(merchant, reference, wish, actor);
    const detail = cancelSentence(decision, invoice, merchant.language);
    if (decision.outcome === 'refused') {
      const [paid, total] = [invoice.paidMinor, invoice.totalMinor].map(exactNumber);
      throw new Conflict('NOT_CANCELLABLE', detail, { reference, paid: paid ?? 0, total: total ?? 0 });
    }
    return { reference, outcome: decision.outcome, books: 'books' in decision ? decision.books : null, detail };
  }
}

function toInvoiceView(row: InvoiceRow, facts: DeliveryFacts = NOTHING_SENT): InvoiceView {
  const { totalAmount, paidAmount, openAmount, checkoutUrl, checkoutExpiresAt } = factsOf(row);
  return {
    reference: row.reference,
    orderId: row.orderId,
    revision: row.revision,
    state: row.state,
    flow: row.flow,
    product: row.product,
    channel: row.channel,
    channelAsked: row.channelAsked,
    policy: row.policy,
    interval: row.billingInterval,
    issueDue: row.issueDue,
    currency: row.currency,
    totalAmount,
    paidAmount,
    openAmount,
    debtorId: row.debtorId,
    invoiceNumber: row.invoiceNumber,
    erpInvoiceNumber: row.erpInvoiceNumber,
    kid: row.kid,
    bankAccount: row.bankAccount,
    invoiceDate: row.invoiceDate,
    dueDate: row.dueDate,
    checkoutUrl: checkoutUrl ?? null,
    checkoutExpiresAt: checkoutExpiresAt ?? null,
    transactionId: row.transactionId,
    sessionId: row.openSessionId ?? row.sessionId,
    providerStatus: row.providerStatus,
    settlementStatus: row.settlementStatus,
    collectionStartedAt: row.collectionStartedAt?.toISOString() ?? null,
    acceptedAt: facts.acceptedAt?.toISOString() ?? null,
    deliveredAt: facts.deliveredAt?.toISOString() ?? null,
    bouncedAt: facts.bouncedAt?.toISOString() ?? null,
    voidedAt: row.voidedAt?.toISOString() ?? null,
    cancelRequestedAt: row.voidedAt === null ? (row.cancelRequestedAt?.toISOString() ?? null) : null,
    cancelCause: row.cancelCause,
    refusal: row.refusal,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
