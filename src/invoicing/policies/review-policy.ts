import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type DeliveryPolicy, isSamePolicy, policyAgainst, stampOf } from '../../domain/invoice/delivery-policy.js';
import { debtorKindOf } from '../../domain/invoice/invoice-terms.js';
import { localDate } from '../../domain/local-date.js';
import type { Merchant } from '../../domain/merchant.js';
import { type Invoice, Invoices } from '../invoices.js';
import { PolicyTrail } from './policy-trail.js';

/**
 * Looks at the policies once more right before an invoice is sent: it may have been planned before a policy began, and
 * waited for a person or a provider since. A policy that acted on the invoice already is not asked again, so that a
 * release is one, and what Dintero refused is not switched back.
 */
@Injectable()
export class ReviewPolicy {
  constructor(
    private readonly dataSource: DataSource,
    private readonly invoices: Invoices,
    private readonly trail: PolicyTrail,
  ) {}

  async run(merchant: Merchant, invoiceId: string): Promise<void> {
    if (merchant.invoicing.policies.length === 0) return;
    await this.dataSource.transaction(async (manager) => {
      const invoice = await this.invoices.lock(manager, merchant.id, invoiceId);
      if (invoice.state !== 'planned') return;
      const policy = await this.newPolicyFor(manager, merchant, invoice);
      if (policy) await this.act(manager, merchant, invoice, policy);
    });
  }

  private async newPolicyFor(
    manager: EntityManager,
    merchant: Merchant,
    invoice: Invoice,
  ): Promise<DeliveryPolicy | null> {
    const { order } = await this.invoices.contentOf(manager, merchant, invoice);
    const terms = { flow: invoice.flow, product: invoice.product, channel: invoice.channelAsked };
    const today = localDate(new Date(), merchant.timeZone);
    const policy = policyAgainst(merchant.invoicing.policies, terms, debtorKindOf(order), today);
    return policy && !isSamePolicy(policy, invoice.policy) ? policy : null;
  }

  private async act(
    manager: EntityManager,
    merchant: Merchant,
    { id, reference, channelAsked }: Invoice,
    policy: DeliveryPolicy,
  ): Promise<void> {
    const { action, channel } = policy;
    await this.invoices.update(manager, id, {
      policy: stampOf(policy),
      ...(action === 'hold' ? { state: 'held' } : {}),
      ...(action === 'switch' ? { channel, channelAsked: channel } : {}),
    });
    await this.trail.run(manager, merchant, [{ reference, policy, decided: channelAsked }]);
  }
}
