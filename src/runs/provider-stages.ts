import { Injectable } from '@nestjs/common';
import type { Merchant } from '../domain/merchant.js';
import { FROM_THE_START, PollOpen } from '../invoicing/poll-open.js';
import { MissedGroups } from '../invoicing/grouped/missed-groups.js';
import { Merchants } from '../merchants/merchants.js';
import { HandlesStep } from '../platform/jobs/handles-step.decorator.js';
import { ListSettlements } from '../reconciliation/list-settlements.js';
import type { RunRow } from './run.entity.js';
import { RunStage } from './run-stage.js';
import { Runs, type StageOutcome } from './runs.js';
import { GROUPED_STAGE, POLL_STAGE, SETTLEMENTS_STAGE } from './steps.js';

/** Looks for payments that callbacks missed, a hundred invoices a part. */
@HandlesStep(POLL_STAGE)
@Injectable()
export class PollStage extends RunStage {
  protected readonly stage = POLL_STAGE.name;

  constructor(
    merchants: Merchants,
    runs: Runs,
    private readonly poll: PollOpen,
  ) {
    super(merchants, runs);
  }

  protected async work(merchant: Merchant, run: RunRow): Promise<Omit<StageOutcome, 'fault'>> {
    const part = await this.poll.run(merchant, run.progress.cursor ?? FROM_THE_START, `run:${run.id}`);
    return { counts: { 'invoices.looked': part.looked, 'invoices.changed': part.changed }, cursor: part.next };
  }
}

/** Looks for grouped invoices that were not made when they should have been. */
@HandlesStep(GROUPED_STAGE)
@Injectable()
export class GroupedStage extends RunStage {
  protected readonly stage = GROUPED_STAGE.name;

  constructor(
    merchants: Merchants,
    runs: Runs,
    private readonly missed: MissedGroups,
  ) {
    super(merchants, runs);
  }

  protected async work(merchant: Merchant, run: RunRow): Promise<Omit<StageOutcome, 'fault'>> {
    const part = await this.missed.run(merchant, run.progress.cursor ?? FROM_THE_START, new Date());
    return { counts: { 'grouped.missed': part.found }, cursor: part.next };
  }
}

/** Finds new and changed settlements, a page a part. */
@HandlesStep(SETTLEMENTS_STAGE)
@Injectable()
export class SettlementsStage extends RunStage {
  protected readonly stage = SETTLEMENTS_STAGE.name;

  constructor(
    merchants: Merchants,
    runs: Runs,
    private readonly list: ListSettlements,
  ) {
    super(merchants, runs);
  }

  protected async work(merchant: Merchant, run: RunRow): Promise<Omit<StageOutcome, 'fault'>> {
    const part = await this.list.run(merchant, run.createdAt, run.progress.cursor ?? null, `run:${run.id}`);
    return { counts: { 'settlements.listed': part.listed, 'settlements.new': part.fresh }, cursor: part.next };
  }
}
