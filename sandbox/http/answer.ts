import type { ServerResponse } from 'node:http';

/** What an operation answers, kept apart from the socket so that a fault can lose, delay or replace it. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is; the content type is in `headers`. */
  readonly bytes?: Uint8Array;
}

export function json(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers, body };
}

export function bytes(
  content: Uint8Array,
  contentType: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return { status: 200, headers: { 'content-type': contentType, ...headers }, bytes: content };
}

export function redirect(location: string): Answer {
  return { status: 302, headers: { location } };
}

export function write(response: ServerResponse, answer: Answer): void {
  const payload =
    answer.bytes ?? (answer.body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(answer.body)));
  const type = answer.body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' };
  const length = answer.status === 204 ? {} : { 'content-length': payload.byteLength };
  response.writeHead(answer.status, { ...type, ...answer.headers, ...length });
  response.end(payload);
}
