import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { messageOf } from '../domain/errors.js';
import type { Merchant } from '../domain/merchant.js';
import { Exceptions } from '../exceptions/exceptions.js';
import { Merchants } from '../merchants/merchants.js';
import { ImportFiles } from '../orders/import-files.js';
import type { IntakeCounts } from '../orders/intake-counts.js';
import { PullOrders } from '../orders/pull-orders.js';
import { HandlesStep } from '../platform/jobs/handles-step.decorator.js';
import { PutOff } from '../platform/jobs/step-run.js';
import type { RunRow } from './run.entity.js';
import { RunStage } from './run-stage.js';
import { Runs, type StageOutcome } from './runs.js';
import { FILES_STAGE, PULL_STAGE } from './steps.js';

/** Pulls the orders that webhooks missed. */
@HandlesStep(PULL_STAGE)
@Injectable()
export class PullStage extends RunStage {
  protected readonly stage = PULL_STAGE.name;

  constructor(
    merchants: Merchants,
    runs: Runs,
    private readonly dataSource: DataSource,
    private readonly pull: PullOrders,
    private readonly exceptions: Exceptions,
  ) {
    super(merchants, runs);
  }

  protected async work(merchant: Merchant, run: RunRow): Promise<Omit<StageOutcome, 'fault'>> {
    const subject = { kind: 'merchant' as const, id: merchant.id };
    try {
      const counts = await this.pull.run(merchant, run.startedAt ?? new Date());
      await this.exceptions.settle(this.dataSource.manager, merchant.id, subject, ['ERP_ORDERS_UNREADABLE']);
      return { counts: named('pulled', counts), cursor: null };
    } catch (error) {
      if (!(error instanceof PutOff)) {
        const details = { source: 'the ERP', reason: messageOf(error) };
        const code = 'ERP_ORDERS_UNREADABLE';
        await this.exceptions.raise(this.dataSource.manager, { merchantId: merchant.id, code, subject, details });
      }
      throw error;
    }
  }
}

/** Reads the drop folder. */
@HandlesStep(FILES_STAGE)
@Injectable()
export class FilesStage extends RunStage {
  protected readonly stage = FILES_STAGE.name;

  constructor(
    merchants: Merchants,
    runs: Runs,
    private readonly files: ImportFiles,
  ) {
    super(merchants, runs);
  }

  protected async work(merchant: Merchant): Promise<Omit<StageOutcome, 'fault'>> {
    return { counts: named('filed', await this.files.run(merchant)), cursor: null };
  }
}

function named(way: 'pulled' | 'filed', { received, fresh, changed, refused }: IntakeCounts): Record<string, number> {
  return { [`orders.${way}`]: received, 'orders.new': fresh, 'orders.changed': changed, 'orders.refused': refused };
}
