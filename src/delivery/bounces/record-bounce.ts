import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { blamesAddress, type BounceClass, isFinal, withoutAddresses } from '../../domain/delivery/bounce.js';
import type { Merchant } from '../../domain/merchant.js';
import type { ExceptionCode } from '../../exceptions/exception-codes.js';
import { Exceptions } from '../../exceptions/exceptions.js';
import { queryOne } from '../../platform/database/sql.js';
import { Deliveries } from '../deliveries.js';
import { Suppressions } from './suppressions.js';

/** What became of one mail, as its own server said at once or another one reported later. */
export interface NoticedBounce {
  readonly deliveryId: string;
  /** The message that says so; null when the mail server refused it to our face. */
  readonly inboxId: string | null;
  readonly found: BounceClass;
  readonly status: string | null;
  /** In the server's own words. */
  readonly said: string;
  /** Whether it was the recipient that was refused; otherwise it was the sender or the message. */
  readonly isAboutRecipient: boolean;
}

const SAID_MAX = 500;

/** The one place where a refusal or bounce becomes known, however it came: noted once, told to a person, address suppressed. */
@Injectable()
export class RecordBounce {
  constructor(
    private readonly deliveries: Deliveries,
    private readonly suppressions: Suppressions,
    private readonly exceptions: Exceptions,
  ) {}

  async run(manager: EntityManager, merchant: Merchant, bounce: NoticedBounce): Promise<void> {
    const delivery = await this.deliveries.find(manager, merchant.id, bounce.deliveryId);
    if (!delivery || !(await this.note(manager, merchant, bounce))) return; // not ours, or read before
    const { found, status } = bounce;
    if (found === 'complaint') await this.suppress(manager, merchant, delivery.recipient, bounce);
    if (!isFinal(found)) return;
    await this.deliveries.markBounced(manager, delivery.id);
    if (bounce.isAboutRecipient && blamesAddress(found, status))
      await this.suppress(manager, merchant, delivery.recipient, bounce);
    if (await this.deliveries.isReplaced(manager, delivery)) return;
    await this.tell(manager, merchant, bounce, delivery.invoiceId);
  }

  private async note(manager: EntityManager, merchant: Merchant, bounce: NoticedBounce): Promise<boolean> {
    const { deliveryId, inboxId, found, status } = bounce;
    const row = await queryOne(
      manager,
      `insert into bounce (merchant_id, delivery_id, inbox_id, class, status, said) values ($1, $2, $3, $4, $5, $6)
       on conflict (delivery_id, inbox_id) do nothing returning id`,
      [merchant.id, deliveryId, inboxId, found, status, saidIn(bounce)],
    );
    return row !== null;
  }

  private async suppress(
    manager: EntityManager,
    merchant: Merchant,
    address: string,
    { found, status }: NoticedBounce,
  ): Promise<void> {
    const cause = found === 'complaint' ? 'complaint' : 'bounce';
    await this.suppressions.add(manager, merchant.id, address, { cause, status, reason: null, addedBy: 'fakturabro' });
  }

  private async tell(
    manager: EntityManager,
    merchant: Merchant,
    bounce: NoticedBounce,
    invoiceId: string,
  ): Promise<void> {
    const row = await queryOne<{ reference: string }>(
      manager,
      `select reference from invoice where id = $1 and state not in ('paid', 'voided', 'closed')`,
      [invoiceId],
    );
    if (!row) return; // a paid or cancelled invoice need not arrive any more
    const code: ExceptionCode = bounce.inboxId === null ? 'DELIVERY_REFUSED' : 'DELIVERY_BOUNCED';
    const details = {
      answer: saidIn(bounce),
      status: bounce.status,
      class: bounce.found,
      deliveryId: bounce.deliveryId,
    };
    const subject = { kind: 'invoice' as const, id: row.reference };
    await this.exceptions.raise(manager, { merchantId: merchant.id, code, subject, details });
  }
}

function saidIn({ said }: NoticedBounce): string {
  return withoutAddresses(said).slice(0, SAID_MAX);
}
