import type { BounceMailboxSettings } from '../../domain/merchant.js';

/** As much of a returned mail as is read and kept: what it reports comes first, the mail it returns comes last. */
export const MESSAGE_MAX_BYTES = 1024 * 1024;

/** How far a mailbox has been read. A new validity means that the server has numbered its messages anew. */
export interface MailboxPosition {
  readonly uidValidity: bigint;
  readonly lastUid: number;
}

export interface MailboxMessage {
  readonly uid: number;
  /** The message, up to `MESSAGE_MAX_BYTES` of it. */
  readonly raw: Buffer;
}

/** What became of a part of a mailbox. */
export interface MailboxReading {
  readonly position: MailboxPosition;
  readonly looked: number;
  readonly taken: number;
  /** There are newer messages that this part did not reach. */
  readonly isMore: boolean;
}

/** What delivery needs from the mailbox that bounces come to. An abstract class, so it is also the DI token. */
export abstract class BounceMailbox {
  /**
   * Hands the next messages over, oldest first. The ones that `take` accepts are marked as seen, or moved, once it has
   * resolved; the others are left as they are. Killed in between, it hands the same messages over again.
   * @param since null for the whole mailbox
   * @throws ProviderRejected     the login or the folder is refused: a person must look
   * @throws ProviderUnavailable  try later
   */
  abstract read(
    mailbox: BounceMailboxSettings,
    since: MailboxPosition | null,
    take: (message: MailboxMessage) => Promise<boolean>,
  ): Promise<MailboxReading>;
}
