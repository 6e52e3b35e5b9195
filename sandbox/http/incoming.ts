import type { IncomingHttpHeaders } from 'node:http';
import type { Request } from 'express';
import { HttpError } from './http-error.js';

/** A request as an operation sees it. */
export interface Incoming {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
  /** A variable part of the path, empty when the path has none of that name. */
  readonly param: (name: string) => string;
}

/** @throws HttpError 400 when there is a body and it is not JSON, or not said to be JSON. */
export function incomingOf(request: Request): Incoming {
  const { path, query } = targetOf(request);
  return {
    method: request.method,
    path,
    param: (name) => String(request.params[name] ?? ''),
    query,
    headers: request.headers,
    body: bodyOf(request),
  };
}

export function targetOf(request: Request): { path: string; query: URLSearchParams } {
  const at = request.originalUrl.indexOf('?');
  return at === -1
    ? { path: request.originalUrl, query: new URLSearchParams() }
    : { path: request.originalUrl.slice(0, at), query: new URLSearchParams(request.originalUrl.slice(at + 1)) };
}

/** The body as received; `express.raw` has put it there as a Buffer, or left it undefined. */
export function rawBodyOf(request: Request): string {
  return Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
}

function bodyOf(request: Request): unknown {
  const text = rawBodyOf(request);
  if (text === '') return undefined;
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/(.*\+)?json\b/i.test(type)) {
    throw new HttpError(400, `Content-Type must be application/json, not ${type === '' ? 'missing' : type}.`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new HttpError(400, `The body is not valid JSON: ${error instanceof Error ? error.message : 'unreadable'}.`);
  }
}
