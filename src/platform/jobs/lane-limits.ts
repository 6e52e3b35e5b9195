import type { Lane } from './step.js';

/** How many jobs of each merchant may run at once in a lane; bound by whoever knows the merchants. */
export abstract class LaneLimits {
  abstract of(lane: Lane): Readonly<Record<string, number>>;
}
