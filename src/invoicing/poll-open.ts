import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OPEN_STATES } from '../domain/invoice/invoice-state.js';
import { isUnchanged, type ProviderStamp } from '../domain/invoice/provider-transaction.js';
import type { Merchant } from '../domain/merchant.js';
import { query } from '../platform/database/sql.js';
import { Steps } from '../platform/jobs/steps.js';
import { InvoiceGateway } from './invoice-gateway.port.js';
import { REFRESH_INVOICE } from './steps.js';

/** How many transactions the provider shows in one answer. */
const GLANCE = 100;

interface OpenInvoice {
  readonly id: string;
  readonly transactionId: string;
  readonly stamp: ProviderStamp | null;
}

export interface PollProgress {
  /** Where the next part begins; null when everything was looked at. */
  readonly next: string | null;
  readonly looked: number;
  readonly changed: number;
}

/** Looks at every open transaction to find what callbacks missed; the changed ones are read by steps of their own. */
@Injectable()
export class PollOpen {
  constructor(
    private readonly dataSource: DataSource,
    private readonly gateway: InvoiceGateway,
    private readonly steps: Steps,
  ) {}

  /** One part: at most a hundred invoices after `after`. @param because names the poll, so that each looks once */
  async run(merchant: Merchant, after: string, because: string): Promise<PollProgress> {
    const open = await query<OpenInvoice>(
      this.dataSource.manager,
      `select id, transaction_id as "transactionId", provider_stamp as stamp from invoice
       where merchant_id = $1 and id > $2 and state = any($3) and transaction_id is not null
       order by id limit $4`,
      [merchant.id, after, OPEN_STATES, GLANCE],
    );
    if (open.length === 0) return { next: null, looked: 0, changed: 0 };
    const glances = await this.gateway.glance(
      merchant,
      open.map(({ transactionId }) => transactionId),
    );
    const seen = new Map(glances.map(({ transactionId, stamp }) => [transactionId, stamp]));
    const changed = open.filter(({ transactionId, stamp }) => {
      const glance = seen.get(transactionId);
      return !glance || !isUnchanged(glance, stamp);
    });
    await this.dataSource.transaction(async (manager) => {
      const wishes = changed.map(({ id }) => ({
        step: REFRESH_INVOICE,
        merchantId: merchant.id,
        subject: id,
        because,
      }));
      await this.steps.enqueue(manager, ...wishes);
    });
    const next = open.length < GLANCE ? null : (open.at(-1)?.id ?? null);
    return { next, looked: open.length, changed: changed.length };
  }
}
