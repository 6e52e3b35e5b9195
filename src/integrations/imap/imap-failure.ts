import type { ImapFlowError } from 'imapflow';
import { FakturabroError, messageOf, ProviderRejected, ProviderUnavailable } from '../../domain/errors.js';

/** What a failed reading means. Nothing was changed in either case: whatever was not taken is read again. */
export function imapFailure(error: unknown): FakturabroError {
  if (error instanceof FakturabroError) return error;
  const { authenticationFailed, mailboxMissing, responseText, responseStatus, code = '' } = detailsOf(error);
  const reason = responseText ?? messageOf(error);
  const details = { imapCode: code };
  if (authenticationFailed) {
    return new ProviderRejected('MAILBOX_LOGIN_REFUSED', `The login was refused: ${reason}`, details, { cause: error });
  }
  if (mailboxMissing || responseStatus === 'NO') {
    return new ProviderRejected('MAILBOX_REFUSED', `The mail server refused: ${reason}`, details, { cause: error });
  }
  return new ProviderUnavailable('MAILBOX_UNREACHABLE', reason, details, { cause: error });
}

function detailsOf(error: unknown): Partial<ImapFlowError> {
  return typeof error === 'object' && error !== null ? error : {};
}
