import { Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { dataSourceOptions } from '../../src/platform/database/data-source-options.js';
import { query } from '../../src/platform/database/sql.js';
import { ClaimBook } from '../../src/platform/jobs/claim-book.js';
import { type ClaimedJob, JobEngine } from '../../src/platform/jobs/job-engine.js';
import { LaneLimits } from '../../src/platform/jobs/lane-limits.js';
import { LaneWorker } from '../../src/platform/jobs/lane-worker.js';
import { RateGate } from '../../src/platform/jobs/rate-gate.js';
import { defineStep, type JobPayload, type StepDefinition, type StepWish } from '../../src/platform/jobs/step.js';
import { StepFailures } from '../../src/platform/jobs/step-failures.js';
import type { StepRun } from '../../src/platform/jobs/step-run.js';
import { Steps } from '../../src/platform/jobs/steps.js';
import { createTestDatabase, type TestDatabase } from './databases.js';

export const TEST_STEP = defineStep('test-step', 'local', 10, 'test');

export interface StoredJob {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly retryCount: number;
  readonly subject: string;
}

/** Remembers which steps were given up. */
class RecordedFailures extends StepFailures {
  readonly all: { wish: StepWish; error: unknown }[] = [];
  readonly overcome: JobPayload[] = [];

  gaveUp(wish: StepWish, error: unknown): Promise<void> {
    this.all.push({ wish, error });
    return Promise.resolve();
  }

  succeeded(jobs: readonly JobPayload[]): Promise<void> {
    this.overcome.push(...jobs);
    return Promise.resolve();
  }
}

class FixedLimits extends LaneLimits {
  constructor(private readonly limits: Readonly<Record<string, number>>) {
    super();
  }

  of(): Readonly<Record<string, number>> {
    return this.limits;
  }
}

/** The job engine on a database of its own, with as many workers as a test asks for. */
export class JobBench {
  readonly failures = new RecordedFailures();
  readonly gate: RateGate;
  readonly steps: Steps;
  private readonly workers: LaneWorker[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly dataSource: DataSource,
    readonly engine: JobEngine,
  ) {
    this.gate = new RateGate(dataSource);
    this.steps = new Steps(engine);
  }

  static async start(): Promise<JobBench> {
    Logger.overrideLogger(false);
    const database = await createTestDatabase();
    const dataSource = await new DataSource({ ...dataSourceOptions(database.url, 10), logging: false }).initialize();
    // Supervision is left out: it looks for missing heartbeats, and nothing here waits that long.
    const engine = new JobEngine(database.url, false);
    await engine.start();
    await dataSource.query('create table result (job text not null)');
    return new JobBench(database, dataSource, engine);
  }

  async close(): Promise<void> {
    await this.stopWorkers();
    await this.engine.stop();
    await this.dataSource.destroy();
    await this.database.drop();
  }

  async stopWorkers(): Promise<void> {
    await Promise.all(this.workers.splice(0).map((worker) => worker.stop(5000)));
  }

  /** No jobs, no closed gates, nothing remembered. */
  async clear(): Promise<void> {
    await this.stopWorkers();
    await this.dataSource.query('delete from pgboss.job');
    await this.dataSource.query('truncate job_claim, rate_gate, result');
    this.failures.all.length = 0;
    this.failures.overcome.length = 0;
  }

  /** Stores these wishes, or one that nothing special is known of. */
  async wish(...changes: readonly Partial<StepWish>[]): Promise<void> {
    const wishes = changes.length > 0 ? changes : [{}];
    await this.dataSource.transaction((manager) => this.steps.enqueue(manager, ...wishes.map(aWish)));
  }

  /** A worker as another process would have it: with a claim book of its own. */
  work(
    handle: (run: StepRun) => Promise<void>,
    options: { step?: StepDefinition; limits?: Readonly<Record<string, number>>; slots?: number } = {},
  ): LaneWorker {
    const { step = TEST_STEP, limits = { acme: 4 }, slots = 8 } = options;
    const worker = new LaneWorker(step.lane, slots, {
      engine: this.engine,
      dataSource: this.dataSource,
      claims: new ClaimBook(this.dataSource, `worker-${this.workers.length}`),
      gate: this.gate,
      limits: new FixedLimits(limits),
      failures: this.failures,
      handlers: new Map([[step.name, { step, handler: { run: handle } }]]),
    });
    this.workers.push(worker);
    worker.start();
    return worker;
  }

  /** Takes jobs as a worker does, without running them. */
  take(count = 1): Promise<ClaimedJob[]> {
    return this.dataSource.transaction((manager) =>
      this.engine.fetch(manager, TEST_STEP.lane, count, { limits: { acme: 100 }, except: [] }),
    );
  }

  jobs(): Promise<StoredJob[]> {
    return query<StoredJob>(
      this.dataSource.manager,
      `select id, name, state::text, retry_count as "retryCount", data->>'subject' as subject
       from pgboss.job order by name, created_on, subject`,
    );
  }

  async results(): Promise<string[]> {
    const rows = await query<{ job: string }>(this.dataSource.manager, 'select job from result order by job');
    return rows.map(({ job }) => job);
  }
}

export function aWish(changes: Partial<StepWish> = {}): StepWish {
  return { step: TEST_STEP, merchantId: 'acme', subject: '1', ...changes };
}

/** What a step would write with its outcome. */
export async function writeResult(manager: EntityManager, job: string): Promise<void> {
  await manager.query('insert into result (job) values ($1)', [job]);
}
