import type { JobPayload, StepWish } from './step.js';

/** Told of steps that stand still, so that a person learns of it, and of steps that got through. */
export abstract class StepFailures {
  /** The step will not be tried again by itself. */
  abstract gaveUp(wish: StepWish, error: unknown): Promise<void>;

  /** Steps that succeeded, gathered over a few seconds: what was said of them before is over. */
  abstract succeeded(jobs: readonly JobPayload[]): Promise<void>;
}
