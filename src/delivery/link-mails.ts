import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Merchant } from '../domain/merchant.js';
import { Invoices } from '../invoicing/invoices.js';
import { Vault } from '../platform/crypto/vault.js';
import { query, queryOne } from '../platform/database/sql.js';
import { messageIdFor } from './message-id.js';

type LinkMailState = 'planned' | 'sending' | 'accepted' | 'refused' | 'cancelled';

export interface LinkMail {
  readonly id: string;
  readonly invoiceId: string;
  readonly sessionId: string;
  readonly recipient: string;
  readonly messageId: string;
  readonly state: LinkMailState;
}

/** The mails that bring debtors the links of their checkouts: one for each session, and what the mail server said. */
@Injectable()
export class LinkMails {
  constructor(
    private readonly vault: Vault,
    private readonly invoices: Invoices,
  ) {}

  /** Planning the mail of a session again gives the same one. */
  async plan(manager: EntityManager, merchant: Merchant, invoiceId: string, sessionId: string): Promise<string> {
    const invoice = await this.invoices.lock(manager, merchant.id, invoiceId);
    const { order } = await this.invoices.contentOf(manager, merchant, invoice);
    const session = createHash('sha256').update(sessionId).digest('hex').slice(0, 12);
    const row = await queryOne<{ id: string }>(
      manager,
      `insert into link_mail as m (merchant_id, invoice_id, session_id, recipient, message_id)
       values ($1, $2, $3, $4, $5)
       on conflict (invoice_id, session_id) do update set session_id = m.session_id
       returning id`,
      [
        merchant.id,
        invoice.id,
        sessionId,
        this.vault.seal(purpose(merchant.id), order.debtor.email),
        messageIdFor(merchant, `${merchant.id}.${invoice.reference}.link.${session}`),
      ],
    );
    return row?.id ?? '';
  }

  async find(manager: EntityManager, merchantId: string, id: string): Promise<LinkMail | null> {
    const row = await queryOne<Omit<LinkMail, 'recipient'> & { recipient: Buffer }>(
      manager,
      `select id, invoice_id as "invoiceId", session_id as "sessionId", recipient, message_id as "messageId", state
       from link_mail where merchant_id = $1 and id = $2`,
      [merchantId, id],
    );
    return row && { ...row, recipient: this.vault.openText(purpose(merchantId), row.recipient) };
  }

  /** Records, before anything is sent, that an attempt begins. False when it was taken or called off before. */
  async begin(manager: EntityManager, id: string): Promise<boolean> {
    const taken = await query(
      manager,
      `update link_mail set state = 'sending', attempts = attempts + 1, attempted_at = now()
       where id = $1 and state in ('planned', 'sending', 'refused') returning id`,
      [id],
    );
    return taken.length > 0;
  }

  async end(manager: EntityManager, id: string, state: LinkMailState, answer: string | null): Promise<void> {
    await manager.query(
      `update link_mail set state = $2, smtp_answer = coalesce($3, smtp_answer),
         accepted_at = case when $2 = 'accepted' then now() end
       where id = $1`,
      [id, state, answer],
    );
  }
}

function purpose(merchantId: string): string {
  return `link-mail.recipient:${merchantId}`;
}
