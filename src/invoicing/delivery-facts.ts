import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { query } from '../platform/database/sql.js';

/** What is known of the e-mail with an invoice. */
export interface DeliveryFacts {
  readonly acceptedAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly bouncedAt: Date | null;
}

export const NOTHING_SENT: DeliveryFacts = { acceptedAt: null, deliveredAt: null, bouncedAt: null };

/** Delivery keeps its own tables; this only reads them, so that an invoice is seen whole. */
@Injectable()
export class DeliveryFactsReader {
  constructor(private readonly dataSource: DataSource) {}

  /** By invoice id. Of several sendings the one that got furthest counts: delivered, accepted, then the newest. */
  async of(invoiceIds: readonly string[]): Promise<Map<string, DeliveryFacts>> {
    const rows = await query<DeliveryFacts & { invoiceId: string }>(
      this.dataSource.manager,
      `select distinct on (invoice_id) invoice_id as "invoiceId", accepted_at as "acceptedAt",
         delivered_at as "deliveredAt", bounced_at as "bouncedAt"
       from delivery where invoice_id = any($1::bigint[]) and state <> 'cancelled'
       order by invoice_id, delivered_at is not null desc, (accepted_at is not null and bounced_at is null) desc, id desc`,
      [invoiceIds],
    );
    return new Map(rows.map(({ invoiceId, ...facts }) => [invoiceId, facts]));
  }
}
