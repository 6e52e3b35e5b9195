import { RuleViolation } from '../errors.js';
import type { LocalDate } from '../local-date.js';
import { Money } from '../money.js';
import type { AccountRole } from './roles.js';

export const ENTRY_KINDS = [
  'invoice',
  'credit-note',
  'loss',
  'payment',
  'payment-reversal',
  'settlement',
  'payout',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];
export type Side = 'debit' | 'credit';

/** The VAT behind a revenue posting: SAF-T wants it on the base line. Amounts are positive, like the posting's. */
export interface PostingTax {
  readonly code: string;
  readonly baseMinor: bigint;
  readonly amountMinor: bigint;
}

/** One line of a journal entry. The amount is positive; the side gives the direction. */
export interface Posting {
  readonly account: string;
  readonly role: AccountRole;
  readonly side: Side;
  readonly amount: Money;
  readonly debtorId: string | null;
  readonly invoiceNumber: string | null;
  readonly transactionId: string | null;
  readonly tax: PostingTax | null;
}

/** What an entry is about, so that every figure leads back to its cause. */
export interface EntryLinks {
  readonly orderId: string | null;
  readonly invoiceReference: string | null;
  readonly transactionId: string | null;
  readonly invoiceNumber: string | null;
  readonly settlementId: string | null;
}

export interface JournalEntryInput {
  /** Names the one effect, such as `payment:T11223344.abc:3`; unique per merchant. */
  readonly key: string;
  readonly kind: EntryKind;
  /** The day in the books, in the merchant's zone. */
  readonly date: LocalDate;
  /** When it happened outside, UTC. */
  readonly occurredAt: Date;
  readonly text: string;
  readonly links: EntryLinks;
  readonly postings: readonly Posting[];
}

/** Roles a kind of entry may touch: a payment never moves revenue or VAT (invariant E5). */
const ROLES_OF_KIND: Readonly<Record<EntryKind, (role: AccountRole) => boolean>> = {
  invoice: isSaleRole,
  'credit-note': isSaleRole,
  loss: (role) => role === 'receivable' || role === 'badDebt' || role === 'vatIn' || role.startsWith('vatOut'),
  payment: isPaymentRole,
  'payment-reversal': isPaymentRole,
  settlement: (role) => role === 'providerClearing' || role === 'payoutInTransit' || role === 'feePayment',
  payout: (role) => role === 'payoutInTransit' || role === 'bank',
};

function isSaleRole(role: AccountRole): boolean {
  return role === 'receivable' || role.startsWith('revenue') || role.startsWith('freight') || role.startsWith('vatOut');
}

function isPaymentRole(role: AccountRole): boolean {
  return role === 'providerClearing' || role === 'receivable' || role === 'overpaidByDebtor';
}

/**
 * One balanced event in the books. Immutable: a mistake is undone by a reversing entry, never edited.
 * @throws RuleViolation UNBALANCED_ENTRY when debits and credits differ
 * @throws RuleViolation INVALID_ENTRY for fewer than two postings, an amount that is not positive, several currencies,
 *   or a role that this kind of entry may not touch
 */
export class JournalEntry {
  readonly key: string;
  readonly kind: EntryKind;
  readonly date: LocalDate;
  readonly occurredAt: Date;
  readonly text: string;
  readonly links: EntryLinks;
  readonly postings: readonly Posting[];
  readonly currency: string;

  constructor(input: JournalEntryInput) {
    const [first] = input.postings;
    if (!first || input.postings.length < 2) throw invalid(input, 'An entry needs at least two postings.');
    this.key = input.key;
    this.kind = input.kind;
    this.date = input.date;
    this.occurredAt = input.occurredAt;
    this.text = input.text;
    this.links = input.links;
    this.postings = Object.freeze([...input.postings]);
    this.currency = first.amount.currency;
    this.refuseWrongPostings(input);
    this.refuseImbalance();
  }

  total(side: Side): Money {
    const amounts = this.postings.filter((posting) => posting.side === side).map((posting) => posting.amount);
    return Money.sum(amounts, this.currency);
  }

  private refuseWrongPostings(input: JournalEntryInput): void {
    for (const { amount, role } of this.postings) {
      if (!amount.isPositive) throw invalid(input, 'Every posting needs a positive amount.');
      if (amount.currency !== this.currency) throw invalid(input, 'All postings of an entry share one currency.');
      if (!ROLES_OF_KIND[this.kind](role)) throw invalid(input, `A ${this.kind} entry may not touch ${role}.`);
    }
  }

  private refuseImbalance(): void {
    const debit = this.total('debit');
    const credit = this.total('credit');
    if (debit.equals(credit)) return;
    throw new RuleViolation(
      'UNBALANCED_ENTRY',
      `Debits of ${debit.toString()} do not equal credits of ${credit.toString()}.`,
      {
        key: this.key,
        debit: debit.toString(),
        credit: credit.toString(),
      },
    );
  }
}

function invalid(input: JournalEntryInput, message: string): RuleViolation {
  return new RuleViolation('INVALID_ENTRY', message, { key: input.key, kind: input.kind });
}
