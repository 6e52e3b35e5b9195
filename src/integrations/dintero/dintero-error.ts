import type { HttpResponse } from '../../platform/net/http-client.js';
import { isObject, readJson, textField } from '../../platform/net/read-json.js';

export interface DinteroError {
  readonly code: string;
  readonly message: string;
}

/** What an error answer says, in whichever of its shapes: an object, plain text, HTML of a gateway, or nothing. */
export function errorOf(response: HttpResponse): DinteroError {
  return errorIn(readJson(response.body), {
    code: String(response.status),
    message: `no explanation (${response.body.length} bytes)`,
  });
}

/**
 * Whether a refusal is about `invoice_channel`. An account can be kept from using a channel since 2026-05-07, but neither
 * status nor code of such a refusal is documented: the word is all there is to go by.
 */
export function namesChannel({ code, message }: DinteroError): boolean {
  return /channel/i.test(`${code} ${message}`);
}

/** What an answer says was wrong. @param unsaid what stands in for a code or a message that is missing */
export function errorIn(body: unknown, unsaid: DinteroError): DinteroError {
  const error = isObject(body) ? body.error : undefined;
  // Paying a session may decline with details beside the error.
  const details = isObject(body) ? detailText(body.error_details) : '';
  if (typeof error === 'string') return { code: unsaid.code, message: error + details };
  const source = isObject(error) ? error : body;
  const message = textField(source, 'message') ?? unsaid.message;
  const fields = isObject(source) ? detailText(source.errors) : '';
  return { code: textField(source, 'code') ?? unsaid.code, message: message + fields + details };
}

/** Nested details, shortened: they are free-form. */
function detailText(details: unknown): string {
  const isEmpty = Array.isArray(details) ? details.length === 0 : !isObject(details);
  return isEmpty ? '' : `: ${JSON.stringify(details).slice(0, 500)}`;
}
