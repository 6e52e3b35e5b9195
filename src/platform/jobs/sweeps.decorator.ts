import { DiscoveryService } from '@nestjs/core';
import type { StepWish } from './step.js';

/** Marks a provider that knows which objects of its feature stand before a step. */
export const Sweeps = DiscoveryService.createDecorator();

/** Lists wishes for every unfinished step, in pages; enqueueing one whose job is alive changes nothing. */
export interface UnfinishedSteps {
  /** @param after the `next` of the page before, '0' for the first */
  unfinished(after: string, count: number): Promise<{ wishes: StepWish[]; next: string | null }>;
}
