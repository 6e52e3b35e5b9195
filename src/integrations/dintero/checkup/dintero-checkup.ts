import type { Merchant } from '../../../domain/merchant.js';
import type { Arrivals } from '../../../inbox/arrivals.js';
import { MerchantHttp } from '../../../merchants/merchant-http.js';
import type { HttpResponse } from '../../../platform/net/http-client.js';
import { readJson } from '../../../platform/net/read-json.js';
import { type CallDetails, callOf, type DinteroCaller, type Operation } from '../api/operation.js';
import { failureOf } from '../dintero-failure.js';
import { toHttpRequest } from '../dintero-request.js';
import { DinteroTokens } from '../dintero-tokens.js';

/** An answer, and when we had it: the clock of the other side is compared with ours. */
export interface TimedAnswer {
  readonly response: HttpResponse;
  readonly askedAt: number;
  readonly answeredAt: number;
}

/**
 * What the checks of one merchant share: a way to call Dintero without the connector's database, and so without its rate
 * and its exceptions; failures are told apart all the same.
 */
export class DinteroCheckup implements DinteroCaller {
  private readonly http = new MerchantHttp();
  private readonly tokens = new DinteroTokens(this.http);
  private login: Promise<TimedAnswer> | null = null;

  constructor(
    readonly merchant: Merchant,
    readonly publicUrl: URL,
    readonly arrivals: Arrivals,
  ) {}

  /** Dintero's answer to our login, asked for once. */
  async logIn(): Promise<TimedAnswer> {
    this.login ??= this.timedLogin();
    return this.login;
  }

  async call(merchant: Merchant, operation: Operation, details?: CallDetails): Promise<unknown> {
    return readJson((await this.answer(merchant, operation, details)).body);
  }

  async answer(merchant: Merchant, operation: Operation, details?: CallDetails): Promise<HttpResponse> {
    const token = await this.tokens.tokenFor(merchant);
    const request = toHttpRequest(merchant, callOf(operation, merchant, details), token);
    const response = await this.http.for(merchant).send(request);
    if (response.status < 200 || response.status >= 300) throw failureOf(operation, response);
    return response;
  }

  private async timedLogin(): Promise<TimedAnswer> {
    const askedAt = Date.now();
    const response = await this.tokens.logIn(this.merchant);
    return { response, askedAt, answeredAt: Date.now() };
  }
}
