import { Injectable } from '@nestjs/common';
import { ProviderUnavailable } from '../../domain/errors.js';
import type { Merchant } from '../../domain/merchant.js';
import { MerchantHttp } from '../../merchants/merchant-http.js';
import { RateGate } from '../../platform/jobs/rate-gate.js';
import { PutOff } from '../../platform/jobs/step-run.js';
import type { HttpResponse } from '../../platform/net/http-client.js';
import { readJson } from '../../platform/net/read-json.js';
import { type CallDetails, callOf, type DinteroCall, type DinteroCaller, type Operation } from './api/operation.js';
import { errorOf } from './dintero-error.js';
import { failureOf } from './dintero-failure.js';
import { DinteroLogin } from './dintero-login.js';
import { toHttpRequest } from './dintero-request.js';
import { DinteroTokens } from './dintero-tokens.js';
import type { FileTokens } from './fetch-file.js';

const OUTAGE_PAUSE_MS = 3000;

/** Every call to Dintero: within the merchant's rate, with a token, told apart by what may have happened. Nothing is repeated but a 401, once. */
@Injectable()
export class DinteroClient implements DinteroCaller {
  constructor(
    private readonly http: MerchantHttp,
    private readonly tokens: DinteroTokens,
    private readonly gate: RateGate,
    private readonly login: DinteroLogin,
  ) {}

  async call(merchant: Merchant, operation: Operation, details?: CallDetails): Promise<unknown> {
    return readJson((await this.answer(merchant, operation, details)).body);
  }

  async answer(merchant: Merchant, operation: Operation, details?: CallDetails): Promise<HttpResponse> {
    const response = await this.send(merchant, callOf(operation, merchant, details));
    if (response.status < 200 || response.status >= 300) throw await this.failure(merchant, operation, response);
    await this.login.worked(merchant);
    return response;
  }

  /**
   * The answer of any status, within the rate. A 401 may only mean that Dintero does not know the token any more: it is
   * dropped, fetched anew once and the call repeated once. A second 401 is the caller's.
   */
  private async send(merchant: Merchant, call: DinteroCall): Promise<HttpResponse> {
    const first = await this.attempt(merchant, call);
    if (first.response.status !== 401) return first.response;
    this.tokens.forget(merchant, first.token);
    return (await this.attempt(merchant, call)).response;
  }

  /** Tokens for files on hosts of Dintero's own, within the rate. Both throw ProviderUnavailable · PutOff. */
  fileTokens(merchant: Merchant): FileTokens {
    const current = async (): Promise<string> => {
      await this.gate.pass({ lane: 'provider', merchantId: merchant.id }, merchant.provider.requestsPerSecond);
      return this.bearer(merchant);
    };
    const renewed = (refused: string): Promise<string> => {
      this.tokens.forget(merchant, refused);
      return current();
    };
    return { current, renewed };
  }

  private async bearer(merchant: Merchant): Promise<string> {
    try {
      return await this.tokens.tokenFor(merchant);
    } catch (error) {
      if (!(error instanceof ProviderUnavailable)) throw error;
      if (error.code !== 'TOKEN_REFUSED') throw await this.pause(merchant, error);
      await this.login.refused(merchant, error.message, Number(error.details.status));
      throw error;
    }
  }

  private async attempt(merchant: Merchant, call: DinteroCall): Promise<{ response: HttpResponse; token: string }> {
    await this.gate.pass({ lane: 'provider', merchantId: merchant.id }, merchant.provider.requestsPerSecond);
    const token = await this.bearer(merchant);
    try {
      const response = await this.http.for(merchant).send(toHttpRequest(merchant, call, token));
      return { response, token };
    } catch (error) {
      throw error instanceof ProviderUnavailable ? await this.pause(merchant, error) : error;
    }
  }

  /** Nobody else of this merchant calls for a while; the caller's own error goes on, or becomes a wait without cost. */
  private async pause(merchant: Merchant, error: ProviderUnavailable): Promise<Error> {
    const gate = { lane: 'provider' as const, merchantId: merchant.id };
    if (error.retryAfterMs !== undefined) {
      await this.gate.close(gate, error.retryAfterMs);
      return new PutOff(new Date(Date.now() + error.retryAfterMs), 'Dintero asked us to wait');
    }
    await this.gate.close(gate, OUTAGE_PAUSE_MS);
    return error;
  }

  /** What an answer other than 2xx means, and what follows for the merchant's other calls. */
  async failure(merchant: Merchant, operation: Operation, response: HttpResponse): Promise<Error> {
    const error = failureOf(operation, response);
    const { status } = response;
    if (status === 429 && error instanceof ProviderUnavailable) return this.pause(merchant, error);
    if (status === 401) await this.login.refused(merchant, errorOf(response).message, status);
    // The rest of the merchant's work goes on: the token is good, it only lacks a scope for this operation.
    if (status === 403) this.tokens.forgetOld(merchant);
    return error;
  }
}
