import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Order } from '../../domain/order/order.js';
import type { PlannedOrder } from '../../orders/order-invoicing.port.js';
import { Vault } from '../../platform/crypto/vault.js';
import { query } from '../../platform/database/sql.js';

/** The fields Kravia groups by, exactly as they are sent. */
export interface GroupDebtor {
  readonly name: string;
  readonly organizationNumber: string;
  readonly country: string;
  /** The debtor's own reference; another one is another invoice. */
  readonly reference: string | null;
}

/**
 * Which grouped orders end on one invoice.
 * Source: docs.dintero.com/docs/checkout/kravia/grouped-invoices (read 2026-11-20): the customer is told by name,
 * organisation number and country, and a different customer reference makes a separate invoice.
 */
@Injectable()
export class BillingGroups {
  constructor(private readonly vault: Vault) {}

  /** The group of each grouped order, by sales order id; the others have none. */
  async ensure(
    manager: EntityManager,
    merchantId: string,
    orders: readonly PlannedOrder[],
  ): Promise<Map<string, string>> {
    const keys = orders
      .filter(({ plan }) => plan.terms.product === 'b2b-grouped')
      .map(({ salesOrderId, order }) => ({ salesOrderId, ...this.keyOf(merchantId, groupDebtorOf(order)) }));
    if (keys.length === 0) return new Map();
    // In one order for everybody, so that two importers never wait for each other.
    const wanted = [...new Map(keys.map((key) => [key.hex, key])).values()].sort((a, b) => (a.hex < b.hex ? -1 : 1));
    await manager.query(
      `insert into billing_group (merchant_id, key_hash, debtor_hash, debtor)
       select $1, * from unnest($2::bytea[], $3::bytea[], $4::bytea[])
       on conflict (merchant_id, key_hash) do nothing`,
      [
        merchantId,
        wanted.map(({ keyHash }) => keyHash),
        wanted.map(({ debtorHash }) => debtorHash),
        wanted.map(({ debtor }) => this.vault.seal(purpose(merchantId), JSON.stringify(debtor))),
      ],
    );
    const rows = await query<{ id: string; hex: string }>(
      manager,
      `select id, encode(key_hash, 'hex') as hex from billing_group where merchant_id = $1 and key_hash = any($2::bytea[])`,
      [merchantId, wanted.map(({ keyHash }) => keyHash)],
    );
    const ids = new Map(rows.map(({ id, hex }) => [hex, id]));
    return new Map(keys.map(({ salesOrderId, hex }) => [salesOrderId, ids.get(hex) ?? '']));
  }

  open(merchantId: string, sealed: Buffer): GroupDebtor {
    return JSON.parse(this.vault.openText(purpose(merchantId), sealed)) as GroupDebtor;
  }

  private keyOf(
    merchantId: string,
    debtor: GroupDebtor,
  ): { debtor: GroupDebtor; keyHash: Buffer; hex: string; debtorHash: Buffer } {
    const { name, organizationNumber, country, reference } = debtor;
    const hash = (values: unknown): Buffer => this.vault.fingerprint(purpose(merchantId), JSON.stringify(values));
    const keyHash = hash([name, organizationNumber, country, reference]);
    return { debtor, keyHash, hex: keyHash.toString('hex'), debtorHash: hash([organizationNumber, country]) };
  }
}

function groupDebtorOf({ debtor }: Order): GroupDebtor {
  const { name, organizationNumber, address, reference } = debtor;
  return { name, organizationNumber: organizationNumber ?? '', country: address.country, reference };
}

function purpose(merchantId: string): string {
  return `billing_group.debtor:${merchantId}`;
}
