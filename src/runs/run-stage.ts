import { Injectable } from '@nestjs/common';
import { FakturabroError, messageOf, NotPermitted } from '../domain/errors.js';
import type { Merchant } from '../domain/merchant.js';
import { Merchants } from '../merchants/merchants.js';
import { PutOff, type StepHandler, type StepRun } from '../platform/jobs/step-run.js';
import type { RunRow } from './run.entity.js';
import { Runs, type StageOutcome } from './runs.js';

/** A stage that cannot be done is tried this often; then the run goes on without it and says so. */
const TRIES = 3;

/** One stage of a run. A failing stage never stops the ones after it: each of them has its own outside system. */
@Injectable()
export abstract class RunStage implements StepHandler {
  protected abstract readonly stage: string;

  constructor(
    private readonly merchants: Merchants,
    private readonly runs: Runs,
  ) {}

  async run(step: StepRun): Promise<void> {
    const merchant = this.merchants.get(step.merchantId);
    const run = await this.runs.enter(merchant.id, step.subject, this.stage);
    if (!run) return;
    await this.runs.advance(step, run, await this.attempt(step, merchant, run));
  }

  /** Does the next part of the stage. */
  protected abstract work(merchant: Merchant, run: RunRow): Promise<Omit<StageOutcome, 'fault'>>;

  private async attempt(step: StepRun, merchant: Merchant, run: RunRow): Promise<StageOutcome> {
    try {
      const done = await this.work(merchant, run);
      await this.runs.stagePermitted(merchant.id, this.stage);
      return { ...done, fault: null };
    } catch (error) {
      const retryable = !(error instanceof FakturabroError) || error.retryable;
      if (error instanceof PutOff || (retryable && step.attempt + 1 < TRIES)) throw error;
      if (error instanceof NotPermitted) await this.runs.stageNotPermitted(merchant.id, this.stage, error);
      return { counts: {}, cursor: null, fault: `${this.stage}: ${messageOf(error)}` };
    }
  }
}
