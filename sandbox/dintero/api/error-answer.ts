import type { Answer } from '../../http/answer.js';
import type { HttpError } from '../../http/http-error.js';
import type { HttpOperation } from '../../operations.js';

const CODES: Readonly<Record<number, string>> = {
  400: 'BAD_REQUEST',
  401: 'AccessForbidden',
  403: 'FORBIDDEN',
  // The documentation's own example has the space.
  404: 'NOT FOUND',
  409: 'CONFLICT',
  412: 'PRECONDITION_FAILED',
  429: 'TOO_MANY_REQUESTS',
};

/**
 * Dintero's error format. A refused payment carries a pay result as well. A validation fault and a duplicate
 * reference have the same code, because none is documented: a client must look the reference up.
 */
export function errorAnswer(error: HttpError, operation: HttpOperation): Answer {
  const { status, message, errors, headers } = error;
  const body = { error: { code: CODES[status] ?? 'INTERNAL_ERROR', message, errors } };
  const isPay = operation === 'sessions.pay' || operation === 'session.pay';
  const payResult = isPay && status !== 401 && status !== 403 ? { success: false, actions: [] } : {};
  return { status, headers, body: { ...body, ...payResult } };
}
