import type { FieldError } from './field-reader.js';

/** A refusal with a reason. Each double renders it in its own error format. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly errors: readonly FieldError[] = [],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** One 400 that names every field at fault, so a client author needs one round, not ten. */
function invalid(errors: readonly FieldError[]): HttpError {
  const summary = errors.map((error) => `${error.field}: ${error.message}`).join('; ');
  return new HttpError(400, `The request is not valid. ${summary}`, errors);
}

/** What the readers made of a request, once it is certain that they found no fault. @throws HttpError 400 */
export function accepted<T>(read: T | null, errors: readonly FieldError[]): T {
  refuseIfAny(errors);
  if (read === null) throw new Error('A reader found nothing to read, and no fault either.');
  return read;
}

export function refuseIfAny(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw invalid(errors);
}
