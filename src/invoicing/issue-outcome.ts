import type { ProviderTransaction } from '../domain/invoice/provider-transaction.js';
import type { Merchant } from '../domain/merchant.js';
import type { Invoice, IssueClaim } from './invoices.js';

/** What one attempt to issue an invoice came to. */
export type IssueOutcome =
  | {
      readonly kind: 'transaction';
      readonly transaction: ProviderTransaction;
      /** Sold elsewhere: how it is delivered was decided there, and not by us. */
      readonly soldElsewhere: boolean;
    }
  | {
      /** The debtor is to accept; the link is null when somebody else gave it out. */
      readonly kind: 'awaiting-debtor';
      readonly sessionId: string;
      readonly url: string | null;
      readonly expiresAt: Date | null;
    }
  | { readonly kind: 'withdrawn' };

/** One way to an invoice. The claim is committed before, and the outcome recorded after. */
export interface IssueRoute {
  /** @throws RuleViolation · ProviderRejected · ProviderUnavailable · OutcomeUnknown · PutOff */
  run(merchant: Merchant, invoice: Invoice, claim: IssueClaim): Promise<IssueOutcome>;
}

export function issued(transaction: ProviderTransaction): IssueOutcome {
  return { kind: 'transaction', transaction, soldElsewhere: false };
}
