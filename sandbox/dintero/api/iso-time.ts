import type { FieldError } from '../../http/field-reader.js';

const DAY_MS = 86_400_000;

/** A time in a filter. Without a zone it is UTC; a bare date in `.lte` means the whole of that day. */
export function readTime(query: URLSearchParams, name: string, errors: FieldError[]): number | null {
  const text = query.get(name);
  if (text === null) return null;
  const bare = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const zoned = bare || /(Z|[+-]\d{2}:?\d{2})$/.test(text);
  const time = Date.parse(zoned ? text : `${text}Z`);
  if (Number.isNaN(time)) errors.push({ field: name, message: `must be an ISO 8601 date or time, not ${text}` });
  return bare && name.endsWith('.lte') ? time + DAY_MS - 1 : time;
}

export function isWithin(time: string, fromMs: number | null, toMs: number | null): boolean {
  const timeMs = Date.parse(time);
  return timeMs >= (fromMs ?? -Infinity) && timeMs <= (toMs ?? Infinity);
}
