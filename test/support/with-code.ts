/** Matches one of our errors by its stable code, and by its details where they are given. */
export function withCode(code: string, details?: Readonly<Record<string, unknown>>): Error {
  return expect.objectContaining({
    code,
    ...(details ? { details: expect.objectContaining(details) as unknown } : {}),
  }) as Error;
}
