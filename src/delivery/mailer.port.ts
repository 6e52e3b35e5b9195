import type { Merchant } from '../domain/merchant.js';

interface MailAttachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Buffer;
}

export interface OutgoingMail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** With angle brackets; the same for every attempt, so that a second copy is recognised. */
  readonly messageId: string;
  readonly attachments: readonly MailAttachment[];
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
