import { Injectable } from '@nestjs/common';
import { OutcomeUnknown, ProviderRejected, ProviderUnavailable } from '../../domain/errors.js';
import type { ErpEndpoint, Merchant } from '../../domain/merchant.js';
import { MerchantHttp } from '../../merchants/merchant-http.js';
import { RateGate } from '../../platform/jobs/rate-gate.js';
import { PutOff } from '../../platform/jobs/step-run.js';
import type { HttpRequest, HttpResponse } from '../../platform/net/http-client.js';
import { isObject, readJson, textField } from '../../platform/net/read-json.js';

export interface ErpCall {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly endpoint: ErpEndpoint;
  /** Added to the endpoint's address: a path with a slash, or a query with a question mark. */
  readonly suffix: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const OUTAGE_PAUSE_MS = 3000;
const RETRY_AFTER_MS = 30_000;

/** Every call to an ERP that speaks the generic port, told apart by what may have happened. */
@Injectable()
export class GenericErpClient {
  constructor(
    private readonly http: MerchantHttp,
    private readonly gate: RateGate,
  ) {}

  /**
   * The answer if it is 2xx or 404.
   * @throws ProviderRejected · ProviderUnavailable · OutcomeUnknown · PutOff
   */
  async call(merchant: Merchant, call: ErpCall): Promise<HttpResponse> {
    const response = await this.send(merchant, () => this.http.for(merchant).send(erpRequest(merchant, call)));
    const { status } = response;
    if ((status >= 200 && status < 300) || status === 404) return response;
    const text = `the ERP answered ${status}: ${explanationIn(response)}`;
    const details = { status };
    if (status === 429)
      throw await this.pause(merchant, Number(response.headers['retry-after']) * 1000 || RETRY_AFTER_MS);
    if (status >= 500) throw new OutcomeUnknown('ERP_FAULT', text, details, { answered: true });
    if (status === 401 || status === 403) throw new ProviderUnavailable('ERP_CREDENTIALS', text, details);
    throw new ProviderRejected('ERP_REFUSED', text, details);
  }

  private async send(merchant: Merchant, request: () => Promise<HttpResponse>): Promise<HttpResponse> {
    try {
      return await request();
    } catch (error) {
      if (error instanceof ProviderUnavailable) await this.pause(merchant, OUTAGE_PAUSE_MS);
      throw error;
    }
  }

  private async pause(merchant: Merchant, forMs: number): Promise<PutOff> {
    await this.gate.close({ lane: 'erp', merchantId: merchant.id }, forMs);
    return new PutOff(new Date(Date.now() + forMs), 'the ERP asked us to wait');
  }
}

/** A call as HTTP, with the merchant's credentials. */
export function erpRequest({ erp }: Merchant, { method, endpoint, suffix, headers, body }: ErpCall): HttpRequest {
  const secrets = Object.entries(endpoint.headers).map(([name, value]): [string, string] => [name, value.reveal()]);
  return {
    method,
    url: endpoint.url + suffix,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...Object.fromEntries(secrets),
      ...headers,
    },
    body,
    timeoutMs: erp.timeoutMs,
  };
}

export function explanationIn(response: HttpResponse): string {
  const body = readJson(response.body);
  const nested = isObject(body) ? body.error : undefined;
  const text =
    textField(body, 'detail') ?? textField(body, 'message') ?? textField(body, 'error') ?? textField(nested, 'message');
  return text ?? response.body.toString('utf8').slice(0, 200);
}
