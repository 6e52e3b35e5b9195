import type { EntityManager } from 'typeorm';
import { type ClaimedJob, type JobEngine, RETRIES_MAX } from './job-engine.js';
import type { Lane } from './step.js';

/** What a step's handler is given: what to work on, and how to say it is done. */
export class StepRun {
  private settledInTransaction = false;

  constructor(
    private readonly engine: JobEngine,
    private readonly lane: Lane,
    private readonly job: ClaimedJob,
    /** Aborts when the process is stopping and will wait no longer. */
    readonly signal: AbortSignal,
  ) {}

  get merchantId(): string {
    return this.job.data.merchantId;
  }

  get subject(): string {
    return this.job.data.subject;
  }

  /** 0 for the first try of this job. */
  get attempt(): number {
    return this.job.retryCount;
  }

  get isLastAttempt(): boolean {
    return this.job.retryCount >= RETRIES_MAX;
  }

  get isSettled(): boolean {
    return this.settledInTransaction;
  }

  /**
   * Completes the job inside the transaction that stores its result. Must be the last statement.
   * @throws ClaimLost when another worker took over: the transaction rolls back and this attempt leaves no trace
   */
  async settle(manager: EntityManager): Promise<void> {
    await this.engine.complete(manager, this.lane, this.job);
    this.settledInTransaction = true;
  }
}

/** Handles one kind of step. Found by its `@HandlesStep` decorator. */
export interface StepHandler {
  /**
   * Advances the subject by one step. Ends in one of: `run.settle` in its transaction · returning, when there was
   * nothing to do · throwing `PutOff` · throwing a retryable error (tried again with back-off) · throwing any other
   * error (an exception for a person).
   */
  run(run: StepRun): Promise<void>;
}

/** Not now, and nobody's fault: a limit, a quiet period, a Retry-After. Costs no attempt. */
export class PutOff extends Error {
  constructor(
    readonly until: Date,
    readonly reason: string,
  ) {
    super(`put off until ${until.toISOString()}: ${reason}`);
  }
}
