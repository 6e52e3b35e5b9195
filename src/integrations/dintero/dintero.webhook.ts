import { All, Controller, HttpException, HttpStatus, Logger, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { messageOf } from '../../domain/errors.js';
import type { Merchant } from '../../domain/merchant.js';
import { keptHeaders, type InboxSource } from '../../inbox/inbox-message.js';
import { InboxDrain } from '../../inbox/inbox-drain.js';
import { Inbox } from '../../inbox/inbox.js';
import { Merchants } from '../../merchants/merchants.js';
import { Public } from '../../platform/access/public.decorator.js';
import { Environment } from '../../platform/config/environment.js';
import { problemDetails } from '../../platform/http/problem-details.js';
import { rawBodyOf } from '../../platform/http/raw-body.js';
import { unauthenticatedRequests } from '../../platform/http/refusals.js';
import { isSignedByDintero, isSignedHook } from './callback-signature.js';

/**
 * Where Dintero calls. A message is believed to be from Dintero, stored and answered; what it says is looked up later. A
 * 4xx is never repeated by Dintero, so only a wrong signature gets one: for trouble of our own the answer is 503.
 */
@ApiExcludeController()
@Public()
@Controller('v1/merchants/:merchant/dintero')
export class DinteroWebhook {
  private readonly logger = new Logger('DinteroWebhook');

  constructor(
    private readonly environment: Environment,
    private readonly merchants: Merchants,
    private readonly inbox: Inbox,
    private readonly drain: InboxDrain,
  ) {}

  @All('callback')
  async callback(
    @Param('merchant') merchantId: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (request.method !== 'GET' && request.method !== 'POST') throw notAllowed();
    const merchant = this.known(merchantId, 'callback');
    const url = this.calledUrl(request);
    const header = headerOf(request, 'dintero-signature');
    const signed = { accountId: merchant.provider.accountId, method: request.method, url };
    if (!isSignedByDintero(header, signed, merchant.provider.callbackSecrets, new Date())) throw refused('callback');
    const subject = subjectOf(url.searchParams);
    await this.keep(merchant, 'dintero-callback', subject, request, response);
  }

  @All('hook')
  async hook(@Param('merchant') merchantId: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    if (request.method !== 'POST') throw notAllowed();
    const merchant = this.known(merchantId, 'hook');
    const secret = merchant.provider.webhookSecret;
    const header = headerOf(request, 'event-signature');
    if (!secret || !isSignedHook(header, rawBodyOf(request), secret)) throw refused('hook');
    await this.keep(merchant, 'dintero-hook', headerOf(request, 'event') ?? null, request, response);
  }

  private async keep(
    merchant: Merchant,
    source: InboxSource,
    subject: string | null,
    request: Request,
    response: Response,
  ): Promise<void> {
    try {
      await this.inbox.store({
        merchantId: merchant.id,
        source,
        subject,
        messageId: headerOf(request, 'event-delivery') ?? null,
        headers: keptHeaders(request.headers),
        target: request.originalUrl,
        body: rawBodyOf(request),
        problems: null,
      });
    } catch (error) {
      this.logger.error({ msg: 'a message of Dintero could not be stored', source, reason: messageOf(error) });
      const detail = 'The message could not be stored; send it again.';
      throw new HttpException(problemDetails(503, 'NOT_STORED', 'Try again', detail), HttpStatus.SERVICE_UNAVAILABLE);
    }
    this.drain.wake();
    response.status(200).json({});
  }

  /** The address as Dintero called it: ours from the configuration, the path below it and the query from the request. */
  private calledUrl(request: Request): URL {
    const { publicUrl } = this.environment;
    const url = new URL(publicUrl);
    const [path = '', query = ''] = request.originalUrl.split('?', 2);
    url.pathname = publicUrl.pathname.replace(/\/$/, '') + path;
    url.search = query;
    return url;
  }

  private known(merchantId: string, route: string): Merchant {
    const merchant = this.merchants.all().find(({ id }) => id === merchantId);
    if (merchant) return merchant;
    throw refused(route);
  }
}

/** What it is looked for by in the inbox; a callback of a failure may name only its session. */
function subjectOf(query: URLSearchParams): string | null {
  const names = ['transaction_id', 'merchant_reference', 'sid', 'session_id'];
  return names.map((name) => query.get(name)).find((value) => value !== null) ?? null;
}

function headerOf(request: Request, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** The same answer for an unknown merchant and a wrong signature: neither tells a stranger anything. */
function refused(route: string): HttpException {
  unauthenticatedRequests.inc({ route });
  const detail = 'The signature does not fit. Check the secret, PUBLIC_URL and the clock.';
  return new HttpException(
    problemDetails(401, 'SIGNATURE_INVALID', 'Signature refused', detail),
    HttpStatus.UNAUTHORIZED,
  );
}

function notAllowed(): HttpException {
  const detail = 'Callbacks come by GET or POST, webhooks by POST.';
  return new HttpException(
    problemDetails(405, 'METHOD_NOT_ALLOWED', 'Method not allowed', detail),
    HttpStatus.METHOD_NOT_ALLOWED,
  );
}
