import {
  ChannelRefused,
  type FakturabroError,
  NotPermitted,
  OutcomeUnknown,
  ProviderRejected,
  ProviderUnavailable,
} from '../../domain/errors.js';
import type { HttpResponse } from '../../platform/net/http-client.js';
import type { Operation } from './api/operation.js';
import { errorOf, namesChannel } from './dintero-error.js';
import { retryAfterMsOf } from './retry-after.js';

/** What an answer other than 2xx means. */
export function failureOf(operation: Operation, response: HttpResponse): FakturabroError {
  const { status } = response;
  const { code, message } = errorOf(response);
  const details = { operation: `${operation.method} ${operation.path}`, status, providerCode: code };
  const text = `Dintero answered ${status}: ${message}`;
  if (status === 429) {
    const retryAfterMs = retryAfterMsOf(response.headers);
    return new ProviderUnavailable('RATE_LIMITED', text, details, { retryAfterMs });
  }
  if (status === 401) return new ProviderUnavailable('PROVIDER_CREDENTIALS', text, details);
  if (status === 403) {
    const scope = operation.scopes?.join(' or ') ?? null;
    return new NotPermitted('PROVIDER_SCOPE_MISSING', message, { ...details, scope });
  }
  // 409 is documented next to 503: both mean that somebody must look before anything is repeated.
  if (status >= 500 || status === 409) return new OutcomeUnknown('PROVIDER_FAULT', text, details, { answered: true });
  const Refusal = namesChannel({ code, message }) ? ChannelRefused : ProviderRejected;
  return new Refusal(code, message, details);
}
