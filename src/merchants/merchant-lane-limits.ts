import { Injectable } from '@nestjs/common';
import type { Merchant } from '../domain/merchant.js';
import { LaneLimits } from '../platform/jobs/lane-limits.js';
import type { Lane } from '../platform/jobs/step.js';
import { Merchants } from './merchants.js';

/** Steps without an outside system only need not to crowd each other out. */
const LOCAL_CONCURRENCY = 4;

/** The merchants' configured concurrency, as the job lanes need it. */
@Injectable()
export class MerchantLaneLimits extends LaneLimits {
  constructor(private readonly merchants: Merchants) {
    super();
  }

  of(lane: Lane): Readonly<Record<string, number>> {
    return Object.fromEntries(this.merchants.all().map((merchant) => [merchant.id, limitOf(merchant, lane)]));
  }
}

function limitOf(merchant: Merchant, lane: Lane): number {
  switch (lane) {
    case 'provider':
      return merchant.provider.concurrency;
    case 'erp':
      return merchant.erp.concurrency;
    case 'mail':
      return merchant.delivery?.concurrency ?? 1;
    case 'local':
      return LOCAL_CONCURRENCY;
  }
}
