import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RuleViolation } from '../domain/errors.js';
import { moveInvoice } from '../domain/invoice/invoice-state.js';
import type { ProviderTransaction } from '../domain/invoice/provider-transaction.js';
import type { Merchant } from '../domain/merchant.js';
import type { InvoiceChannel } from '../domain/order/order.js';
import { Exceptions } from '../exceptions/exceptions.js';
import { Steps } from '../platform/jobs/steps.js';
import { ApplyTransaction } from './apply-transaction.js';
import { InvoiceDelivery } from './invoice-delivery.port.js';
import { continueOrderOf, type Invoice, Invoices } from './invoices.js';
import type { IssueOutcome } from './issue-outcome.js';
import { TELL_ERP, WATCH_SESSION } from './steps.js';

type Transaction = Extract<IssueOutcome, { kind: 'transaction' }>;
type Awaiting = Extract<IssueOutcome, { kind: 'awaiting-debtor' }>;

/** Writes down what issuing came to, with everything that follows from it, in the caller's transaction. */
@Injectable()
export class RecordIssue {
  constructor(
    private readonly invoices: Invoices,
    private readonly apply: ApplyTransaction,
    private readonly delivery: InvoiceDelivery,
    private readonly exceptions: Exceptions,
    private readonly steps: Steps,
  ) {}

  /** @throws RuleViolation DELIVERY_NOT_CONFIGURED for a sale the merchant would have to mail */
  async run(manager: EntityManager, merchant: Merchant, invoiceId: string, outcome: IssueOutcome): Promise<void> {
    const invoice = await this.invoices.lock(manager, merchant.id, invoiceId);
    switch (outcome.kind) {
      case 'transaction':
        return this.recordTransaction(manager, merchant, invoice, outcome);
      case 'awaiting-debtor':
        return this.recordCheckout(manager, merchant, invoice, outcome);
      case 'withdrawn':
        await this.move(manager, merchant, invoice, { state: moveInvoice(invoice.state, 'withdrawn') });
        await this.steps.enqueue(manager, continueOrderOf(invoice));
    }
  }

  private async recordTransaction(
    manager: EntityManager,
    merchant: Merchant,
    invoice: Invoice,
    { transaction, soldElsewhere }: Transaction,
  ): Promise<void> {
    if (!soldElsewhere) {
      await this.apply.run(manager, merchant, invoice, transaction);
      return;
    }
    const channel = channelOfSale(transaction, invoice);
    if (channel === 'merchant' && !merchant.delivery) {
      throw new RuleViolation(
        'DELIVERY_NOT_CONFIGURED',
        'The merchant must mail this invoice, and has no mail server.',
      );
    }
    const decidedThere = { flow: 'adopted', channel } as const;
    await this.invoices.update(manager, invoice.id, decidedThere);
    await this.apply.run(manager, merchant, { ...invoice, ...decidedThere }, transaction);
  }

  /** The debtor's link goes to the ERP, and by mail if that is wanted. */
  private async recordCheckout(
    manager: EntityManager,
    merchant: Merchant,
    invoice: Invoice,
    { sessionId, url, expiresAt }: Awaiting,
  ): Promise<void> {
    const { order } = await this.invoices.contentOf(manager, merchant, invoice);
    await this.move(manager, merchant, invoice, {
      state: moveInvoice(invoice.state, 'awaiting-debtor'),
      openSessionId: sessionId,
      checkoutUrl: url,
      checkoutExpiresAt: expiresAt,
      checkoutDeclinedAt: null,
      refusal: null,
    });
    if (invoice.cancelRequestedAt !== null) {
      // Cancelled while it was being opened: it is ended, and nobody is sent there.
      await this.steps.enqueue(manager, { step: WATCH_SESSION, merchantId: merchant.id, subject: invoice.id });
      return;
    }
    const wanted = order.invoice.sendLink ?? merchant.invoicing.checkout.sendLink;
    if (url !== null && wanted && merchant.delivery)
      await this.delivery.sendLink(manager, merchant, invoice.id, sessionId);
  }

  private async move(
    manager: EntityManager,
    merchant: Merchant,
    { id, reference }: Invoice,
    changes: Partial<Invoice>,
  ): Promise<void> {
    const factsDue = merchant.erp.orders !== null;
    await this.invoices.update(manager, id, { ...changes, callStartedAt: null, factsDue });
    await this.exceptions.settle(manager, merchant.id, { kind: 'invoice', id: reference });
    if (factsDue) await this.steps.enqueue(manager, { step: TELL_ERP, merchantId: merchant.id, subject: id });
  }
}

/**
 * Who delivers a sale made elsewhere. Where the transaction does not say: what is collected already is in somebody else's
 * hands, which is the provider's default, and must not be mailed once more; the rest is delivered as the order would be.
 */
function channelOfSale({ facts, events }: ProviderTransaction, { channel }: Invoice): InvoiceChannel | null {
  const isStarted = events.some(({ kind, succeeded }) => kind === 'collection-started' && succeeded);
  return facts.channel ?? (isStarted ? 'kravia' : channel);
}
