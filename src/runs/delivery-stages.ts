import { Injectable } from '@nestjs/common';
import { ReadMailbox } from '../delivery/bounces/read-mailbox.js';
import { WatchDeliveries } from '../delivery/watch-deliveries.js';
import type { Merchant } from '../domain/merchant.js';
import { Merchants } from '../merchants/merchants.js';
import { HandlesStep } from '../platform/jobs/handles-step.decorator.js';
import { RunStage } from './run-stage.js';
import { Runs, type StageOutcome } from './runs.js';
import { BOUNCES_STAGE, WATCH_STAGE } from './steps.js';

/** Reads the mailbox that bounces come to, a handful of messages a part. */
@HandlesStep(BOUNCES_STAGE)
@Injectable()
export class BouncesStage extends RunStage {
  protected readonly stage = BOUNCES_STAGE.name;

  constructor(
    merchants: Merchants,
    runs: Runs,
    private readonly mailbox: ReadMailbox,
  ) {
    super(merchants, runs);
  }

  protected async work(merchant: Merchant): Promise<Omit<StageOutcome, 'fault'>> {
    const { looked, taken, next } = await this.mailbox.run(merchant);
    return { counts: { 'bounces.looked': looked, 'bounces.taken': taken }, cursor: next };
  }
}

/** Looks at the clocks: started, accepted, delivered. */
@HandlesStep(WATCH_STAGE)
@Injectable()
export class WatchStage extends RunStage {
  protected readonly stage = WATCH_STAGE.name;

  constructor(
    merchants: Merchants,
    runs: Runs,
    private readonly watch: WatchDeliveries,
  ) {
    super(merchants, runs);
  }

  protected async work(merchant: Merchant): Promise<Omit<StageOutcome, 'fault'>> {
    const { delivered, undecided, late } = await this.watch.run(merchant, new Date());
    const counts = { 'deliveries.delivered': delivered, 'deliveries.undecided': undecided, 'deliveries.late': late };
    return { counts, cursor: null };
  }
}
