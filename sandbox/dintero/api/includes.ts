import { refuseIfAny } from '../../http/http-error.js';

/** What a client asks to have included. @throws HttpError 400 naming what cannot be */
export function readIncludes(query: URLSearchParams, allowed: readonly string[]): ReadonlySet<string> {
  const names = query.getAll('includes');
  const unknown = names.filter((name) => !allowed.includes(name));
  refuseIfAny(unknown.map((name) => ({ field: 'includes', message: `${name} is not one of ${allowed.join(', ')}` })));
  return new Set(names);
}
