import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ProviderRejected } from '../domain/errors.js';
import { type ProviderSession, sessionStanding } from '../domain/invoice/provider-session.js';
import type { ProviderTransaction } from '../domain/invoice/provider-transaction.js';
import type { Merchant } from '../domain/merchant.js';
import { InvoiceGateway } from './invoice-gateway.port.js';
import { type Invoice, Invoices } from './invoices.js';
import { SessionGateway } from './session-gateway.port.js';

/** Sees to it that a session nobody wants any more cannot be paid, unless it has been. */
@Injectable()
export class EndSession {
  constructor(
    private readonly dataSource: DataSource,
    private readonly invoices: Invoices,
    private readonly sessions: SessionGateway,
    private readonly gateway: InvoiceGateway,
  ) {}

  /**
   * Ends the session; gives its transaction when it turns out to have one that was not refused. One that the debtor paid
   * between our look and the cancellation comes back voided.
   */
  async run(merchant: Merchant, sessionId: string): Promise<ProviderTransaction | null> {
    const session = await this.find(merchant, sessionId);
    if (session === null) return null;
    const paid = await this.transactionOf(merchant, session);
    if (paid || sessionStanding(session, new Date()) === 'cancelled') return paid;
    try {
      await this.sessions.cancel(merchant, sessionId);
    } catch (error) {
      // It cannot be cancelled: over already, or just paid. Which one, the next look tells.
      if (!(error instanceof ProviderRejected)) throw error;
    }
    return this.transactionOf(merchant, await this.sessions.get(merchant, sessionId));
  }

  /** Ends the session this invoice left behind when it was planned anew; gives its transaction if it has one. */
  async abandoned(merchant: Merchant, invoice: Invoice): Promise<ProviderTransaction | null> {
    if (invoice.abandonedSessionId === null) return null;
    const transaction = await this.run(merchant, invoice.abandonedSessionId);
    await this.invoices.update(this.dataSource.manager, invoice.id, { abandonedSessionId: null });
    return transaction;
  }

  /** Null when the provider does not know it (any more). */
  async find(merchant: Merchant, sessionId: string): Promise<ProviderSession | null> {
    try {
      return await this.sessions.get(merchant, sessionId);
    } catch (error) {
      if (error instanceof ProviderRejected) return null;
      throw error;
    }
  }

  /** The session's transaction, unless the provider refused it. */
  private async transactionOf(
    merchant: Merchant,
    { transactionId }: ProviderSession,
  ): Promise<ProviderTransaction | null> {
    if (transactionId === null) return null;
    const transaction = await this.gateway.get(merchant, transactionId);
    return transaction.standing === 'refused' ? null : transaction;
  }
}
