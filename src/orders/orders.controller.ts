import { Controller, Get, HttpException, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { NotFound } from '../domain/errors.js';
import type { Merchant } from '../domain/merchant.js';
import { exactNumber } from '../domain/money.js';
import type { ChangeObstacle } from '../domain/order/order-decision.js';
import { keptHeaders } from '../inbox/inbox-message.js';
import { MerchantPipe } from '../merchants/merchant.pipe.js';
import { Merchants } from '../merchants/merchants.js';
import { bearerOf, unauthenticated } from '../platform/access/api-key.guard.js';
import { ApiKeys } from '../platform/access/api-keys.js';
import { Public } from '../platform/access/public.decorator.js';
import { isSignedWebhook } from '../platform/crypto/standard-webhooks.js';
import type { Page } from '../platform/http/page.js';
import { problemDetails } from '../platform/http/problem-details.js';
import { rawBodyOf } from '../platform/http/raw-body.js';
import { unauthenticatedRequests } from '../platform/http/refusals.js';
import { IntakeGate } from './intake-gate.js';
import { OrderDto } from './order.dto.js';
import type { OrderCancellation, OrderChange, ReceivedOrder } from './order-message.js';
import { OrdersQuery, OrderViews, type OrderView } from './order-views.js';
import { ReceiveOrders } from './receive-orders.js';

@ApiTags('orders')
@ApiBearerAuth()
@Controller('v1/merchants/:merchant/orders')
export class OrdersController {
  constructor(
    private readonly merchants: Merchants,
    private readonly keys: ApiKeys,
    private readonly gate: IntakeGate,
    private readonly receive: ReceiveOrders,
    private readonly views: OrderViews,
  ) {}

  /** Takes one order, signed by the Standard Webhooks scheme or with an API key. Stored before anything else happens. */
  @Post()
  @Public()
  @ApiBody({ type: OrderDto })
  async receiveOne(
    @Param('merchant') merchantId: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const body = rawBodyOf(request);
    const merchant = await this.authenticated(merchantId, request, body);
    const id = request.headers['webhook-id'];
    const incoming = {
      source: 'erp-webhook' as const,
      body,
      headers: keptHeaders(request.headers),
      messageId: typeof id === 'string' ? id : null,
    };
    const [received] = await this.gate.through(() => this.receive.run(merchant, [incoming]));
    if (received) answer(response, merchant, received);
  }

  /** Orders, newest first. */
  @Get()
  async list(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Query() query: OrdersQuery,
  ): Promise<Page<OrderView>> {
    return this.views.list(merchant, query);
  }

  /** One order with its state, its invoices and its exceptions. */
  @Get(':orderId')
  async get(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Param('orderId') orderId: string,
  ): Promise<OrderView> {
    const view = await this.views.get(merchant, orderId);
    if (view) return view;
    throw new NotFound(
      'ORDER_UNKNOWN',
      'There is no accepted order with this id; if it was refused, see the inbox and exceptions.',
    );
  }

  private async authenticated(merchantId: string, request: Request, body: Buffer): Promise<Merchant> {
    const merchant = this.merchants.all().find(({ id }) => id === merchantId);
    const key = bearerOf(request);
    const holder = key === null ? null : await this.keys.holderOf(key);
    if (holder && (holder.merchantId === null || holder.merchantId === merchantId)) {
      return merchant ?? this.merchants.get(merchantId);
    }
    if (merchant && isSignedWebhook(request.headers, body, merchant.erp.webhookSecrets, new Date())) return merchant;
    unauthenticatedRequests.inc({ route: 'orders' });
    throw unauthenticated();
  }
}

function answer(response: Response, merchant: Merchant, received: ReceivedOrder): void {
  const { orderId, verdict, status, warnings, change, cancellation } = received;
  if (verdict === 'refused') throw invalidOrder(received);
  if (change?.decision.step === 'refuse') throw changedOrder(received, change, change.decision.why);
  if (cancellation?.decision.outcome === 'refused') throw paidOrder(received, cancellation);
  const href = `/v1/merchants/${merchant.id}/orders/${encodeURIComponent(orderId ?? '')}`;
  const isNew = verdict === 'new' || verdict === 'changed';
  response
    .status(isNew ? 202 : 200)
    .location(href)
    .json({
      order: orderId,
      status,
      href,
      ...(warnings.length > 0 ? { warnings } : {}),
      ...(change ? { change: { outcome: change.decision.step, differences: change.fields } } : {}),
      ...(cancellation ? { cancellation: cancellationView(cancellation) } : {}),
    });
}

function cancellationView({ decision, detail }: OrderCancellation): Record<string, unknown> {
  return { outcome: decision.outcome, books: 'books' in decision ? decision.books : null, detail };
}

function invalidOrder({ orderId, problems }: ReceivedOrder): HttpException {
  const detail = `The order was stored but cannot be invoiced: ${problems.length} field(s) are wrong. Correct them and send it again.`;
  const body = problemDetails(422, 'ORDER_INVALID', 'The order is not valid', detail, {
    order: orderId,
    errors: problems,
  });
  return new HttpException(body, 422);
}

const CHANGE_WORDS: Readonly<Record<ChangeObstacle, string>> = {
  invoiced:
    'The order has an invoice already, so its content cannot change. Cancel it first and send it with a higher revision.',
  revision: 'This revision of the order has an invoice already. Send the changed order with a higher revision.',
  paid: 'The debtor has paid, in part or in full, so the invoice cannot be voided and issued anew. Send the difference as an order of its own.',
};

function changedOrder({ orderId, status }: ReceivedOrder, { fields }: OrderChange, why: ChangeObstacle): HttpException {
  const extensions = { order: orderId, orderStatus: status, reason: why, differences: fields };
  return new HttpException(
    problemDetails(409, 'ORDER_CHANGED', 'The order changed', CHANGE_WORDS[why], extensions),
    409,
  );
}

function paidOrder({ orderId, status }: ReceivedOrder, cancellation: OrderCancellation): HttpException {
  const { detail, paidMinor, totalMinor, currency } = cancellation;
  const extensions = {
    order: orderId,
    orderStatus: status,
    paidAmount: exactNumber(paidMinor),
    totalAmount: exactNumber(totalMinor),
    currency,
  };
  return new HttpException(problemDetails(409, 'NOT_CANCELLABLE', 'The invoice is paid', detail, extensions), 409);
}
