import { Logger } from '@nestjs/common';
import { type Db, type Job, PgBoss } from 'pg-boss';
import type { EntityManager } from 'typeorm';
import { query } from '../database/sql.js';
import { type JobPayload, LANES, type Lane, type StepWish, wishKey } from './step.js';

/** Where jobs end that failed for good; kept until somebody brings them back. */
const DEAD_LETTERS = 'dead';
const TEN_YEARS_SECONDS = 315_360_000;

/** Retries spread over about two hours; then the nightly sweep starts the step afresh. */
export const RETRIES_MAX = 12;

const LANE_OPTIONS = {
  retryLimit: RETRIES_MAX,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 1800,
  heartbeatSeconds: 10,
  expireInSeconds: 900,
  // Queued jobs past their retention are deleted: a job must outlast any outage.
  retentionSeconds: TEN_YEARS_SECONDS,
  deleteAfterSeconds: 86_400,
};

/** A job as it was claimed; the retry count names the attempt and fences everything it writes. */
export type ClaimedJob = Pick<Job<JobPayload>, 'id' | 'data'> & { readonly retryCount: number };

export interface MerchantLimits {
  /** Jobs of each merchant that may run at once in the lane, over all processes. */
  readonly limits: Readonly<Record<string, number>>;
  /** Merchants whose jobs must wait now. */
  readonly except: string[];
}

/** How many jobs of a merchant stand where in a lane. */
export interface JobStanding {
  readonly merchantId: string;
  readonly lane: string;
  /** For their first try. */
  readonly waiting: number;
  /** For another try after a failure. */
  readonly retrying: number;
  /** Among the dead letters. */
  readonly failed: number;
  /** Since when the oldest job that could run has not been started, in seconds; 0 when none is due. */
  readonly oldestDueSeconds: number;
}

/** Another worker took this job over; what this attempt wrote must be rolled back. */
export class ClaimLost extends Error {}

/** pg-boss inside one of our transactions: a job exists if, and only if, the change that asks for it was committed. */
function within(manager: EntityManager): Db {
  return {
    executeSql: async (text, values) => {
      if (!manager.queryRunner) throw new Error('A job can only be written inside a transaction.');
      const result = await manager.queryRunner.query(text, values, true);
      return { rows: result.records as unknown[] };
    },
  };
}

/** The one place that knows pg-boss. */
export class JobEngine {
  private readonly logger = new Logger('Jobs');
  private readonly boss: PgBoss;

  constructor(databaseUrl: string, supervises: boolean) {
    this.boss = new PgBoss({
      connectionString: databaseUrl,
      application_name: 'fakturabro-jobs',
      max: 4,
      supervise: supervises,
      schedule: false,
      superviseIntervalSeconds: 2,
      monitorIntervalSeconds: 2,
    });
    this.boss.on('error', (error: Error) => {
      this.logger.warn({ msg: 'job engine', reason: error.message });
    });
  }

  async start(): Promise<void> {
    await this.boss.start();
    await this.boss.createQueue(DEAD_LETTERS, { retentionSeconds: TEN_YEARS_SECONDS, deleteAfterSeconds: 0 });
    for (const lane of LANES) {
      await this.boss.createQueue(lane, { policy: 'exclusive', deadLetter: DEAD_LETTERS, ...LANE_OPTIONS });
      await this.boss.updateQueue(lane, LANE_OPTIONS);
    }
  }

  async stop(): Promise<void> {
    await this.boss.stop({ graceful: false });
  }

  /** Stores wishes with the change that asks for them; one that is already waiting or running is dropped. */
  async insert(manager: EntityManager, lane: Lane, wishes: readonly StepWish[]): Promise<void> {
    const jobs = wishes.map((wish) => ({
      data: { step: wish.step.name, merchantId: wish.merchantId, subject: wish.subject } satisfies JobPayload,
      priority: wish.step.priority,
      singletonKey: wishKey(wish),
      group: { id: wish.merchantId, tier: wish.merchantId },
      ...(wish.startAfter ? { startAfter: wish.startAfter } : {}),
    }));
    await this.boss.insert(lane, jobs, { db: within(manager) });
  }

  async fetch(manager: EntityManager, lane: Lane, count: number, merchants: MerchantLimits): Promise<ClaimedJob[]> {
    return this.boss.fetch<JobPayload>(lane, {
      batchSize: count,
      groupConcurrency: { default: 1, tiers: merchants.limits },
      ...(merchants.except.length > 0 ? { ignoreGroups: merchants.except } : {}),
      db: within(manager),
    });
  }

  /** The last statement of a step's transaction. @throws ClaimLost when another worker took over meanwhile */
  async complete(manager: EntityManager, lane: Lane, job: ClaimedJob): Promise<void> {
    const done: unknown = await this.boss.complete(lane, attemptOf(job), undefined, { db: within(manager) });
    if ((done as { affected: number }).affected !== 1) throw new ClaimLost(`job ${job.id} attempt ${job.retryCount}`);
  }

  /** For a job that had nothing to write; an attempt that was taken over is left alone. */
  async completeAlone(lane: Lane, job: ClaimedJob): Promise<void> {
    await this.boss.complete(lane, attemptOf(job));
  }

  /** Gives the job back for another try with back-off; the last try moves it to the dead letters. */
  async fail(lane: Lane, job: ClaimedJob, reason: { code: string; message: string }): Promise<void> {
    await this.boss.fail(lane, attemptOf(job), reason);
  }

  /** For a job whose worker died or is stopping: the same attempt count, but no waiting. */
  async handBack(lane: Lane, job: { id: string; retryCount: number }, why: string): Promise<void> {
    await this.boss.fail(lane, attemptOf(job), { code: 'HANDED_BACK', message: why });
    await this.boss.update(lane, undefined, { id: job.id, startAfter: new Date() }).catch(() => undefined);
  }

  /** What stands in the lanes; costs what stands there, because pg-boss keeps an index of just that. */
  async standing(manager: EntityManager): Promise<JobStanding[]> {
    return query<JobStanding>(
      manager,
      `select data->>'merchantId' as "merchantId", coalesce(source_name, name) as lane,
         count(*) filter (where name <> $1 and state = 'created')::int as waiting,
         count(*) filter (where name <> $1 and state = 'retry')::int as retrying,
         count(*) filter (where name = $1)::int as failed,
         coalesce(max(extract(epoch from now() - greatest(start_after, created_on)))
           filter (where name <> $1 and start_after <= now()), 0)::float8 as "oldestDueSeconds"
       from pgboss.job
       where name = any($2) and state < 'active' and not blocked
       group by 1, 2`,
      [DEAD_LETTERS, [DEAD_LETTERS, ...LANES]],
    );
  }

  async touch(lane: Lane, jobs: readonly ClaimedJob[]): Promise<void> {
    if (jobs.length > 0) await this.boss.touch(lane, jobs.map(attemptOf));
  }
}

function attemptOf(job: { id: string; retryCount: number }): { id: string; retryCount: number } {
  return { id: job.id, retryCount: job.retryCount };
}
