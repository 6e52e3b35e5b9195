import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { addDays, localDate } from '../domain/local-date.js';
import type { Merchant } from '../domain/merchant.js';
import { Exceptions } from '../exceptions/exceptions.js';
import { Steps } from '../platform/jobs/steps.js';
import { READ_SETTLEMENT } from './steps.js';
import { type ListedSettlement, SettlementSource } from './settlement-source.port.js';
import { Settlements } from './settlements.js';

/** The provider changes settlements and adds reports later, so each listing looks this far back. */
const OVERLAP_DAYS = 14;

export interface ListProgress {
  readonly next: string | null;
  readonly listed: number;
  readonly fresh: number;
}

/** Finds new and changed settlements and asks for them to be read. */
@Injectable()
export class ListSettlements {
  constructor(
    private readonly dataSource: DataSource,
    private readonly source: SettlementSource,
    private readonly settlements: Settlements,
    private readonly exceptions: Exceptions,
    private readonly steps: Steps,
  ) {}

  /** One page. @param because names the run, so that a settlement that stopped is read again once per run */
  async run(merchant: Merchant, today: Date, after: string | null, because: string): Promise<ListProgress> {
    const since = addDays(localDate(today, merchant.timeZone), -OVERLAP_DAYS);
    const page = await this.source.list(merchant, since, after);
    let fresh = 0;
    await this.dataSource.transaction(async (manager) => {
      for (const listed of page.settlements) fresh += await this.meet(manager, merchant, listed, because);
    });
    return { next: page.next, listed: page.settlements.length, fresh };
  }

  private async meet(
    manager: EntityManager,
    merchant: Merchant,
    listed: ListedSettlement,
    because: string,
  ): Promise<number> {
    const { id, listing } = await this.settlements.meet(manager, merchant, listed);
    if (listing === 'changed-after-posting') {
      await this.exceptions.raise(manager, {
        merchantId: merchant.id,
        code: 'SETTLEMENT_CHANGED',
        subject: { kind: 'settlement', id: listed.settlementId },
      });
    } else if (id !== '') {
      await this.steps.enqueue(manager, { step: READ_SETTLEMENT, merchantId: merchant.id, subject: id, because });
    }
    return listing === 'new' ? 1 : 0;
  }
}
