import { Injectable } from '@nestjs/common';
import { ProviderRejected } from '../domain/errors.js';
import type { Merchant } from '../domain/merchant.js';
import { AdoptTransaction } from './adopt-transaction.js';
import { InvoiceGateway } from './invoice-gateway.port.js';
import { type Invoice, Invoices, type IssueClaim } from './invoices.js';
import { IssueCall } from './issue-call.js';
import { issued, type IssueOutcome, type IssueRoute } from './issue-outcome.js';

/** One call creates and pays; the provider itself refuses a second invoice under the reference. */
@Injectable()
export class IssueInOneStep implements IssueRoute {
  constructor(
    private readonly invoices: Invoices,
    private readonly gateway: InvoiceGateway,
    private readonly adoption: AdoptTransaction,
    private readonly call: IssueCall,
  ) {}

  async run(merchant: Merchant, invoice: Invoice, claim: IssueClaim): Promise<IssueOutcome> {
    const isWanted = invoice.cancelRequestedAt === null;
    // Only when nothing of ours can be on its way any more does "not there" mean that it never will be.
    if (!isWanted) this.call.waitUntilQuiet(merchant, claim.unansweredSince);
    const existing = await this.adoption.existing(merchant, invoice, claim.attempt > 1);
    if (existing) return existing;
    if (!isWanted) return { kind: 'withdrawn' };
    const request = await this.invoices.requestOf(merchant, invoice);
    try {
      const issue = (): ReturnType<InvoiceGateway['issue']> => this.gateway.issue(merchant, request);
      return issued(await this.call.run(merchant, invoice, claim.unansweredSince, issue));
    } catch (error) {
      if (!(error instanceof ProviderRejected)) throw error;
      // Any refusal may be the provider's way of saying that the reference exists already.
      const refusedFor = await this.adoption.find(merchant, invoice);
      if (!refusedFor) throw error;
      return issued(refusedFor);
    }
  }
}
