import type { EntityManager } from 'typeorm';
import type { Merchant } from '../../src/domain/merchant.js';
import type { InboxSource } from '../../src/inbox/inbox-message.js';
import { Vault } from '../../src/platform/crypto/vault.js';
import { queryOne } from '../../src/platform/database/sql.js';

export const TEST_VAULT = new Vault(Buffer.alloc(32, 7));

/** What a test says of an invoice that the merchant delivers; times are ISO texts, null for what has not happened. */
export interface SentInvoice {
  readonly reference: string;
  readonly state?: 'authorised' | 'issued' | 'paid' | 'voided';
  readonly createdAt?: string;
  readonly startedAt?: string | null;
}

export interface SentMail {
  readonly recipient?: string;
  readonly acceptedAt?: string | null;
  readonly windowEndsOn?: string | null;
}

/** A message that was received; gives its id. */
export function inboxRow(manager: EntityManager, merchant: Merchant, source: InboxSource): Promise<string> {
  return insert(
    manager,
    `insert into inbox (merchant_id, source, headers, body, verdict, handled_at)
     values ($1, $2, '{}', '\\x00', 'new', now()) returning id`,
    [merchant.id, source],
  );
}

/** An invoice as it would be after it went through the provider, by plain rows; gives its id. */
export async function invoiceRow(manager: EntityManager, merchant: Merchant, invoice: SentInvoice): Promise<string> {
  const { reference, state = 'issued', createdAt = '2026-11-02T08:00:00Z', startedAt = createdAt } = invoice;
  const inbox = await inboxRow(manager, merchant, 'erp-webhook');
  const order = await insert(
    manager,
    `insert into sales_order (merchant_id, order_id, order_number, revision, content_hash, inbox_id, state)
     values ($1, $2, $2, 1, '\\x00', $3, 'accepted') returning id`,
    [merchant.id, reference, inbox],
  );
  return insert(
    manager,
    `insert into invoice (merchant_id, sales_order_id, inbox_id, order_id, order_number, revision, reference, flow,
       product, channel, days_until_due, currency, total_minor, open_minor, debtor_id, state, created_at, collection_started_at, voided_at)
     values ($1, $2, $3, $4, $4, 1, $4, 'one-step', 'b2b', 'merchant', 14, 'NOK', 12500,
       case when $5 in ('authorised', 'issued') then 12500 else 0 end, 'C-1', $5, $6, $7,
       case when $5 = 'voided' then now() end) returning id`,
    [merchant.id, order, inbox, reference, state, createdAt, state === 'authorised' ? null : startedAt],
  );
}

/** A mail with the invoice, accepted by a mail server unless it says otherwise; gives its id. */
export async function deliveryRow(
  manager: EntityManager,
  merchant: Merchant,
  invoiceId: string,
  mail: SentMail = {},
): Promise<string> {
  const { recipient = 'ap@fjordtest.example', acceptedAt = '2026-11-02T09:00:00Z', windowEndsOn = null } = mail;
  const document = await insert(
    manager,
    `insert into document (merchant_id, invoice_id, kind, version, sha256, size_bytes, content)
     select $1, $2, 'original', 1 + count(*), '\\x00', 1, '\\x00' from document where invoice_id = $2 returning id`,
    [merchant.id, invoiceId],
  );
  return insert(
    manager,
    `insert into delivery (merchant_id, invoice_id, document_id, recipient, recipient_hash, send_number, message_id, state,
       accepted_at, window_ends_on)
     values ($1, $2, $3, $4, '\\x00', 1, $5, $6, $7, $8) returning id`,
    [
      merchant.id,
      invoiceId,
      document,
      TEST_VAULT.seal(`delivery.recipient:${merchant.id}`, recipient),
      `<${document}@nordic.example>`,
      acceptedAt === null ? 'planned' : 'accepted',
      acceptedAt,
      windowEndsOn,
    ],
  );
}

async function insert(manager: EntityManager, text: string, parameters: readonly unknown[]): Promise<string> {
  const row = await queryOne<{ id: string }>(manager, text, parameters);
  if (!row) throw new Error('Nothing was inserted.');
  return row.id;
}
