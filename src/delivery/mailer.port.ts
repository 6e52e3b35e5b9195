import type { Merchant } from '../domain/merchant.js';
import type { MailContent } from '../platform/mail/mail-message.js';

export interface OutgoingMail extends MailContent {
  /** Where bounces come back to; null for the address in `from`. */
  readonly returnAddress: string | null;
  /** Blind copies of the merchant's go along. */
  readonly withBlindCopies: boolean;
}

/** What the mail server said when it took the message. */
export interface MailAccepted {
  readonly answer: string;
}

/** What delivery needs from a mail server. An abstract class, so it is also the DI token. */
export abstract class Mailer {
  /**
   * @throws ProviderRejected     the server refused the recipient or the message for good; `details.answer` is its answer
   * @throws ProviderUnavailable  it was not taken; try later
   * @throws OutcomeUnknown       the answer to the message itself was lost: it may have been taken
   */
  abstract send(merchant: Merchant, mail: OutgoingMail): Promise<MailAccepted>;
}
