import type { FieldError } from '../../http/field-reader.js';
import { refuseIfAny } from '../../http/http-error.js';

export interface PageRule {
  readonly parameters: readonly string[];
  readonly limitDefault: number;
  readonly limitMax: number;
}

/** The limit of a list. @throws HttpError 400 naming every parameter that is unknown or out of range */
export function readLimit(query: URLSearchParams, { parameters, limitDefault, limitMax }: PageRule): number {
  const errors: FieldError[] = [];
  for (const name of new Set(query.keys())) {
    if (!parameters.includes(name)) errors.push({ field: name, message: 'is not a known parameter' });
  }
  const limit = Number(query.get('limit') ?? limitDefault);
  if (!Number.isInteger(limit) || limit < 1 || limit > limitMax) {
    errors.push({ field: 'limit', message: `must be 1 to ${limitMax}` });
  }
  refuseIfAny(errors);
  return limit;
}

/** A page of a list whose cursor is the id of the last element shown. An unknown cursor begins after the end. */
export function pageAfter<T>(
  all: readonly T[],
  idOf: (each: T) => string,
  after: string | null,
  limit: number,
): { readonly page: readonly T[]; readonly next: string | null } {
  const at = after === null ? -1 : all.findIndex((each) => idOf(each) === after);
  const from = after !== null && at === -1 ? all.length : at + 1;
  const page = all.slice(from, from + limit);
  const last = page.at(-1);
  return { page, next: last !== undefined && from + limit < all.length ? idOf(last) : null };
}
