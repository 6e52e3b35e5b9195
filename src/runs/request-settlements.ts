import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { queryOne } from '../platform/database/sql.js';
import { Runs } from './runs.js';

/** The provider adds several settlements in one go: those of one payout day are waited for. */
const GATHER_MS = 3000;
/** From the start of one run to the start of the next, however many hints come. */
const APART_MS = 60_000;
/** A run that was asked for and is not at work by then has been lost; the next hint asks anew. */
const LOST_MS = 900_000;

const TRIGGER = 'webhook';

interface LatestRun {
  readonly waits: boolean;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
}

/**
 * Somebody says that there are new settlements: the list is read soon. A hint is absorbed only by a run that has not
 * begun, so none is lost; and runs are a minute apart, so a hundred hints are one run, or two.
 */
@Injectable()
export class RequestSettlements {
  constructor(private readonly runs: Runs) {}

  async run(manager: EntityManager, merchantId: string): Promise<void> {
    // Two processes that handle two hints at once would each find nothing waiting.
    await manager.query(`select pg_advisory_xact_lock(hashtextextended('settlement hint:' || $1, 0))`, [merchantId]);
    const latest = await this.latest(manager, merchantId);
    const now = Date.now();
    if (latest?.waits && now - latest.createdAt.getTime() < LOST_MS) return;
    const startAfter = new Date(Math.max(now + GATHER_MS, (latest?.startedAt?.getTime() ?? 0) + APART_MS));
    const slot = `${TRIGGER}:${startAfter.toISOString()}`;
    await this.runs.announceIn(manager, { merchantId, kind: 'settlements', slot, trigger: TRIGGER, startAfter });
  }

  private async latest(manager: EntityManager, merchantId: string): Promise<LatestRun | null> {
    return queryOne<LatestRun>(
      manager,
      `select state = 'queued' as waits, created_at as "createdAt", started_at as "startedAt" from run
       where merchant_id = $1 and kind = 'settlements' and trigger = $2 order by id desc limit 1`,
      [merchantId, TRIGGER],
    );
  }
}
