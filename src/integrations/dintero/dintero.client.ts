import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OutcomeUnknown, ProviderRejected, ProviderUnavailable } from '../../domain/errors.js';
import type { Merchant } from '../../domain/merchant.js';
import { Exceptions } from '../../exceptions/exceptions.js';
import { MerchantHttp } from '../../merchants/merchant-http.js';
import { RateGate } from '../../platform/jobs/rate-gate.js';
import { PutOff } from '../../platform/jobs/step-run.js';
import type { HttpResponse } from '../../platform/net/http-client.js';
import { readJson } from '../../platform/net/read-json.js';
import { type CallDetails, callOf, type DinteroCall, type DinteroCaller, type Operation } from './api/operation.js';
import { errorOf } from './dintero-error.js';
import { toHttpRequest } from './dintero-request.js';
import { DinteroTokens } from './dintero-tokens.js';
import { retryAfterMsOf } from './retry-after.js';

/** After a refused login everybody waits a little, instead of every step failing by itself. */
const LOGIN_PAUSE_MS = 15_000;
const OUTAGE_PAUSE_MS = 3000;

/** Every call to Dintero: within the merchant's rate, with a token, told apart by what may have happened. No retries. */
@Injectable()
export class DinteroClient implements DinteroCaller {
  /** Merchants whose login is known to work, so that their case need not be looked for again. */
  private readonly loginWorks = new Set<string>();

  constructor(
    private readonly http: MerchantHttp,
    private readonly tokens: DinteroTokens,
    private readonly gate: RateGate,
    private readonly exceptions: Exceptions,
    private readonly dataSource: DataSource,
  ) {}

  async call(merchant: Merchant, operation: Operation, details?: CallDetails): Promise<unknown> {
    return readJson((await this.answer(merchant, operation, details)).body);
  }

  async answer(merchant: Merchant, operation: Operation, details?: CallDetails): Promise<HttpResponse> {
    const response = await this.send(merchant, callOf(operation, merchant, details));
    if (response.status < 200 || response.status >= 300) throw await this.failure(merchant, operation, response);
    if (!this.loginWorks.has(merchant.id)) await this.closeLogin(merchant);
    return response;
  }

  /** The answer of any status, within the rate and with a fresh token; a refused one is renewed once. */
  private async send(merchant: Merchant, call: DinteroCall): Promise<HttpResponse> {
    const first = await this.attempt(merchant, call);
    if (first.response.status !== 401) return first.response;
    this.tokens.forget(merchant, first.token);
    return (await this.attempt(merchant, call)).response;
  }

  /** The token for a file on a host of Dintero's own, within the rate. @throws ProviderUnavailable · PutOff */
  async fileToken(merchant: Merchant): Promise<string> {
    await this.gate.pass({ lane: 'provider', merchantId: merchant.id }, merchant.provider.requestsPerSecond);
    return this.bearer(merchant);
  }

  private async bearer(merchant: Merchant): Promise<string> {
    try {
      return await this.tokens.tokenFor(merchant);
    } catch (error) {
      if (!(error instanceof ProviderUnavailable)) throw error;
      if (error.code === 'TOKEN_REFUSED') await this.reportLogin(merchant, error.message, Number(error.details.status));
      throw await this.pause(merchant, error);
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
    await this.gate.close(gate, error.code === 'TOKEN_REFUSED' ? LOGIN_PAUSE_MS : OUTAGE_PAUSE_MS);
    return error;
  }

  private async failure(merchant: Merchant, { method, path }: Operation, response: HttpResponse): Promise<Error> {
    const { status } = response;
    const { code, message } = errorOf(response);
    const details = { operation: `${method} ${path}`, status, providerCode: code };
    const text = `Dintero answered ${status}: ${message}`;
    if (status === 429) {
      const retryAfterMs = retryAfterMsOf(response.headers);
      return this.pause(merchant, new ProviderUnavailable('RATE_LIMITED', text, details, { retryAfterMs }));
    }
    if (status === 401 || status === 403) {
      await this.reportLogin(merchant, message, status);
      return new ProviderUnavailable('PROVIDER_CREDENTIALS', text, details);
    }
    // 409 is documented next to 503: both mean that somebody must look before anything is repeated.
    if (status >= 500 || status === 409) return new OutcomeUnknown('PROVIDER_FAULT', text, details, { answered: true });
    return new ProviderRejected(code, message, details);
  }

  /**
   * One exception for the merchant, not one for each waiting step. The first call that works again closes it; after a
   * 403 that may be a call which needs another scope, so that case is left to the next start or a person.
   */
  private async reportLogin(merchant: Merchant, reason: string, status: number): Promise<void> {
    if (status !== 403) this.loginWorks.delete(merchant.id);
    await this.exceptions.raise(this.dataSource.manager, {
      merchantId: merchant.id,
      code: 'PROVIDER_CREDENTIALS',
      subject: { kind: 'merchant', id: merchant.id },
      details: { reason, status },
    });
  }

  private async closeLogin(merchant: Merchant): Promise<void> {
    const subject = { kind: 'merchant' as const, id: merchant.id };
    await this.exceptions.settle(this.dataSource.manager, merchant.id, subject, ['PROVIDER_CREDENTIALS']);
    this.loginWorks.add(merchant.id);
  }
}
