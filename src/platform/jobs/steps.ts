import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { JobEngine } from './job-engine.js';
import type { Lane, StepWish } from './step.js';

const COMMIT_TIME_MS = 10;

/** How features ask for work: in the same transaction as the change that makes it necessary. */
@Injectable()
export class Steps {
  private readonly listeners: ((lane: Lane) => void)[] = [];
  private readonly due = new Set<Lane>();

  constructor(private readonly engine: JobEngine) {}

  async enqueue(manager: EntityManager, ...wishes: readonly StepWish[]): Promise<void> {
    const byLane = Map.groupBy(wishes, (wish) => wish.step.lane);
    for (const [lane, some] of byLane) {
      await this.engine.insert(manager, lane, some);
      this.announce(lane);
    }
  }

  /** Calls back soon after this process stored a wish. */
  onWish(listener: (lane: Lane) => void): void {
    this.listeners.push(listener);
  }

  /** Tells the workers of this process, once the transaction has had time to commit; the others poll. */
  private announce(lane: Lane): void {
    if (this.due.has(lane)) return;
    this.due.add(lane);
    setTimeout(() => {
      this.due.delete(lane);
      for (const listener of this.listeners) listener(lane);
    }, COMMIT_TIME_MS).unref();
  }
}
