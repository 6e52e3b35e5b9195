import { Injectable } from '@nestjs/common';
import { ProviderRejected } from '../domain/errors.js';
import type { Merchant } from '../domain/merchant.js';
import { AdoptTransaction } from './adopt-transaction.js';
import { EndSession } from './end-session.js';
import { type Invoice, Invoices } from './invoices.js';
import { issued, type IssueOutcome, type IssueRoute } from './issue-outcome.js';
import { SessionGateway } from './session-gateway.port.js';

const DAY_MS = 86_400_000;

/**
 * Opens a session for the debtor to accept. Its link is given out only once it is recorded, so a session whose answer was
 * lost is one that nobody can pay.
 */
@Injectable()
export class IssueByCheckout implements IssueRoute {
  constructor(
    private readonly invoices: Invoices,
    private readonly sessions: SessionGateway,
    private readonly adoption: AdoptTransaction,
    private readonly ending: EndSession,
  ) {}

  async run(merchant: Merchant, invoice: Invoice): Promise<IssueOutcome> {
    const left = await this.ending.abandoned(merchant, invoice);
    if (left) return issued(await this.adoption.compare(invoice, left));
    const existing = await this.adoption.existing(merchant, invoice, true);
    if (existing) return existing;
    if (invoice.cancelRequestedAt !== null) return { kind: 'withdrawn' };

    const { linkValidDays, identityRequired } = merchant.invoicing.checkout;
    const expiresAt = new Date(Date.now() + linkValidDays * DAY_MS);
    const request = await this.invoices.requestOf(merchant, invoice);
    const checkout = { expiresAt, identityRequired: identityRequired.includes(invoice.product) };
    const { sessionId, url } = await this.sessions.open(merchant, request, checkout);
    if (url === null) throw new ProviderRejected('NO_LINK', 'the checkout was opened without a link for the debtor');
    return { kind: 'awaiting-debtor', sessionId, url, expiresAt };
  }
}
