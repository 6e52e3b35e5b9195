import {
  type FakturabroError,
  messageOf,
  OutcomeUnknown,
  ProviderRejected,
  ProviderUnavailable,
} from '../../domain/errors.js';

/** Commands before the message itself: whatever fails there, nothing was sent. */
const BEFORE_DATA = /^(CONN|EHLO|HELO|LHLO|STARTTLS|AUTH|API|MAIL FROM|RCPT TO)/;
/** Faults of the connection itself, before any command. */
const NOT_CONNECTED = new Set(['ECONNECTION', 'EDNS', 'ETLS', 'EAUTH', 'ECONFIG', 'ECONNREFUSED', 'ENOTFOUND']);

interface SmtpError {
  readonly recipient?: string;
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

/** What a failed sending means: refused for good, not taken, or nobody knows because the answer to the message was lost. */
export function smtpFailure(error: unknown): FakturabroError {
  const { code = '', command = '', responseCode, response } = isError(error) ? error : {};
  const answer = response ?? messageOf(error);
  const details = { smtpCode: responseCode ?? null, command };
  if (responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH') {
    return new ProviderRejected('MAIL_REFUSED', answer, details, { cause: error });
  }
  const taken = responseCode === undefined && !BEFORE_DATA.test(command) && !NOT_CONNECTED.has(code);
  return taken
    ? new OutcomeUnknown('MAIL_UNANSWERED', answer, details, { cause: error })
    : new ProviderUnavailable('MAIL_NOT_TAKEN', answer, details, { cause: error });
}

/** The refusal of one of these recipients among those of a message that others were taken of. */
export function refusalOf(recipients: readonly string[], refusals: readonly Error[] = []): Error | null {
  return refusals.find((error) => isError(error) && recipients.includes(error.recipient ?? '')) ?? null;
}

function isError(error: unknown): error is SmtpError {
  return typeof error === 'object' && error !== null;
}
