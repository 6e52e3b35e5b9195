import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LocalDate } from '../domain/local-date.js';
import type { Merchant } from '../domain/merchant.js';
import { Vault } from '../platform/crypto/vault.js';
import { query, queryOne } from '../platform/database/sql.js';
import type { Invoice } from '../invoicing/invoices.js';
import { messageIdFor } from './message-id.js';

/** `withheld` the address is suppressed · `accepted` by the mail server; whether it arrived is a fact of its own. */
export type DeliveryState = 'planned' | 'sending' | 'accepted' | 'refused' | 'cancelled' | 'withheld';
export type AttemptOutcome = 'accepted' | 'refused' | 'deferred' | 'unknown';

export interface Delivery {
  readonly id: string;
  readonly invoiceId: string;
  readonly documentId: string;
  readonly recipient: string;
  readonly messageId: string;
  readonly state: DeliveryState;
}

interface Row extends Omit<Delivery, 'recipient'> {
  readonly recipient: Buffer;
}

const COLUMNS = `id, invoice_id as "invoiceId", document_id as "documentId", recipient, message_id as "messageId", state`;

/** Which invoice goes to whom, and every attempt with the mail server's answer: the proof. */
@Injectable()
export class Deliveries {
  constructor(private readonly vault: Vault) {}

  /**
   * Plans one sending of one document to one recipient. Planning it again gives the same delivery.
   * @param sendNumber 1 for the first, one more each time a person has it sent again
   */
  async plan(
    manager: EntityManager,
    merchant: Merchant,
    invoice: Invoice,
    documentId: string,
    recipient: string,
    sendNumber: number,
  ): Promise<string> {
    const hash = recipientHash(recipient);
    const row = await queryOne<{ id: string }>(
      manager,
      `insert into delivery as d (merchant_id, invoice_id, document_id, recipient, recipient_hash, send_number, message_id)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (invoice_id, document_id, recipient_hash, send_number) do update set updated_at = d.updated_at
       returning id`,
      [
        merchant.id,
        invoice.id,
        documentId,
        this.vault.seal(purpose(merchant.id), recipient),
        hash,
        sendNumber,
        messageIdOf(merchant, invoice, documentId, hash, sendNumber),
      ],
    );
    return row?.id ?? '';
  }

  async nextSendNumber(manager: EntityManager, invoiceId: string): Promise<number> {
    const row = await queryOne<{ next: number }>(
      manager,
      'select 1 + coalesce(max(send_number), 0) as next from delivery where invoice_id = $1',
      [invoiceId],
    );
    return row?.next ?? 1;
  }

  async find(manager: EntityManager, merchantId: string, id: string): Promise<Delivery | null> {
    const row = await queryOne<Row>(manager, `select ${COLUMNS} from delivery where merchant_id = $1 and id = $2`, [
      merchantId,
      id,
    ]);
    return row ? { ...row, recipient: this.recipientOf(merchantId, row.recipient) } : null;
  }

  /** Records, before anything is sent, that an attempt begins; gives its number, or null when there is nothing to send. */
  async beginAttempt(manager: EntityManager, id: string): Promise<number | null> {
    const taken = await query(
      manager,
      `update delivery set state = 'sending', updated_at = now() where id = $1 and state in ('planned', 'sending', 'withheld') returning id`,
      [id],
    );
    if (taken.length === 0) return null;
    const row = await queryOne<{ number: number }>(
      manager,
      `insert into delivery_attempt (delivery_id, number)
       select $1, 1 + coalesce(max(number), 0) from delivery_attempt where delivery_id = $1 returning number`,
      [id],
    );
    return row?.number ?? null;
  }

  async endAttempt(
    manager: EntityManager,
    id: string,
    number: number,
    outcome: AttemptOutcome,
    answer: string,
    code: number | null,
    windowEndsOn: LocalDate | null = null,
  ): Promise<void> {
    await manager.query(
      `update delivery_attempt set finished_at = now(), outcome = $3, smtp_answer = $4, smtp_code = $5
       where delivery_id = $1 and number = $2`,
      [id, number, outcome, answer, code],
    );
    if (outcome === 'deferred' || outcome === 'unknown') return;
    await manager.query(
      `update delivery set state = $2, smtp_answer = $3, updated_at = now(),
         accepted_at = case when $2 = 'accepted' then now() end, window_ends_on = $4
       where id = $1`,
      [id, outcome, answer, windowEndsOn],
    );
  }

  /** The address is suppressed: nothing is sent, and the sweep leaves it alone until somebody acts. */
  async withhold(manager: EntityManager, id: string): Promise<void> {
    await manager.query(
      `update delivery set state = 'withheld', updated_at = now() where id = $1 and state in ('planned', 'sending')`,
      [id],
    );
  }

  /** What is withheld for an address, now that it may have mail again. */
  async withheldFor(manager: EntityManager, merchantId: string, address: string): Promise<Delivery[]> {
    const rows = await query<Row>(
      manager,
      `select ${COLUMNS} from delivery where merchant_id = $1 and recipient_hash = $2 and state = 'withheld'`,
      [merchantId, recipientHash(address)],
    );
    return rows.map((row) => ({ ...row, recipient: this.recipientOf(merchantId, row.recipient) }));
  }

  /** It came back. That it had counted as delivered was wrong then. */
  async markBounced(manager: EntityManager, id: string): Promise<void> {
    await manager.query(
      'update delivery set bounced_at = coalesce(bounced_at, now()), delivered_at = null, updated_at = now() where id = $1',
      [id],
    );
  }

  /** Whether the invoice was sent again since, so that what happens to this sending matters no more. */
  async isReplaced(manager: EntityManager, { id, invoiceId }: Delivery): Promise<boolean> {
    const row = await queryOne(
      manager,
      `select 1 from delivery where invoice_id = $1 and id > $2 and bounced_at is null
         and state in ('planned', 'sending', 'accepted') limit 1`,
      [invoiceId, id],
    );
    return row !== null;
  }

  /** What was withheld is not sent any more: the invoice goes elsewhere. */
  async dropWithheld(manager: EntityManager, invoiceId: string): Promise<void> {
    await manager.query(
      `update delivery set state = 'cancelled', updated_at = now() where invoice_id = $1 and state = 'withheld'`,
      [invoiceId],
    );
  }

  /** The document the invoice was first sent with, so that a copy has the same bytes; null before the first sending. */
  async firstDocumentId(manager: EntityManager, invoiceId: string): Promise<string | null> {
    const row = await queryOne<{ id: string }>(
      manager,
      'select document_id as id from delivery where invoice_id = $1 order by id limit 1',
      [invoiceId],
    );
    return row?.id ?? null;
  }

  async cancel(manager: EntityManager, id: string): Promise<void> {
    await manager.query(`update delivery set state = 'cancelled', updated_at = now() where id = $1`, [id]);
  }

  recipientOf(merchantId: string, sealed: Buffer): string {
    return this.vault.openText(purpose(merchantId), sealed);
  }
}

function purpose(merchantId: string): string {
  return `delivery.recipient:${merchantId}`;
}

function recipientHash(recipient: string): Buffer {
  return createHash('sha256').update(recipient.toLowerCase()).digest();
}

/** The same for every attempt of one sending, so that mail systems recognise a second copy. */
function messageIdOf(
  merchant: Merchant,
  invoice: Invoice,
  documentId: string,
  hash: Buffer,
  sendNumber: number,
): string {
  const to = hash.toString('hex').slice(0, 12);
  return messageIdFor(merchant, `${merchant.id}.${invoice.reference}.${documentId}.${to}.${sendNumber}`);
}
