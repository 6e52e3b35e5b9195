import { Injectable } from '@nestjs/common';
import { OutcomeUnknown, ProviderUnavailable } from '../../domain/errors.js';
import type { Merchant } from '../../domain/merchant.js';
import { MerchantHttp } from '../../merchants/merchant-http.js';
import type { HttpResponse } from '../../platform/net/http-client.js';
import { isObject, readJson, textField } from '../../platform/net/read-json.js';
import { callOf } from './api/operation.js';
import { TOKEN_OPERATION, tokenRequest } from './api/token.js';
import { addressOf } from './dintero-request.js';
import { retryAfterMsOf } from './retry-after.js';

/** A token is renewed this long before it ends, or at half its life, whichever is earlier. */
const SPARE_MS = 60_000;
const TIMEOUT_MS = 15_000;

/** The scopes are inside the token: one older than this is replaced where somebody may have granted more meanwhile. */
const OLD_MS = 15_000;

interface Token {
  readonly value: string;
  readonly fetchedAt: number;
  readonly renewAt: number;
}

/** One access token per merchant; callers that need one at the same moment share one request. */
@Injectable()
export class DinteroTokens {
  private readonly tokens = new Map<string, Token>();
  private readonly requests = new Map<string, Promise<Token>>();

  constructor(private readonly http: MerchantHttp) {}

  /** @throws ProviderUnavailable TOKEN_REFUSED when the client id or secret is wrong */
  async tokenFor(merchant: Merchant): Promise<string> {
    const known = this.tokens.get(merchant.id);
    if (known && known.renewAt > Date.now()) return known.value;
    let request = this.requests.get(merchant.id);
    if (!request) {
      request = this.fetch(merchant).finally(() => this.requests.delete(merchant.id));
      this.requests.set(merchant.id, request);
    }
    const token = await request;
    this.tokens.set(merchant.id, token);
    return token.value;
  }

  /** The provider refused this token; the next caller gets a new one. One that was renewed meanwhile stays. */
  forget(merchant: Merchant, value: string): void {
    if (this.tokens.get(merchant.id)?.value === value) this.tokens.delete(merchant.id);
  }

  /** The token lacks a scope; unless it is quite new, the next caller gets one with the scopes of today. */
  forgetOld(merchant: Merchant): void {
    const known = this.tokens.get(merchant.id);
    if (known && known.fetchedAt < Date.now() - OLD_MS) this.tokens.delete(merchant.id);
  }

  /** Dintero's answer to our login, whatever it is. */
  logIn(merchant: Merchant): Promise<HttpResponse> {
    const { clientId, clientSecret } = merchant.provider;
    const login = Buffer.from(`${clientId.reveal()}:${clientSecret.reveal()}`).toString('base64');
    return this.http.for(merchant).send({
      method: 'POST',
      url: addressOf(merchant, callOf(TOKEN_OPERATION, merchant)),
      headers: { authorization: `Basic ${login}`, 'content-type': 'application/json' },
      body: tokenRequest(merchant),
      timeoutMs: TIMEOUT_MS,
    });
  }

  private async fetch(merchant: Merchant): Promise<Token> {
    const response = await this.logIn(merchant);
    const body = readJson(response.body);
    const value = textField(body, 'access_token');
    if (response.status === 200 && value !== null) return { value, fetchedAt: Date.now(), renewAt: renewalTime(body) };
    const details = { status: response.status };
    if (response.status === 429) {
      const retryAfterMs = retryAfterMsOf(response.headers);
      throw new ProviderUnavailable('RATE_LIMITED', 'Dintero asks us to wait before the next token.', details, {
        retryAfterMs,
      });
    }
    if (response.status >= 500 || response.status === 200) {
      throw new OutcomeUnknown('TOKEN_FAULT', `Dintero gave no token (${response.status}).`, details, {
        answered: true,
      });
    }
    throw new ProviderUnavailable(
      'TOKEN_REFUSED',
      `Dintero refused the client id or secret (${response.status}).`,
      details,
    );
  }
}

function renewalTime(body: unknown): number {
  const seconds = isObject(body) && typeof body.expires_in === 'number' ? body.expires_in : 0;
  const lifeMs = seconds * 1000;
  return Date.now() + Math.max(0, Math.min(lifeMs / 2, lifeMs - SPARE_MS));
}
