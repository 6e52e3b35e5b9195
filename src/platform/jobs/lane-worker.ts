import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { codeOf, FakturabroError, messageOf } from '../../domain/errors.js';
import type { ClaimBook } from './claim-book.js';
import { type ClaimedJob, ClaimLost, type JobEngine } from './job-engine.js';
import type { LaneLimits } from './lane-limits.js';
import type { RateGate } from './rate-gate.js';
import type { JobPayload, Lane, StepDefinition, StepWish } from './step.js';
import type { StepFailures } from './step-failures.js';
import { PutOff, type StepHandler, StepRun } from './step-run.js';
import { WakeUp } from './wake-up.js';

/** How often an idle lane looks for work another process stored. Work stored by this process rings a bell. */
const POLL_MS = 250;
const HEARTBEAT_MS = 3000;
/** A freed slot waits this long for company, so that a busy lane fetches in batches. */
const GATHER_MS = 5;

export interface RegisteredHandler {
  readonly step: StepDefinition;
  readonly handler: StepHandler;
}

export interface LaneWorkerParts {
  readonly engine: JobEngine;
  readonly dataSource: DataSource;
  readonly claims: ClaimBook;
  readonly gate: RateGate;
  readonly limits: LaneLimits;
  readonly failures: StepFailures;
  readonly handlers: ReadonlyMap<string, RegisteredHandler>;
}

/** Fetches the jobs of one lane within every limit, runs them side by side, and settles each one apart. */
export class LaneWorker {
  private readonly logger = new Logger('Worker');
  private readonly running = new Map<string, ClaimedJob>();
  private readonly wakeUp = new WakeUp();
  private readonly abort = new AbortController();
  private finished: string[] = [];
  private succeeded: JobPayload[] = [];
  private stopping = false;
  private loop: Promise<void> = Promise.resolve();
  private heartbeat: NodeJS.Timeout | undefined;

  constructor(
    private readonly lane: Lane,
    private readonly slots: number,
    private readonly parts: LaneWorkerParts,
  ) {}

  start(): void {
    this.loop = this.keepFetching();
    this.heartbeat = setInterval(() => void this.beat(), HEARTBEAT_MS);
  }

  wake(): void {
    this.wakeUp.ring();
  }

  /** Lets running jobs finish for as long as `graceMs`; what is left then is handed back for another worker. */
  async stop(graceMs: number): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.loop;
    const deadline = Date.now() + graceMs;
    while (this.running.size > 0 && Date.now() < deadline) await this.wakeUp.wait(50);
    this.abort.abort();
    for (const job of this.running.values()) await this.parts.engine.handBack(this.lane, job, 'the process stopped');
    clearInterval(this.heartbeat);
    await this.reportSuccess();
    await this.parts.claims.forget([...this.finished, ...this.running.keys()]).catch(() => undefined);
  }

  private async keepFetching(): Promise<void> {
    while (!this.stopping) {
      const free = this.slots - this.running.size;
      const jobs = free > 0 ? await this.fetch(free) : [];
      for (const job of jobs) void this.work(job);
      if (jobs.length === 0 || jobs.length < free) await this.wakeUp.wait(POLL_MS);
      if (this.running.size > 0) await this.wakeUp.settle(GATHER_MS);
    }
  }

  private async fetch(count: number): Promise<ClaimedJob[]> {
    const { dataSource, engine, claims, limits, gate } = this.parts;
    const done = this.finished;
    this.finished = [];
    try {
      return await dataSource.transaction(async (manager) => {
        // One fetcher at a time over all processes, or two could each see the last free slot of a merchant.
        await manager.query('select pg_advisory_xact_lock(hashtext($1))', [`lane:${this.lane}`]);
        const closed = await gate.closedFor(manager, this.lane);
        const jobs = await engine.fetch(manager, this.lane, count, { limits: limits.of(this.lane), except: closed });
        await claims.replace(manager, this.lane, done, jobs);
        return jobs;
      });
    } catch (error) {
      this.finished.push(...done);
      this.logger.warn({ msg: 'cannot fetch jobs', lane: this.lane, reason: messageOf(error) });
      return [];
    }
  }

  private async work(job: ClaimedJob): Promise<void> {
    this.running.set(job.id, job);
    try {
      await this.attempt(job);
    } catch (error) {
      // Not even the outcome could be stored; the heartbeat stops and another worker takes the job over.
      this.logger.warn({ msg: 'job outcome not stored', ...job.data, reason: messageOf(error) });
    } finally {
      this.running.delete(job.id);
      this.finished.push(job.id);
      this.wake();
    }
  }

  private async attempt(job: ClaimedJob): Promise<void> {
    const { engine, handlers } = this.parts;
    const registered = handlers.get(job.data.step);
    const run = new StepRun(engine, this.lane, job, this.abort.signal);
    try {
      if (!registered) throw new Error(`No handler for the step ${job.data.step}.`);
      await registered.handler.run(run);
      if (!run.isSettled) await engine.completeAlone(this.lane, job);
      this.succeeded.push(job.data);
    } catch (error) {
      await this.afterFailure(job, run, error, registered?.step);
    }
  }

  private async afterFailure(job: ClaimedJob, run: StepRun, error: unknown, step?: StepDefinition): Promise<void> {
    const { engine, failures } = this.parts;
    if (error instanceof ClaimLost) {
      this.logger.log({ msg: 'another worker took over', ...job.data });
      return;
    }
    if (error instanceof PutOff && step) {
      await this.putOff(job, step, error);
      return;
    }
    const retryable = !(error instanceof FakturabroError) || error.retryable;
    this.logger.warn({
      msg: 'step failed',
      ...job.data,
      attempt: job.retryCount,
      code: codeOf(error),
      reason: messageOf(error),
    });
    if (!retryable || run.isLastAttempt) {
      // What it achieved a moment ago must not close the case that opens now.
      await this.reportSuccess();
      await failures.gaveUp(this.wishOf(job, step), error);
    }
    if (retryable) await engine.fail(this.lane, job, { code: codeOf(error), message: messageOf(error) });
    else await engine.completeAlone(this.lane, job);
  }

  private wishOf({ data }: ClaimedJob, step?: StepDefinition): StepWish {
    const { merchantId, subject } = data;
    return { step: step ?? { name: data.step, lane: this.lane, priority: 0, about: '' }, merchantId, subject };
  }

  /** Ends this job and stores the same wish for later, in one transaction. */
  private async putOff(job: ClaimedJob, step: StepDefinition, { until }: PutOff): Promise<void> {
    await this.parts.dataSource.transaction(async (manager) => {
      await this.parts.engine.complete(manager, this.lane, job);
      await this.parts.engine.insert(manager, this.lane, [{ ...this.wishOf(job, step), startAfter: until }]);
    });
  }

  private async beat(): Promise<void> {
    await this.parts.engine.touch(this.lane, [...this.running.values()]).catch((error: unknown) => {
      this.logger.warn({ msg: 'no heartbeat', lane: this.lane, reason: messageOf(error) });
    });
    await this.reportSuccess();
  }

  /** Every few seconds instead of with every job: a step that gave up earlier is rare, and nobody waits for this. */
  private async reportSuccess(): Promise<void> {
    const jobs = this.succeeded;
    if (jobs.length === 0) return;
    this.succeeded = [];
    await this.parts.failures.succeeded(jobs).catch((error: unknown) => {
      this.succeeded.push(...jobs);
      this.logger.warn({ msg: 'success not reported', lane: this.lane, reason: messageOf(error) });
    });
  }
}
