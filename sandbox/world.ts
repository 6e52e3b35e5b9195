import type { Clock } from './clock.js';
import type { FaultBook } from './faults.js';
import type { Outgoing } from './http/outgoing.js';
import type { Random } from './random.js';

/** What every part of one sandbox shares. Two sandboxes in a process share nothing. */
export interface World {
  readonly clock: Clock;
  readonly random: Random;
  readonly faults: FaultBook;
  readonly outgoing: Outgoing;
}
