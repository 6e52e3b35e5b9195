import { Injectable } from '@nestjs/common';
import { HandlesStep } from '../platform/jobs/handles-step.decorator.js';
import type { StepHandler, StepRun } from '../platform/jobs/step-run.js';
import { InboxDrain } from './inbox-drain.js';
import { Inbox } from './inbox.js';
import { REPLAY_MESSAGE } from './steps.js';

/** Has a message handled again: what pressing "retry" means for a message that stopped. */
@HandlesStep(REPLAY_MESSAGE)
@Injectable()
export class ReplayMessage implements StepHandler {
  constructor(
    private readonly inbox: Inbox,
    private readonly drain: InboxDrain,
  ) {}

  async run(step: StepRun): Promise<void> {
    await this.inbox.replay(step.merchantId, step.subject);
    this.drain.wake();
  }
}
