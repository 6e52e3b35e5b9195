import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { ClaimBook } from './claim-book.js';
import { DeathWatch } from './death-watch.js';
import { HandlesStep } from './handles-step.decorator.js';
import { JobEngine } from './job-engine.js';
import { LaneLimits } from './lane-limits.js';
import { LaneWorker, type RegisteredHandler } from './lane-worker.js';
import { LANES, type Lane } from './step.js';
import type { StepHandler } from './step-run.js';
import { StepFailures } from './step-failures.js';
import { RateGate } from './rate-gate.js';
import { Steps } from './steps.js';

/** Jobs one process runs at once, per lane. Most of their time is waiting for the other side. */
const SLOTS: Readonly<Record<Lane, number>> = { provider: 64, erp: 16, mail: 8, local: 4 };

/** How long running steps may take to finish once the process is asked to stop. */
const GRACE_MS = 20_000;

export class JobSettings {
  constructor(
    readonly databaseUrl: string,
    readonly works: boolean,
    readonly instance: string,
  ) {}
}

/** Starts the job engine with the application, runs the lanes where this process is a worker, and stops both in order. */
@Injectable()
export class Workers implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private lanes: LaneWorker[] = [];
  private deathWatch: DeathWatch | null = null;

  constructor(
    private readonly settings: JobSettings,
    private readonly engine: JobEngine,
    private readonly steps: Steps,
    private readonly dataSource: DataSource,
    private readonly limits: LaneLimits,
    private readonly failures: StepFailures,
    private readonly gate: RateGate,
    private readonly discovery: DiscoveryService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.engine.start();
    if (!this.settings.works) return;
    const claims = new ClaimBook(this.dataSource, this.settings.instance);
    this.deathWatch = new DeathWatch(this.settings.databaseUrl, this.settings.instance, claims, this.engine);
    await this.deathWatch.start();
    const { engine, dataSource, limits, failures, gate } = this;
    const parts = { engine, dataSource, limits, failures, gate, claims, handlers: this.handlers() };
    const byLane = new Map(LANES.map((lane) => [lane, new LaneWorker(lane, SLOTS[lane], parts)]));
    this.lanes = [...byLane.values()];
    for (const lane of this.lanes) lane.start();
    this.steps.onWish((lane) => byLane.get(lane)?.wake());
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.lanes.map((lane) => lane.stop(GRACE_MS)));
    await this.deathWatch?.stop();
    await this.engine.stop();
  }

  private handlers(): Map<string, RegisteredHandler> {
    const found = new Map<string, RegisteredHandler>();
    for (const wrapper of this.discovery.getProviders({ metadataKey: HandlesStep.KEY })) {
      const step = this.discovery.getMetadataByDecorator(HandlesStep, wrapper);
      if (step) found.set(step.name, { step, handler: wrapper.instance as StepHandler });
    }
    return found;
  }
}
