import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFound } from '../../domain/errors.js';
import type { Merchant } from '../../domain/merchant.js';
import { AuditTrail } from '../../exceptions/audit-trail.js';
import { Exceptions } from '../../exceptions/exceptions.js';
import { Invoices } from '../../invoicing/invoices.js';
import { Steps } from '../../platform/jobs/steps.js';
import { Deliveries } from '../deliveries.js';
import { SEND_INVOICE } from '../steps.js';
import { Suppressions } from './suppressions.js';

/** Lets mail go to an address again because a person says that it works now, and sends what was waiting for that. */
@Injectable()
export class LiftSuppression {
  constructor(
    private readonly dataSource: DataSource,
    private readonly suppressions: Suppressions,
    private readonly deliveries: Deliveries,
    private readonly invoices: Invoices,
    private readonly exceptions: Exceptions,
    private readonly audit: AuditTrail,
    private readonly steps: Steps,
  ) {}

  /** Gives how many withheld mails are sent now. @throws NotFound SUPPRESSION_UNKNOWN */
  async run(merchant: Merchant, id: string, actor: string, reason: string): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const address = await this.suppressions.lift(manager, merchant.id, id, actor, reason);
      if (address === null) throw new NotFound('SUPPRESSION_UNKNOWN', 'There is no suppression in force with this id.');
      const waiting = await this.deliveries.withheldFor(manager, merchant.id, address);
      for (const delivery of waiting) {
        await this.steps.enqueue(manager, { step: SEND_INVOICE, merchantId: merchant.id, subject: delivery.id });
        const invoice = await this.invoices.find(merchant.id, delivery.invoiceId);
        const subject = { kind: 'invoice' as const, id: invoice?.reference ?? '' };
        await this.exceptions.settle(manager, merchant.id, subject, ['ADDRESS_SUPPRESSED']);
      }
      const event = { merchantId: merchant.id, actor, action: 'lift', kind: 'suppression', id, reason };
      await this.audit.record(manager, event);
      return waiting.length;
    });
  }
}
