import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { StepExceptions } from '../exceptions/step-exceptions.js';
import { Merchants } from '../merchants/merchants.js';
import { HandlesStep } from '../platform/jobs/handles-step.decorator.js';
import { Steps } from '../platform/jobs/steps.js';
import type { StepHandler, StepRun } from '../platform/jobs/step-run.js';
import { Sweeps, type UnfinishedSteps } from '../platform/jobs/sweeps.decorator.js';
import { RunStage } from './run-stage.js';
import { Runs, type StageOutcome } from './runs.js';
import { SWEEP_ALL, SWEEP_STAGE } from './steps.js';

const PAGE = 500;

/** Enqueues every unfinished step; the ones whose job is alive are dropped by the queue's unique index, and the ones that wait for a person stay. */
@Injectable()
export class Sweep {
  constructor(
    private readonly dataSource: DataSource,
    private readonly steps: Steps,
    private readonly discovery: DiscoveryService,
    private readonly exceptions: StepExceptions,
  ) {}

  /** Gives how many unfinished steps there were. */
  async run(): Promise<number> {
    let count = 0;
    for (const wrapper of this.discovery.getProviders({ metadataKey: Sweeps.KEY })) {
      count += await this.sweep(wrapper.instance as UnfinishedSteps);
    }
    return count;
  }

  private async sweep(source: UnfinishedSteps): Promise<number> {
    let count = 0;
    let after: string | null = '0';
    while (after !== null) {
      const { wishes, next } = await source.unfinished(after, PAGE);
      const allowed = await this.exceptions.mayRepeat(wishes);
      await this.dataSource.transaction((manager) => this.steps.enqueue(manager, ...allowed));
      count += wishes.length;
      after = next;
    }
    return count;
  }
}

/** The sweep as part of the nightly run. */
@HandlesStep(SWEEP_STAGE)
@Injectable()
export class SweepStage extends RunStage {
  protected readonly stage = SWEEP_STAGE.name;

  constructor(
    merchants: Merchants,
    runs: Runs,
    private readonly sweep: Sweep,
  ) {
    super(merchants, runs);
  }

  protected async work(): Promise<Omit<StageOutcome, 'fault'>> {
    return { counts: { 'steps.unfinished': await this.sweep.run() }, cursor: null };
  }
}

/** The sweep every few minutes, over all merchants. */
@HandlesStep(SWEEP_ALL)
@Injectable()
export class SweepAll implements StepHandler {
  constructor(private readonly sweep: Sweep) {}

  async run(_step: StepRun): Promise<void> {
    await this.sweep.run();
  }
}
