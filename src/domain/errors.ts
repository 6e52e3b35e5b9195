/** What an error may show to anyone: never a secret, never a personal value. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>;

/** Every error we raise on purpose: a stable code, whether trying again can help, and safe details. */
export abstract class FakturabroError extends Error {
  abstract readonly retryable: boolean;

  constructor(
    readonly code: string,
    message: string,
    readonly details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** A rule of the business says no; the same input will always be refused. */
export class RuleViolation extends FakturabroError {
  readonly retryable = false;
}

/** The same key arrived with other content, or the object is in a state that does not allow this. */
export class Conflict extends FakturabroError {
  readonly retryable = false;
}

export class NotFound extends FakturabroError {
  readonly retryable = false;
}

/** The outside system said no: a person must look, repeating cannot help. */
export class ProviderRejected extends FakturabroError {
  readonly retryable = false;
}

/** They said no to the channel that was asked for: the account may not use it, whatever the order. */
export class ChannelRefused extends ProviderRejected {}

/**
 * The outside system knows us and does not let us do this (403): it did not happen, and only somebody who grants the right
 * can change that.
 */
export class NotPermitted extends FakturabroError {
  readonly retryable = false;
}

/** It certainly did not happen (refused connection, 401, 429): safe to try again later. */
export class ProviderUnavailable extends FakturabroError {
  readonly retryable = true;

  constructor(
    code: string,
    message: string,
    details: ErrorDetails = {},
    options?: ErrorOptions & { retryAfterMs?: number },
  ) {
    super(code, message, details, options);
    this.retryAfterMs = options?.retryAfterMs;
  }

  /** How long the other side asked us to wait, when it said so. */
  readonly retryAfterMs: number | undefined;
}

/** It may have happened (timeout, reset, 5xx): look before any repetition. */
export class OutcomeUnknown extends FakturabroError {
  readonly retryable = true;

  constructor(
    code: string,
    message: string,
    details: ErrorDetails = {},
    options?: ErrorOptions & { answered?: boolean },
  ) {
    super(code, message, details, options);
    this.answered = options?.answered ?? false;
  }

  /** Whether an answer came (a 5xx): the other side is at least no longer at work on it. */
  readonly answered: boolean;
}

/** The message of anything that was thrown, for logs and stored outcomes. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The stable code of anything that was thrown. */
export function codeOf(error: unknown): string {
  return error instanceof FakturabroError ? error.code : 'UNEXPECTED';
}
