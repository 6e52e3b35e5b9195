import { DiscoveryService } from '@nestjs/core';
import type { StepDefinition } from './step.js';

/** Marks the use case that handles a step; the workers find it by this. */
export const HandlesStep = DiscoveryService.createDecorator<StepDefinition>();
