import type { Request } from 'express';

/** The bytes of a request on a raw route; an empty body parses to nothing. */
export function rawBodyOf(request: Request): Buffer {
  const body: unknown = request.body;
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}
