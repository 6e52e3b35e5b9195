import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ProviderRejected, ProviderUnavailable } from '../domain/errors.js';
import { sessionStanding } from '../domain/invoice/provider-session.js';
import type { ProviderTransaction } from '../domain/invoice/provider-transaction.js';
import type { Merchant } from '../domain/merchant.js';
import { AdoptTransaction } from './adopt-transaction.js';
import { EndSession } from './end-session.js';
import { InvoiceGateway, type InvoiceRequest } from './invoice-gateway.port.js';
import { type Invoice, Invoices, type IssueClaim } from './invoices.js';
import { IssueCall } from './issue-call.js';
import { issued, type IssueOutcome, type IssueRoute } from './issue-outcome.js';
import { SessionGateway } from './session-gateway.port.js';

interface Resumed {
  readonly paid: ProviderTransaction | null;
  readonly sessionId: string | null;
}

const NOTHING: Resumed = { paid: null, sessionId: null };

/**
 * Opens a session, commits its id, pays it. One session yields at most one transaction, so however often this is
 * interrupted, the committed id leads to the same one; before any session is opened the reference is looked up, because
 * the provider documents no refusal of a duplicate here.
 */
@Injectable()
export class IssueInTwoSteps implements IssueRoute {
  constructor(
    private readonly dataSource: DataSource,
    private readonly invoices: Invoices,
    private readonly sessions: SessionGateway,
    private readonly gateway: InvoiceGateway,
    private readonly adoption: AdoptTransaction,
    private readonly ending: EndSession,
    private readonly call: IssueCall,
  ) {}

  async run(merchant: Merchant, invoice: Invoice, claim: IssueClaim): Promise<IssueOutcome> {
    const left = await this.ending.abandoned(merchant, invoice);
    if (left) return issued(await this.adoption.compare(invoice, left));

    // A payment of ours that may still be at work must not meet the end of its session.
    if (invoice.cancelRequestedAt !== null) this.call.waitUntilQuiet(merchant, claim.unansweredSince);
    const { paid, sessionId } = await this.resume(merchant, invoice);
    if (paid) return issued(paid);
    const existing = await this.adoption.existing(merchant, invoice, true);
    if (existing) return existing;
    if (invoice.cancelRequestedAt !== null) return { kind: 'withdrawn' };
    return sessionId === null
      ? this.pay(merchant, invoice, await this.open(merchant, invoice), null)
      : this.pay(merchant, invoice, sessionId, claim.unansweredSince);
  }

  /** What an earlier attempt left: a transaction, a session that can still be paid, or neither. */
  private async resume(merchant: Merchant, invoice: Invoice): Promise<Resumed> {
    const sessionId = invoice.openSessionId;
    if (sessionId === null) return NOTHING;
    const session = await this.sessions.get(merchant, sessionId);
    const paid = await this.paidBy(merchant, invoice, session.transactionId);
    if (paid) return { paid, sessionId: null };
    const isWanted = invoice.cancelRequestedAt === null;
    if (isWanted && sessionStanding(session, new Date()) === 'open') return { paid: null, sessionId };
    const late = await this.ending.run(merchant, sessionId);
    if (late) return { paid: await this.adoption.compare(invoice, late), sessionId: null };
    await this.invoices.update(this.dataSource.manager, invoice.id, { openSessionId: null });
    return NOTHING;
  }

  private async open(merchant: Merchant, invoice: Invoice): Promise<string> {
    const request = await this.invoices.requestOf(merchant, invoice);
    const { sessionId } = await this.sessions.open(merchant, request, null);
    // Committed before it is paid: if we die now, the next attempt pays this session and no other.
    await this.invoices.update(this.dataSource.manager, invoice.id, { openSessionId: sessionId, callStartedAt: null });
    return sessionId;
  }

  private async pay(
    merchant: Merchant,
    invoice: Invoice,
    sessionId: string,
    unansweredSince: Date | null,
  ): Promise<IssueOutcome> {
    const request = await this.invoices.requestOf(merchant, invoice);
    const pay = (): Promise<ProviderTransaction> => this.started(merchant, invoice, sessionId, request);
    try {
      return issued(await this.call.run(merchant, invoice, unansweredSince, pay));
    } catch (error) {
      if (!(error instanceof ProviderRejected)) throw error;
      return this.afterRefusal(merchant, invoice, sessionId, error);
    }
  }

  private async started(
    merchant: Merchant,
    { id }: Invoice,
    sessionId: string,
    request: InvoiceRequest,
  ): Promise<ProviderTransaction> {
    await this.invoices.setCallStarted(this.dataSource.manager, id, new Date());
    return this.sessions.pay(merchant, sessionId, request);
  }

  /** The session may be paid, or over (412 says both): reading it tells. */
  private async afterRefusal(
    merchant: Merchant,
    invoice: Invoice,
    sessionId: string,
    error: ProviderRejected,
  ): Promise<IssueOutcome> {
    const session = await this.sessions.get(merchant, sessionId);
    const paid = await this.paidBy(merchant, invoice, session.transactionId);
    if (paid) return issued(paid);
    if (sessionStanding(session, new Date()) === 'open') throw error;
    await this.invoices.update(this.dataSource.manager, invoice.id, { openSessionId: null, callStartedAt: null });
    throw new ProviderUnavailable('SESSION_OVER', 'The session ended before it was paid; another one is opened.');
  }

  /** What this session came to; a transaction the provider refused is an answer too. */
  private async paidBy(
    merchant: Merchant,
    invoice: Invoice,
    transactionId: string | null,
  ): Promise<ProviderTransaction | null> {
    if (transactionId === null) return null;
    const transaction = await this.gateway.get(merchant, transactionId);
    return transaction.standing === 'refused' ? transaction : this.adoption.compare(invoice, transaction);
  }
}
