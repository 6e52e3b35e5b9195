import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Repository } from 'typeorm';
import { NotFound } from '../../domain/errors.js';
import { queryOne } from '../database/sql.js';
import { ApiKeyRow } from './api-key.entity.js';

/** A known key may be used this long after it was revoked. */
const REMEMBER_MS = 10_000;

export interface KeyHolder {
  readonly name: string;
  /** The only merchant this key opens, or null for all. */
  readonly merchantId: string | null;
}

/** A key as people may see it: neither itself nor its hash. */
export type ListedKey = Omit<ApiKeyRow, 'hash'>;

/** Keys to the operator API: made, recognised, listed, revoked. */
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
    const holder = await queryOne<KeyHolder>(this.rows.manager, RECOGNISE, [hash]);
    this.known.delete(name);
    if (!holder) return null;
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

  /** Every key there ever was, the oldest first. */
  async list(): Promise<ListedKey[]> {
    return this.rows.find({ select: LISTED, order: { id: 'ASC' } });
  }

  /**
   * Takes a key's power away for good; the row stays, because the audit trail names it. Running processes may go on
   * accepting the key for as long as they remember it.
   * @returns the key, and whether it was this call that revoked it
   * @throws NotFound KEY_UNKNOWN
   */
  async revoke(id: string): Promise<{ key: ListedKey; isNew: boolean }> {
    const { affected } = await this.rows.update({ id, revokedAt: IsNull() }, { revokedAt: new Date() });
    const key = await this.rows.findOne({ select: LISTED, where: { id } });
    if (!key) throw new NotFound('KEY_UNKNOWN', `There is no API key with the id ${id}.`);
    return { key, isNew: affected === 1 };
  }

  async isEmpty(): Promise<boolean> {
    return (await this.rows.count({ take: 1 })) === 0;
  }
}

const LISTED = { id: true, name: true, merchantId: true, createdAt: true, lastUsedAt: true, revokedAt: true } as const;

/** One statement; the time of use is written at most once a minute, so that a busy key does not fill the table. */
const RECOGNISE = `
  with holder as (
    select id, name, merchant_id, last_used_at from api_key where hash = $1 and revoked_at is null
  ), used as (
    update api_key k set last_used_at = now() from holder
    where k.id = holder.id and coalesce(holder.last_used_at, '-infinity') < now() - interval '1 minute'
  )
  select name, merchant_id as "merchantId" from holder`;

function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
