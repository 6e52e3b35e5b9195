import { STATUS_CODES } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Response } from 'express';
import {
  Conflict,
  type FakturabroError,
  messageOf,
  NotFound,
  NotPermitted,
  OutcomeUnknown,
  ProviderRejected,
  ProviderUnavailable,
  RuleViolation,
} from '../../domain/errors.js';
import { problemDetails, type ProblemDetails } from './problem-details.js';

type ErrorClass = abstract new (...parameters: never[]) => FakturabroError;

const STATUS_OF: readonly [ErrorClass, number, string][] = [
  [NotFound, 404, 'Not found'],
  [Conflict, 409, 'Conflict'],
  [RuleViolation, 422, 'Refused by a rule'],
  [ProviderRejected, 502, 'The provider refused'],
  [NotPermitted, 502, 'The provider does not permit this'],
  [ProviderUnavailable, 503, 'The provider is unavailable'],
  [OutcomeUnknown, 503, 'The provider gave no answer'],
];

/** Turns whatever was thrown into problem+json. Features and domain know no HTTP; this is the only translation. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const body = this.problemOf(error);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (body.status === 503 || body.status === 429) response.setHeader('Retry-After', '5');
    response.status(body.status).type('application/problem+json').send(JSON.stringify(body));
  }

  private problemOf(error: unknown): ProblemDetails {
    for (const [type, status, title] of STATUS_OF) {
      if (error instanceof type)
        return problemDetails(status, error.code, title, error.message, { details: error.details });
    }
    if (error instanceof HttpException) return ofHttpException(error);
    if (isBodyParserFault(error)) {
      return ofStatus(error.status, error.message);
    }
    this.logger.error({ msg: 'unexpected error', reason: messageOf(error), err: error });
    if (isDatabaseAway(error)) {
      return problemDetails(
        503,
        'DATABASE_UNAVAILABLE',
        'Try again',
        'The database cannot be reached; nothing was stored.',
      );
    }
    return problemDetails(500, 'UNEXPECTED', 'Unexpected error', 'Something failed on our side; it was logged.');
  }
}

function ofHttpException(error: HttpException): ProblemDetails {
  const body = error.getResponse();
  if (typeof body === 'object' && 'code' in body && 'status' in body) return body as ProblemDetails;
  return ofStatus(error.getStatus(), error.message);
}

/** A problem whose code is its status in words: 413 is PAYLOAD_TOO_LARGE. */
function ofStatus(status: number, detail: string): ProblemDetails {
  const title = STATUS_CODES[status] ?? detail;
  return problemDetails(status, title.replaceAll(/[^A-Za-z]+/g, '_').toUpperCase(), title, detail);
}

/** What express's body parsers throw: an error with an HTTP status of the client's making. */
function isBodyParserFault(error: unknown): error is Error & { status: number } {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status < 500;
}

const CONNECTION_FAULTS = /^(08|57P0|53)|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;

function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    CONNECTION_FAULTS.test(code) || /Connection terminated|timeout exceeded when trying to connect/.test(error.message)
  );
}
