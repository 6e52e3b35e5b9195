import type { HttpResponse } from '../../platform/net/http-client.js';
import { isObject, readJson, textField } from '../../platform/net/read-json.js';

export interface DinteroError {
  readonly code: string;
  readonly message: string;
}

/** What an error answer says, in whichever of its shapes: an object, plain text, HTML of a gateway, or nothing. */
export function errorOf(response: HttpResponse): DinteroError {
  const body = readJson(response.body);
  const error = isObject(body) ? body.error : undefined;
  if (typeof error === 'string') return { code: String(response.status), message: error };
  const source = isObject(error) ? error : body;
  const message = textField(source, 'message') ?? `no explanation (${response.body.length} bytes)`;
  const fields = isObject(source) ? fieldMessages(source.errors) : '';
  return { code: textField(source, 'code') ?? String(response.status), message: message + fields };
}

/**
 * Whether a refusal is about `invoice_channel`. An account can be kept from using a channel since 2026-05-07, but neither
 * status nor code of such a refusal is documented: the word is all there is to go by.
 */
export function namesChannel({ code, message }: DinteroError): boolean {
  return /channel/i.test(`${code} ${message}`);
}

/** The nested validation details, shortened: they are free-form. */
function fieldMessages(errors: unknown): string {
  if (!Array.isArray(errors) || errors.length === 0) return '';
  return `: ${JSON.stringify(errors).slice(0, 500)}`;
}
