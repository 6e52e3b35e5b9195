import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Merchant } from '../domain/merchant.js';
import { queryOne } from '../platform/database/sql.js';
import { ErpOrders } from './erp-orders.port.js';
import { addIntake, countIntake, type IntakeCounts, NO_INTAKE } from './intake-counts.js';
import { ReceiveOrders } from './receive-orders.js';

/** A merchant's first pull looks back this far; older orders were invoiced some other way. */
const FIRST_LOOK_BACK_HOURS = 24;

/** Asks the ERP for every order that changed since the last pull, and a while before it: what webhooks missed. */
@Injectable()
export class PullOrders {
  constructor(
    private readonly dataSource: DataSource,
    private readonly erp: ErpOrders,
    private readonly receive: ReceiveOrders,
  ) {}

  /** @param startedAt moves the cursor here once everything was read */
  async run(merchant: Merchant, startedAt: Date): Promise<IntakeCounts> {
    if (!merchant.erp.orders) return NO_INTAKE;
    const changedSince = await this.changedSince(merchant, startedAt);
    let counts = NO_INTAKE;
    let cursor: string | null = null;
    do {
      const page = await this.erp.changedSince(merchant, changedSince, cursor);
      const incoming = page.orders.map((body) => ({ source: 'erp-pull' as const, body, headers: {}, messageId: null }));
      // The page is stored before the next one is asked for, and before the cursor moves.
      if (incoming.length > 0) counts = addIntake(counts, countIntake(await this.receive.run(merchant, incoming)));
      cursor = page.nextCursor;
    } while (cursor !== null);
    await this.moveCursor(merchant, startedAt);
    return counts;
  }

  /** With an overlap: an ERP may commit a change after a later one was already given out. */
  private async changedSince(merchant: Merchant, startedAt: Date): Promise<string> {
    const row = await queryOne<{ changed_since: string }>(
      this.dataSource.manager,
      'select changed_since from pull_cursor where merchant_id = $1',
      [merchant.id],
    );
    const last = row ? new Date(row.changed_since).getTime() : startedAt.getTime() - FIRST_LOOK_BACK_HOURS * 3_600_000;
    return new Date(last - merchant.erp.pullOverlapMinutes * 60_000).toISOString();
  }

  private async moveCursor(merchant: Merchant, to: Date): Promise<void> {
    await this.dataSource.query(
      `insert into pull_cursor (merchant_id, changed_since) values ($1, $2)
       on conflict (merchant_id) do update set changed_since = excluded.changed_since, updated_at = now()`,
      [merchant.id, to.toISOString()],
    );
  }
}
