import type { Merchant } from '../../../domain/merchant.js';
import type { HttpResponse } from '../../../platform/net/http-client.js';

/** Which base address: `checkout` and `api` stand in the merchant's configuration, `payout` is the second version of `api`. */
export type DinteroBase = 'checkout' | 'api' | 'payout';

/** One operation of Dintero's API: the only place that knows its path. */
export interface Operation {
  /** `area.verb`, as on the command line. */
  readonly name: string;
  readonly does: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly base: DinteroBase;
  /** Below the base; `{aid}` is the merchant's own account. */
  readonly path: string;
  /** The client needs one of these; empty when none is needed, null when Dintero does not publish them. */
  readonly scopes: readonly string[] | null;
  readonly query?: readonly string[];
  readonly featureToggles?: readonly string[];
  readonly body?: 'required' | 'optional';
  /** For a person who gives no body: read this first, and make the body of what it answers. */
  readonly bodyFrom?: { readonly read: Operation; readonly toBody: (answer: unknown) => unknown };
  /** JSON unless it says otherwise; `file` leads to a file, by whatever way. */
  readonly answers?: 'svg' | 'file';
  /** What it changes, in words, if it changes anything. */
  readonly changes?: string;
}

export type QueryValue = string | number | boolean | readonly string[] | undefined;

export interface CallDetails {
  /** Values of the placeholders in the path, besides `{aid}`. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly body?: unknown;
  readonly featureToggles?: string;
}

/** One call as it goes out. */
export interface DinteroCall {
  readonly method: Operation['method'];
  readonly base: DinteroBase;
  /** Below the base, starting with a slash. */
  readonly path: string;
  readonly query?: readonly (readonly [name: string, value: string])[];
  readonly body?: unknown;
  readonly featureToggles?: string;
  /** The content type we want. */
  readonly accept: string;
}

/** What an area of the API needs to reach Dintero. Both throw ProviderRejected · NotPermitted · ProviderUnavailable · OutcomeUnknown · PutOff. */
export interface DinteroCaller {
  /** The JSON of a 2xx answer; undefined when it is empty or no JSON. */
  call(merchant: Merchant, operation: Operation, details?: CallDetails): Promise<unknown>;

  /** A 2xx answer as it came. */
  answer(merchant: Merchant, operation: Operation, details?: CallDetails): Promise<HttpResponse>;
}

/** @throws Error naming a placeholder of the path that got no value: a fault of the program */
export function callOf(operation: Operation, merchant: Merchant, details: CallDetails = {}): DinteroCall {
  const values: Readonly<Record<string, string>> = { ...details.params, aid: merchant.provider.accountId };
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (!value) throw new Error(`${operation.name} needs ${name}.`);
    return encodeURIComponent(value);
  });
  return {
    method: operation.method,
    base: operation.base,
    path,
    accept: operation.answers === 'svg' ? 'image/svg+xml' : 'application/json',
    query: Object.entries(details.query ?? {}).flatMap(([name, value]) => pairsOf(name, value)),
    ...(details.body === undefined ? {} : { body: details.body }),
    ...(details.featureToggles === undefined ? {} : { featureToggles: details.featureToggles }),
  };
}

/** Several values are the parameter several times. */
function pairsOf(name: string, value: QueryValue): [string, string][] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value.map((each: string) => [name, each]) : [[name, String(value)]];
}
