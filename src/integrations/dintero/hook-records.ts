import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Secret } from '../../domain/secret.js';
import { Vault } from '../../platform/crypto/vault.js';
import { queryOne } from '../../platform/database/sql.js';
import type { KnownHook } from './hook-decision.js';

export interface HookRecord {
  readonly merchantId: string;
  readonly subscriptionId: string;
  readonly url: string;
  /** What it signs with. */
  readonly secret: Secret;
}

/** Which subscription serves us: Dintero never shows its secret, and says nothing when it drops one. */
@Injectable()
export class HookRecords {
  constructor(
    private readonly dataSource: DataSource,
    private readonly vault: Vault,
  ) {}

  async find(merchantId: string, wanted: Secret): Promise<KnownHook | null> {
    const row = await queryOne<{ subscriptionId: string; url: string; secret: Buffer }>(
      this.dataSource.manager,
      `select subscription_id as "subscriptionId", url, secret from provider_webhook where merchant_id = $1`,
      [merchantId],
    );
    if (!row) return null;
    const { subscriptionId, url, secret } = row;
    const signsAsWanted = this.vault.openText(purposeOf(merchantId), secret) === wanted.reveal();
    return { subscriptionId, url, signsAsWanted };
  }

  async save(manager: EntityManager, { merchantId, subscriptionId, url, secret }: HookRecord): Promise<void> {
    await manager.query(
      `insert into provider_webhook (merchant_id, subscription_id, url, secret) values ($1, $2, $3, $4)
       on conflict (merchant_id) do update set subscription_id = excluded.subscription_id, url = excluded.url,
         secret = excluded.secret, created_at = now(), verified_at = now()`,
      [merchantId, subscriptionId, url, this.vault.seal(purposeOf(merchantId), secret.reveal())],
    );
  }

  async forget(manager: EntityManager, merchantId: string): Promise<void> {
    await manager.query('delete from provider_webhook where merchant_id = $1', [merchantId]);
  }

  async verified(manager: EntityManager, merchantId: string): Promise<void> {
    await manager.query('update provider_webhook set verified_at = now() where merchant_id = $1', [merchantId]);
  }
}

function purposeOf(merchantId: string): string {
  return `provider_webhook.secret:${merchantId}`;
}
