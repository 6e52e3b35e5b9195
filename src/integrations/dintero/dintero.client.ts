import { Injectable } from '@nestjs/common';
import {
  ChannelRefused,
  NotPermitted,
  OutcomeUnknown,
  ProviderRejected,
  ProviderUnavailable,
} from '../../domain/errors.js';
import type { Merchant } from '../../domain/merchant.js';
import { MerchantHttp } from '../../merchants/merchant-http.js';
import { RateGate } from '../../platform/jobs/rate-gate.js';
import { PutOff } from '../../platform/jobs/step-run.js';
import type { HttpResponse } from '../../platform/net/http-client.js';
import { readJson } from '../../platform/net/read-json.js';
import { type CallDetails, callOf, type DinteroCall, type DinteroCaller, type Operation } from './api/operation.js';
import { errorOf, namesChannel } from './dintero-error.js';
import { DinteroLogin } from './dintero-login.js';
import { toHttpRequest } from './dintero-request.js';
import { DinteroTokens } from './dintero-tokens.js';
import type { FileTokens } from './fetch-file.js';
import { retryAfterMsOf } from './retry-after.js';

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

  /** What an answer other than 2xx means. */
  async failure(merchant: Merchant, operation: Operation, response: HttpResponse): Promise<Error> {
    const { status } = response;
    const { code, message } = errorOf(response);
    const details = { operation: `${operation.method} ${operation.path}`, status, providerCode: code };
    const text = `Dintero answered ${status}: ${message}`;
    if (status === 429) {
      const retryAfterMs = retryAfterMsOf(response.headers);
      return this.pause(merchant, new ProviderUnavailable('RATE_LIMITED', text, details, { retryAfterMs }));
    }
    if (status === 401) {
      await this.login.refused(merchant, message, status);
      return new ProviderUnavailable('PROVIDER_CREDENTIALS', text, details);
    }
    if (status === 403) {
      // The rest of the merchant's work goes on: the token is good, it only lacks a scope for this operation.
      this.tokens.forgetOld(merchant);
      const scope = operation.scopes?.join(' or ') ?? null;
      return new NotPermitted('PROVIDER_SCOPE_MISSING', message, { ...details, scope });
    }
    // 409 is documented next to 503: both mean that somebody must look before anything is repeated.
    if (status >= 500 || status === 409) return new OutcomeUnknown('PROVIDER_FAULT', text, details, { answered: true });
    const Refusal = namesChannel({ code, message }) ? ChannelRefused : ProviderRejected;
    return new Refusal(code, message, details);
  }
}
