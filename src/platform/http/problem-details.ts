import type { Problem } from '../../domain/problem.js';

/** An `application/problem+json` body (RFC 9457); `code` is stable and meant for programs. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  /** Every wrong field of the request at once. */
  readonly errors?: readonly Problem[];
  readonly [extension: string]: unknown;
}

export function problemDetails(
  status: number,
  code: string,
  title: string,
  detail: string,
  extensions: Readonly<Record<string, unknown>> = {},
): ProblemDetails {
  return { type: `urn:fakturabro:problem:${code}`, title, status, code, detail, ...extensions };
}
