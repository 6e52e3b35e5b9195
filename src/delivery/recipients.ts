import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Conflict } from '../domain/errors.js';
import type { Merchant } from '../domain/merchant.js';
import { Vault } from '../platform/crypto/vault.js';
import { queryOne } from '../platform/database/sql.js';
import { type Invoice, Invoices } from '../invoicing/invoices.js';

/** Where an invoice goes: to the order's address, unless a person has put another in its place. */
@Injectable()
export class Recipients {
  constructor(
    private readonly invoices: Invoices,
    private readonly vault: Vault,
  ) {}

  async of(manager: EntityManager, merchant: Merchant, invoice: Invoice): Promise<string> {
    const changed = await queryOne<{ address: Buffer }>(
      manager,
      'select address from invoice_recipient where invoice_id = $1',
      [invoice.id],
    );
    if (changed) return this.vault.openText(purpose(merchant.id), changed.address);
    const { order } = await this.invoices.contentOf(manager, merchant, invoice);
    return order.debtor.email;
  }

  /** From now on this invoice goes to this address; the ERP's order keeps its own. */
  async change(manager: EntityManager, invoice: Invoice, address: string): Promise<void> {
    await manager.query(
      `insert into invoice_recipient (invoice_id, merchant_id, address) values ($1, $2, $3)
       on conflict (invoice_id) do update set address = excluded.address, changed_at = now()`,
      [invoice.id, invoice.merchantId, this.vault.seal(purpose(invoice.merchantId), address)],
    );
  }

  /** @throws Conflict NO_FALLBACK */
  fallbackOf({ delivery }: Merchant): string {
    if (delivery?.fallbackTo) return delivery.fallbackTo;
    throw new Conflict('NO_FALLBACK', 'This merchant has no fallback address; set delivery.fallbackTo, or name one.');
  }
}

function purpose(merchantId: string): string {
  return `invoice_recipient.address:${merchantId}`;
}
