import type { Money } from '../money.js';
import type { Posting, PostingTax, Side } from './journal-entry.js';
import type { AccountRole, Chart } from './roles.js';

/** What ties a posting to a debtor's sub-ledger or to the provider's transaction. */
export interface PostingTies {
  readonly debtorId?: string;
  readonly invoiceNumber?: string | null;
  readonly transactionId?: string | null;
  readonly tax?: PostingTax;
}

export function debit(chart: Chart, role: AccountRole, amount: Money, ties: PostingTies = {}): Posting {
  return posting(chart, role, 'debit', amount, ties);
}

export function credit(chart: Chart, role: AccountRole, amount: Money, ties: PostingTies = {}): Posting {
  return posting(chart, role, 'credit', amount, ties);
}

export function posting(chart: Chart, role: AccountRole, side: Side, amount: Money, ties: PostingTies): Posting {
  return {
    account: chart[role],
    role,
    side,
    amount,
    debtorId: ties.debtorId ?? null,
    invoiceNumber: ties.invoiceNumber ?? null,
    transactionId: ties.transactionId ?? null,
    tax: ties.tax ?? null,
  };
}
