import type { StepWish } from './step.js';

/** Told when a step will not be tried again by itself, so that a person learns of it. */
export abstract class StepFailures {
  abstract gaveUp(wish: StepWish, error: unknown): Promise<void>;
}
