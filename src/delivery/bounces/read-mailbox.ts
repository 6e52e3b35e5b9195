import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { codeOf, messageOf } from '../../domain/errors.js';
import type { Merchant } from '../../domain/merchant.js';
import { Exceptions } from '../../exceptions/exceptions.js';
import { PutOff } from '../../platform/jobs/step-run.js';
import { BounceMailbox, type MailboxReading } from './bounce-mailbox.port.js';
import { MailboxTurns } from './mailbox-turns.js';
import { ReceiveBounce } from './receive-bounce.js';

const WAIT_FOR_READER_MS = 5000;

/** What a part of the mailbox brought, and where the next part begins. */
export interface MailboxPart {
  readonly looked: number;
  readonly taken: number;
  /** Null when the mailbox is read to its end, or when there is none. */
  readonly next: string | null;
}

/** Reads the mailbox that bounces come to: every message of ours is kept before it is marked. */
@Injectable()
export class ReadMailbox {
  constructor(
    private readonly dataSource: DataSource,
    private readonly turns: MailboxTurns,
    private readonly mailbox: BounceMailbox,
    private readonly receive: ReceiveBounce,
    private readonly exceptions: Exceptions,
  ) {}

  /** @throws PutOff while another process reads it · ProviderRejected · ProviderUnavailable */
  async run(merchant: Merchant): Promise<MailboxPart> {
    const settings = merchant.delivery?.bounces?.mailbox;
    if (!settings) return { looked: 0, taken: 0, next: null };
    const turn = await this.turns.begin(merchant.id, settings);
    if (!turn) throw new PutOff(new Date(Date.now() + WAIT_FOR_READER_MS), 'another process reads this mailbox');
    let reading: MailboxReading;
    try {
      reading = await this.mailbox.read(settings, turn.since, async ({ uid, raw }) => {
        const origin = `imap:${settings.folder}/${uid}`;
        return (await this.receive.runIfOurs(merchant, { raw, origin })) !== null;
      });
    } catch (error) {
      await this.turns.giveUp(merchant.id, turn.reader);
      await this.tell(merchant, settings.host, error);
      throw error;
    }
    const { position, looked, taken, isMore } = reading;
    await this.turns.end(merchant.id, turn.reader, position, !isMore);
    await this.exceptions.settle(this.dataSource.manager, merchant.id, subjectOf(merchant), ['BOUNCES_UNREADABLE']);
    return { looked, taken, next: isMore ? `${position.uidValidity}:${position.lastUid}` : null };
  }

  private async tell(merchant: Merchant, host: string, error: unknown): Promise<void> {
    await this.exceptions.raise(this.dataSource.manager, {
      merchantId: merchant.id,
      code: 'BOUNCES_UNREADABLE',
      subject: subjectOf(merchant),
      details: { host, code: codeOf(error), reason: messageOf(error) },
    });
  }
}

function subjectOf({ id }: Merchant): { kind: 'merchant'; id: string } {
  return { kind: 'merchant', id };
}
