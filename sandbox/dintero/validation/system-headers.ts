import type { IncomingHttpHeaders } from 'node:http';
import type { FieldError } from '../../http/field-reader.js';

const NAMES = [
  'dintero-system-name',
  'dintero-system-version',
  'dintero-system-plugin-name',
  'dintero-system-plugin-version',
];
const LENGTH_MAX = 120;

/** The identification headers as they come back in `initiating_system_request_headers`. */
export function readSystemHeaders(headers: IncomingHttpHeaders, errors: FieldError[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of [...NAMES, 'user-agent']) {
    const value = headers[name];
    if (typeof value !== 'string') continue;
    if (name !== 'user-agent' && value.length > LENGTH_MAX) {
      errors.push({ field: name, message: `must be at most ${LENGTH_MAX} characters, not ${value.length}` });
    }
    found[name] = value;
  }
  return found;
}
