import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Merchant } from '../../domain/merchant.js';
import { Exceptions } from '../../exceptions/exceptions.js';
import { RateGate } from '../../platform/jobs/rate-gate.js';

/** After a refused login everybody waits a little, instead of every step failing by itself. */
const LOGIN_PAUSE_MS = 15_000;

/**
 * Whether Dintero knows us. One exception for the merchant, not one for each waiting step; the first call that works again
 * closes it.
 */
@Injectable()
export class DinteroLogin {
  /** Merchants whose login is known to work, so that their case need not be looked for again. */
  private readonly working = new Set<string>();

  constructor(
    private readonly gate: RateGate,
    private readonly exceptions: Exceptions,
    private readonly dataSource: DataSource,
  ) {}

  /** Dintero gave no token, or refused a fresh one: nobody of this merchant calls for a while. */
  async refused(merchant: Merchant, reason: string, status: number): Promise<void> {
    this.working.delete(merchant.id);
    await this.gate.close({ lane: 'provider', merchantId: merchant.id }, LOGIN_PAUSE_MS);
    await this.exceptions.raise(this.dataSource.manager, {
      merchantId: merchant.id,
      code: 'PROVIDER_CREDENTIALS',
      subject: { kind: 'merchant', id: merchant.id },
      details: { reason, status },
    });
  }

  async worked(merchant: Merchant): Promise<void> {
    if (this.working.has(merchant.id)) return;
    const subject = { kind: 'merchant' as const, id: merchant.id };
    await this.exceptions.settle(this.dataSource.manager, merchant.id, subject, ['PROVIDER_CREDENTIALS']);
    this.working.add(merchant.id);
  }
}
