import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Merchant } from '../../domain/merchant.js';
import { InboxDrain } from '../../inbox/inbox-drain.js';
import { Inbox } from '../../inbox/inbox.js';
import { MESSAGE_MAX_BYTES } from './bounce-mailbox.port.js';
import { BounceTokens } from './bounce-tokens.js';
import { readReturnedMail } from './read-bounce.js';

/** A mail that came to a return address, as the mailbox or the API gave it. */
export interface ReturnedMessage {
  readonly raw: Buffer;
  /** Where it was found, for people. */
  readonly origin: string;
}

export interface ReceivedBounce {
  /** Its id in the inbox; null when the same bytes are there already. */
  readonly message: string | null;
  /** The delivery that its return address names; null when it names none of ours. */
  readonly delivery: string | null;
}

/** Keeps a returned mail as it came, once, before anything is done with it. */
@Injectable()
export class ReceiveBounce {
  constructor(
    private readonly inbox: Inbox,
    private readonly drain: InboxDrain,
    private readonly tokens: BounceTokens,
  ) {}

  async run(merchant: Merchant, returned: ReturnedMessage): Promise<ReceivedBounce> {
    return this.keep(merchant, returned, await this.deliveryIn(merchant, returned.raw));
  }

  /** Keeps it only when it is ours: a mailbox may hold other mail as well. */
  async runIfOurs(merchant: Merchant, returned: ReturnedMessage): Promise<ReceivedBounce | null> {
    const delivery = await this.deliveryIn(merchant, returned.raw);
    return delivery === null ? null : this.keep(merchant, returned, delivery);
  }

  private async keep(
    merchant: Merchant,
    { raw, origin }: ReturnedMessage,
    delivery: string | null,
  ): Promise<ReceivedBounce> {
    const body = raw.subarray(0, MESSAGE_MAX_BYTES);
    const message = await this.inbox.storeOnce({
      merchantId: merchant.id,
      source: 'bounce',
      subject: delivery === null ? null : `delivery:${delivery}`,
      messageId: createHash('sha256').update(body).digest('hex'),
      headers: {},
      target: origin,
      body,
      problems: null,
    });
    if (message !== null) this.drain.wake();
    return { message, delivery };
  }

  private async deliveryIn(merchant: Merchant, raw: Buffer): Promise<string | null> {
    const plain = this.tokens.deliveryIn(merchant, raw.toString('latin1'));
    // An encoding may have broken the address up; then it is only found in the decoded parts.
    return plain ?? this.tokens.deliveryIn(merchant, (await readReturnedMail(raw)).text);
  }
}
