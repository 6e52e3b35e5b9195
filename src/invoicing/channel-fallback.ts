import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ProviderRefusal } from '../domain/invoice/provider-transaction.js';
import type { Merchant } from '../domain/merchant.js';
import { AuditTrail } from '../exceptions/audit-trail.js';
import { Exceptions } from '../exceptions/exceptions.js';
import { Steps } from '../platform/jobs/steps.js';
import { type Invoice, Invoices } from './invoices.js';
import { RESUBMIT_INVOICE } from './steps.js';

/** What becomes of an invoice whose channel the provider refuses to the account. */
@Injectable()
export class ChannelFallback {
  constructor(
    private readonly invoices: Invoices,
    private readonly exceptions: Exceptions,
    private readonly audit: AuditTrail,
    private readonly steps: Steps,
  ) {}

  /**
   * Tells a person, or lets Kravia deliver where the merchant chose that: a new attempt under the same reference, which
   * the provider takes because the first was never authorised.
   * @param invoice rejected, with its row locked
   */
  async run(manager: EntityManager, merchant: Merchant, invoice: Invoice, refusal: ProviderRefusal): Promise<void> {
    if (merchant.invoicing.channelFallback === null) await this.stop(manager, invoice, refusal);
    else await this.fallBack(manager, invoice, refusal);
  }

  private async stop(
    manager: EntityManager,
    { id, merchantId, reference }: Invoice,
    refusal: ProviderRefusal,
  ): Promise<void> {
    await this.exceptions.raise(manager, {
      merchantId,
      code: 'CHANNEL_NOT_ALLOWED',
      subject: { kind: 'invoice', id: reference },
      details: { reason: refusal.message, code: refusal.code },
      retry: { step: RESUBMIT_INVOICE, merchantId, subject: id },
    });
  }

  private async fallBack(
    manager: EntityManager,
    { id, merchantId, reference, openSessionId, abandonedSessionId }: Invoice,
    refusal: ProviderRefusal,
  ): Promise<void> {
    await this.invoices.update(manager, id, {
      channel: 'kravia',
      channelAsked: 'kravia',
      // A session keeps asking for the channel it was opened with.
      openSessionId: null,
      abandonedSessionId: openSessionId ?? abandonedSessionId,
    });
    await this.audit.record(manager, {
      merchantId,
      actor: 'fakturabro',
      action: 'channel-fallback',
      kind: 'invoice',
      id: reference,
      reason: refusal.message,
    });
    // One case for the account, which is what must be put right, and not one for each of its invoices.
    await this.exceptions.raise(manager, {
      merchantId,
      code: 'CHANNEL_FELL_BACK',
      subject: { kind: 'merchant', id: merchantId },
      details: { reference, reason: refusal.message },
    });
    await this.steps.enqueue(manager, { step: RESUBMIT_INVOICE, merchantId, subject: id });
  }
}

/** Whether it was the merchant's own delivery that was refused, and not the order. */
export function isChannelRefusal({ channelAsked }: Invoice, { ofChannel }: ProviderRefusal): boolean {
  return channelAsked === 'merchant' && ofChannel === true;
}
