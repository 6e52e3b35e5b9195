import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Repository } from 'typeorm';
import { ApiKeyRow } from './api-key.entity.js';

/** A known key may be used this long after it was revoked. */
const REMEMBER_MS = 10_000;

export interface KeyHolder {
  readonly name: string;
  /** The only merchant this key opens, or null for all. */
  readonly merchantId: string | null;
}

@Injectable()
export class ApiKeys {
  private readonly known = new Map<string, { holder: KeyHolder; until: number }>();

  constructor(@InjectRepository(ApiKeyRow) private readonly rows: Repository<ApiKeyRow>) {}

  /** Whose key this is, or null. */
  async holderOf(key: string): Promise<KeyHolder | null> {
    const hash = hashOf(key);
    const name = hash.toString('base64');
    const remembered = this.known.get(name);
    if (remembered && remembered.until > Date.now()) return remembered.holder;
    const row = await this.rows.findOneBy({ hash, revokedAt: IsNull() });
    this.known.delete(name);
    if (!row) return null;
    const holder = { name: row.name, merchantId: row.merchantId };
    this.known.set(name, { holder, until: Date.now() + REMEMBER_MS });
    return holder;
  }

  /** Makes a key and gives it in clear, this one time. */
  async create(name: string, merchantId: string | null): Promise<string> {
    const key = `fb_${randomBytes(32).toString('base64url')}`;
    await this.add(name, key, merchantId);
    return key;
  }

  async add(name: string, key: string, merchantId: string | null): Promise<void> {
    await this.rows
      .createQueryBuilder()
      .insert()
      .values({ name, hash: hashOf(key), merchantId })
      .orIgnore()
      .execute();
  }

  async isEmpty(): Promise<boolean> {
    return (await this.rows.count({ take: 1 })) === 0;
  }
}

function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
