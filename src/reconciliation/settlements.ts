import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Merchant } from '../domain/merchant.js';
import { Vault } from '../platform/crypto/vault.js';
import { query, queryOne } from '../platform/database/sql.js';
import type { ListedSettlement } from './settlement-source.port.js';

export type SettlementState = 'listed' | 'posted' | 'stopped' | 'postponed' | 'received';

export interface Settlement {
  readonly id: string;
  readonly settlementId: string;
  readonly currency: string;
  readonly paymentStatus: string;
  readonly settledOn: string;
  readonly captureMinor: bigint;
  readonly refundMinor: bigint;
  readonly feeMinor: bigint;
  readonly netMinor: bigint;
  readonly state: SettlementState;
  readonly reportId: string | null;
}

interface Row extends Omit<Settlement, 'captureMinor' | 'refundMinor' | 'feeMinor' | 'netMinor'> {
  readonly capture: string;
  readonly refund: string;
  readonly fee: string;
  readonly net: string;
}

const COLUMNS = `id, settlement_id as "settlementId", currency, payment_status as "paymentStatus", settled_on as "settledOn",
  capture_minor as capture, refund_minor as refund, fee_minor as fee, net_minor as net, state, listing->>'reportId' as "reportId"`;

/** What came of meeting a listed settlement. */
export type Listing = 'new' | 'changed' | 'changed-after-posting' | 'known';

/** The rows of settlements and their files. */
@Injectable()
export class Settlements {
  constructor(
    private readonly dataSource: DataSource,
    private readonly vault: Vault,
  ) {}

  /** Stores a listed settlement, or notes what changed about a known one; one that is posted is never altered. */
  async meet(
    manager: EntityManager,
    merchant: Merchant,
    listed: ListedSettlement,
  ): Promise<{ id: string; listing: Listing }> {
    const listing = { reportId: listed.reportId, item: listed.raw };
    const hash = createHash('sha256').update(relevantText(listed)).digest();
    const { totals } = listed;
    const amounts = [totals.captureMinor, totals.refundMinor, totals.feeMinor, totals.netMinor].map(String);
    const row = await queryOne<{ id: string; is_new: boolean; changed: boolean; state: SettlementState }>(
      manager,
      `with known as (
         select id, listing_hash, state from settlement where merchant_id = $1 and settlement_id = $2 and currency = $3 for update
       ), added as (
         insert into settlement (merchant_id, settlement_id, currency, provider, provider_reference, payment_status, settled_on,
           capture_minor, refund_minor, fee_minor, net_minor, listing, listing_hash)
         select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 where not exists (select 1 from known)
         on conflict (merchant_id, settlement_id, currency) do nothing
         returning id
       ), renewed as (
         update settlement s set payment_status = $6, settled_on = $7, capture_minor = $8, refund_minor = $9, fee_minor = $10,
           net_minor = $11, listing = $12, listing_hash = $13, state = 'listed', updated_at = now()
         from known where s.id = known.id and known.listing_hash <> $13 and known.state in ('listed', 'stopped', 'postponed')
       )
       select id, true as is_new, false as changed, 'listed' as state from added
       union all
       select id, false, listing_hash <> $13, state from known`,
      [
        merchant.id,
        listed.settlementId,
        listed.currency,
        listed.provider,
        listed.providerReference,
        listed.paymentStatus,
        listed.settledOn,
        ...amounts,
        JSON.stringify(listing),
        hash,
      ],
    );
    if (!row) return { id: '', listing: 'known' };
    if (row.is_new) return { id: row.id, listing: 'new' };
    if (!row.changed) return { id: row.id, listing: 'known' };
    const isPosted = row.state === 'posted' || row.state === 'received';
    return { id: row.id, listing: isPosted ? 'changed-after-posting' : 'changed' };
  }

  async find(merchantId: string, id: string): Promise<Settlement | null> {
    const row = await queryOne<Row>(
      this.dataSource.manager,
      `select ${COLUMNS} from settlement where merchant_id = $1 and id = $2`,
      [merchantId, id],
    );
    return row ? toSettlement(row) : null;
  }

  async lock(manager: EntityManager, merchantId: string, id: string): Promise<Settlement> {
    const rows = await query<Row>(
      manager,
      `select ${COLUMNS} from settlement where merchant_id = $1 and id = $2 for update`,
      [merchantId, id],
    );
    const [row] = rows;
    if (!row) throw new Error(`The settlement ${id} is gone.`);
    return toSettlement(row);
  }

  async setState(manager: EntityManager, id: string, state: SettlementState): Promise<void> {
    await manager.query('update settlement set state = $2, updated_at = now() where id = $1', [id, state]);
  }

  async setEntry(
    manager: EntityManager,
    id: string,
    column: 'entry_id' | 'payout_entry_id',
    entryId: string,
  ): Promise<void> {
    await manager.query(`update settlement set ${column} = $2, updated_at = now() where id = $1`, [id, entryId]);
  }

  /** Keeps the original file, once per content. */
  async keepFile(
    manager: EntityManager,
    merchantId: string,
    id: string,
    attachmentId: string,
    bytes: Buffer,
  ): Promise<void> {
    await manager.query(
      `insert into settlement_file (settlement_pk, attachment_id, sha256, content) values ($1, $2, $3, $4)
       on conflict (settlement_pk, attachment_id, sha256) do nothing`,
      [
        id,
        attachmentId,
        createHash('sha256').update(bytes).digest(),
        this.vault.seal(`settlement_file.content:${merchantId}`, bytes),
      ],
    );
  }
}

function toSettlement({ capture, refund, fee, net, ...row }: Row): Settlement {
  return {
    ...row,
    captureMinor: BigInt(capture),
    refundMinor: BigInt(refund),
    feeMinor: BigInt(fee),
    netMinor: BigInt(net),
  };
}

/** What makes us read a settlement again: its figures, its status, or another report. */
function relevantText({ totals, paymentStatus, reportId, settledOn }: ListedSettlement): string {
  return JSON.stringify([
    String(totals.captureMinor),
    String(totals.refundMinor),
    String(totals.feeMinor),
    String(totals.netMinor),
    paymentStatus,
    reportId,
    settledOn,
  ]);
}
