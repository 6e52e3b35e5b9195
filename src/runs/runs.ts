import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { NotFound, type NotPermitted } from '../domain/errors.js';
import { isExceptionCode } from '../exceptions/exception-codes.js';
import { Exceptions } from '../exceptions/exceptions.js';
import { query } from '../platform/database/sql.js';
import { Steps } from '../platform/jobs/steps.js';
import type { StepRun } from '../platform/jobs/step-run.js';
import { RunRow, type RunState } from './run.entity.js';
import { type RunKind, STAGES_OF } from './steps.js';

/** What one part of a stage did. */
export interface StageOutcome {
  /** Added to the run's counts. */
  readonly counts: Readonly<Record<string, number>>;
  /** Where the next part of this stage begins; null when the stage is done. */
  readonly cursor: string | null;
  /** Why the stage was given up; the run goes on with the next one and ends with `attention`. */
  readonly fault: string | null;
}

/** A run that is due. */
export interface Announcement {
  readonly merchantId: string;
  readonly kind: RunKind;
  /** Names it: what is announced twice under one name is one run. */
  readonly slot: string;
  /** Who asked for it. */
  readonly trigger: string;
  readonly startAfter?: Date;
}

/** Runs: announced once per slot, advanced stage by stage, each part in one transaction with its result. */
@Injectable()
export class Runs {
  constructor(
    private readonly dataSource: DataSource,
    private readonly steps: Steps,
    private readonly exceptions: Exceptions,
  ) {}

  /** Starts a run, or gives null when this slot was announced before, by this process or another. */
  async announce(merchantId: string, kind: RunKind, slot: string, trigger: string): Promise<string | null> {
    return this.dataSource.transaction((manager) => this.announceIn(manager, { merchantId, kind, slot, trigger }));
  }

  /** The same as part of a transaction that is open already. */
  async announceIn(manager: EntityManager, announced: Announcement): Promise<string | null> {
    const { merchantId, kind, slot, trigger, startAfter } = announced;
    const [added] = await query<{ id: string }>(
      manager,
      `insert into run (merchant_id, kind, slot, trigger) values ($1, $2, $3, $4)
       on conflict (merchant_id, kind, slot) do nothing returning id`,
      [merchantId, kind, slot, trigger],
    );
    const [first] = STAGES_OF[kind];
    if (!added || !first) return null;
    const wish = { step: first, merchantId, subject: added.id, ...(startAfter ? { startAfter } : {}) };
    await this.steps.enqueue(manager, wish);
    return added.id;
  }

  async hasAny(merchantId: string, kind: RunKind): Promise<boolean> {
    return this.dataSource.manager.existsBy(RunRow, { merchantId, kind });
  }

  /** @throws NotFound RUN_UNKNOWN */
  async get(merchantId: string, id: string): Promise<RunRow> {
    const run = await this.dataSource.manager.findOneBy(RunRow, { merchantId, id });
    if (run) return run;
    throw new NotFound('RUN_UNKNOWN', 'There is no run with this id.');
  }

  /** The run, if it stands before this stage; null when the stage was done by an earlier attempt. */
  async enter(merchantId: string, id: string, stage: string): Promise<RunRow | null> {
    const [entered] = await query<{ id: string }>(
      this.dataSource.manager,
      `update run set state = 'running', stage = $3, started_at = coalesce(started_at, now())
       where merchant_id = $1 and id = $2 and state in ('queued', 'running') and coalesce(stage, $3) = $3 returning id`,
      [merchantId, id, stage],
    );
    return entered ? this.get(merchantId, id) : null;
  }

  /** Records a part and asks for the next part, the next stage, or ends the run. */
  async advance(step: StepRun, run: RunRow, outcome: StageOutcome): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const locked = await manager.findOneOrFail(RunRow, {
        where: { id: run.id },
        lock: { mode: 'pessimistic_write' },
      });
      const counts = sum(locked.counts, outcome.counts);
      const faults = [...(locked.progress.faults ?? []), ...(outcome.fault === null ? [] : [outcome.fault])];
      const stages = STAGES_OF[run.kind];
      const index = stages.findIndex(({ name }) => name === locked.stage);
      const next = outcome.cursor === null ? stages[index + 1] : stages[index];
      if (next) {
        const progress = { cursor: outcome.cursor, faults };
        await manager.update(RunRow, { id: run.id }, { counts, stage: next.name, progress });
        const because = outcome.cursor === null ? {} : { because: `from:${outcome.cursor}` };
        await this.steps.enqueue(manager, { step: next, merchantId: run.merchantId, subject: run.id, ...because });
      } else {
        await this.finish(manager, run.id, counts, faults);
      }
      await step.settle(manager);
    });
  }

  /** A run is over when a stage failed, so nobody would see why: one case for the merchant, until the stage works again. */
  async stageNotPermitted(merchantId: string, stage: string, error: NotPermitted): Promise<void> {
    await this.exceptions.raise(this.dataSource.manager, {
      merchantId,
      code: isExceptionCode(error.code) ? error.code : 'STEP_GAVE_UP',
      subject: { kind: 'merchant', id: merchantId },
      step: stage,
      details: { ...error.details, step: stage, reason: error.message },
    });
  }

  async stagePermitted(merchantId: string, stage: string): Promise<void> {
    const subject = { kind: 'merchant' as const, id: merchantId };
    await this.exceptions.settle(this.dataSource.manager, merchantId, subject, undefined, [stage]);
  }

  private async finish(
    manager: EntityManager,
    id: string,
    counts: Readonly<Record<string, number>>,
    faults: readonly string[],
  ): Promise<void> {
    const differences = Object.entries(counts).filter(([name, value]) => name.startsWith('audit.') && value !== 0);
    const state: RunState = faults.length === 0 && differences.length === 0 ? 'succeeded' : 'attention';
    const found = differences.map(([name, value]) => `${name.slice('audit.'.length)}: ${value}`);
    const result = [...faults, ...found].join('; ') || 'everything agrees';
    await manager.update(RunRow, { id }, { state, counts, result, progress: { faults }, finishedAt: new Date() });
  }
}

function sum(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> {
  const total: Record<string, number> = { ...a };
  for (const [name, value] of Object.entries(b)) total[name] = (total[name] ?? 0) + value;
  return total;
}
