import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { bounceClass, type BounceClass, type RecipientReport } from '../../domain/delivery/bounce.js';
import type { Merchant } from '../../domain/merchant.js';
import { HandlesInbox, type InboxHandler } from '../../inbox/inbox-handler.js';
import type { InboxMessage } from '../../inbox/inbox-message.js';
import { Merchants } from '../../merchants/merchants.js';
import { Deliveries } from '../deliveries.js';
import { BounceTokens } from './bounce-tokens.js';
import { readReturnedMail, type ReturnedMail } from './read-bounce.js';
import { RecordBounce } from './record-bounce.js';

const WORST_FIRST: readonly BounceClass[] = ['hard', 'gave-up', 'soft'];

/** Reads what came back. Only a token of ours says which delivery it is about; nothing else in it is believed for that. */
@HandlesInbox(['bounce'])
@Injectable()
export class HandleBounces implements InboxHandler {
  constructor(
    private readonly merchants: Merchants,
    private readonly tokens: BounceTokens,
    private readonly deliveries: Deliveries,
    private readonly record: RecordBounce,
  ) {}

  async handle(manager: EntityManager, messages: readonly InboxMessage[]): Promise<void> {
    for (const message of messages) await this.handleOne(manager, message);
  }

  private async handleOne(manager: EntityManager, message: InboxMessage): Promise<void> {
    const merchant = this.merchants.get(message.merchantId);
    const mail = await readReturnedMail(message.body);
    const deliveryId = this.tokens.deliveryIn(merchant, mail.text);
    const delivery = deliveryId === null ? null : await this.deliveries.find(manager, merchant.id, deliveryId);
    if (!delivery) return;
    const noticed = whatHappened(mail, delivery.recipient, merchant);
    if (noticed) {
      const about = { deliveryId: delivery.id, inboxId: message.id, isAboutRecipient: true };
      await this.record.run(manager, merchant, { ...noticed, ...about });
    }
  }
}

interface Noticed {
  readonly found: BounceClass;
  readonly status: string | null;
  readonly said: string;
}

/** What the message says of this recipient; null when that is nothing, such as an answer from a holiday. */
function whatHappened(mail: ReturnedMail, recipient: string, merchant: Merchant): Noticed | null {
  if (mail.kind === 'complaint') return { found: 'complaint', status: null, said: 'The recipient called it unwanted.' };
  const classed = mail.recipients
    .filter((report) => concerns(report, recipient, merchant))
    .flatMap((report) => {
      const found = bounceClass(report);
      return found === null ? [] : [{ found, status: report.status, said: report.diagnostic }];
    });
  return classed.sort((a, b) => WORST_FIRST.indexOf(a.found) - WORST_FIRST.indexOf(b.found))[0] ?? null;
}

/**
 * Blind copies travel under the same return address, and their bounces are not the debtor's. Any other address is one that
 * the debtor's mail was passed on to.
 */
function concerns({ addresses }: RecipientReport, recipient: string, { delivery }: Merchant): boolean {
  if (addresses.includes(recipient.toLowerCase())) return true;
  const copies = (delivery?.bcc ?? []).map((address) => address.toLowerCase());
  return !addresses.some((address) => copies.includes(address));
}
