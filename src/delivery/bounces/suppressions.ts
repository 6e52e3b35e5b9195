import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Vault } from '../../platform/crypto/vault.js';
import { query, queryOne } from '../../platform/database/sql.js';

/** Why an address gets no more mail. */
export type SuppressionCause = 'bounce' | 'complaint' | 'person';

export interface NewSuppression {
  readonly cause: SuppressionCause;
  /** Enhanced status of the bounce, when there was one. */
  readonly status: string | null;
  readonly reason: string | null;
  /** Name of the API key, or `fakturabro`. */
  readonly addedBy: string;
}

export interface Suppression extends NewSuppression {
  readonly id: string;
  readonly address: string;
  readonly since: Date;
  readonly liftedAt: Date | null;
  readonly liftedBy: string | null;
  readonly liftReason: string | null;
}

type Row = Omit<Suppression, 'address'> & { readonly address: Buffer };

const COLUMNS = `id, address, cause, status, reason, since, added_by as "addedBy", lifted_at as "liftedAt",
  lifted_by as "liftedBy", lift_reason as "liftReason"`;

/**
 * Addresses that a merchant's mail must not go to. Sealed like other personal data, and found again by a keyed hash, which
 * cannot be looked up in a list of known addresses as a plain one could.
 */
@Injectable()
export class Suppressions {
  constructor(private readonly vault: Vault) {}

  async has(manager: EntityManager, merchantId: string, address: string): Promise<boolean> {
    const row = await queryOne(
      manager,
      'select 1 from suppression where merchant_id = $1 and address_hash = $2 and lifted_at is null',
      [merchantId, this.hash(merchantId, address)],
    );
    return row !== null;
  }

  /** Gives its id, or null when the address is on the list already. */
  async add(
    manager: EntityManager,
    merchantId: string,
    address: string,
    { cause, status, reason, addedBy }: NewSuppression,
  ): Promise<string | null> {
    const sealed = this.vault.seal(purpose(merchantId), address);
    const row = await queryOne<{ id: string }>(
      manager,
      `insert into suppression (merchant_id, address, address_hash, cause, status, reason, added_by)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (merchant_id, address_hash) where lifted_at is null do nothing returning id`,
      [merchantId, sealed, this.hash(merchantId, address), cause, status, reason, addedBy],
    );
    return row?.id ?? null;
  }

  /** Takes an address off the list; gives it, or null when there is nothing to lift. */
  async lift(
    manager: EntityManager,
    merchantId: string,
    id: string,
    actor: string,
    reason: string,
  ): Promise<string | null> {
    const row = await queryOne<{ address: Buffer }>(
      manager,
      `update suppression set lifted_at = now(), lifted_by = $3, lift_reason = $4
       where merchant_id = $1 and id = $2 and lifted_at is null returning address`,
      [merchantId, id, actor, reason],
    );
    return row ? this.vault.openText(purpose(merchantId), row.address) : null;
  }

  /** Newest first. */
  async list(
    manager: EntityManager,
    merchantId: string,
    filter: { readonly before: string | null; readonly lifted: boolean; readonly count: number },
  ): Promise<Suppression[]> {
    const rows = await query<Row>(
      manager,
      `select ${COLUMNS} from suppression
       where merchant_id = $1 and ($2::bigint is null or id < $2) and (lifted_at is not null) = $3
       order by id desc limit $4`,
      [merchantId, filter.before, filter.lifted, filter.count],
    );
    return rows.map((row) => ({ ...row, address: this.vault.openText(purpose(merchantId), row.address) }));
  }

  private hash(merchantId: string, address: string): Buffer {
    return this.vault.fingerprint(`suppression.address:${merchantId}`, address.trim().toLowerCase());
  }
}

function purpose(merchantId: string): string {
  return `suppression.address:${merchantId}`;
}
