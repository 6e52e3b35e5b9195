import type { LocalDate } from '../local-date.js';
import type { InvoiceChannel } from '../order/order.js';
import { type DebtorConditions, type DebtorKind, fitsDebtor, type InvoiceTerms } from './invoice-terms.js';

/** `warn` tells a person, `hold` waits for one, `switch` changes who delivers. */
export const POLICY_ACTIONS = ['warn', 'hold', 'switch'] as const;
export type PolicyAction = (typeof POLICY_ACTIONS)[number];

/** From a day on, invoices to some debtors are to be delivered by this channel. */
export interface DeliveryPolicy {
  /** The first day of issue it is in force, in the merchant's time zone. */
  readonly from: LocalDate;
  readonly when: DebtorConditions;
  readonly channel: InvoiceChannel;
  readonly action: PolicyAction;
  /** Why, in the merchant's own words. */
  readonly text: string | null;
}

/** What of a policy is kept with an invoice it was about, so that it acts once. */
export type PolicyStamp = Pick<DeliveryPolicy, 'from' | 'channel' | 'action'>;

/** Policies in force on a day, the deciding one first: the one that began last, and of those of one day the first written. */
export function policiesInForce(policies: readonly DeliveryPolicy[], on: LocalDate): DeliveryPolicy[] {
  // The sort keeps the order of equals.
  return policies.filter(({ from }) => from <= on).sort((a, b) => (a.from === b.from ? 0 : a.from < b.from ? 1 : -1));
}

/** The one policy that decides about an invoice to this debtor, issued on that day; null for none. */
export function policyFor(
  policies: readonly DeliveryPolicy[],
  debtor: DebtorKind,
  on: LocalDate,
): DeliveryPolicy | null {
  return policiesInForce(policies, on).find(({ when }) => fitsDebtor(when, debtor)) ?? null;
}

/**
 * The policy that wants an invoice delivered otherwise than was decided; null when all is as it wants. A channel that
 * nobody asked for is not what a policy wants. Grouped invoices are Kravia's always, and a sale that exists has its channel.
 */
export function policyAgainst(
  policies: readonly DeliveryPolicy[],
  { flow, product, channel }: Pick<InvoiceTerms, 'flow' | 'product' | 'channel'>,
  debtor: DebtorKind,
  on: LocalDate,
): DeliveryPolicy | null {
  if (flow === 'adopted' || product === 'b2b-grouped') return null;
  const policy = policyFor(policies, debtor, on);
  return policy && policy.channel !== channel ? policy : null;
}

export function stampOf({ from, channel, action }: PolicyStamp): PolicyStamp {
  return { from, channel, action };
}

export function isSamePolicy(a: PolicyStamp, b: PolicyStamp | null): boolean {
  return a.from === b?.from && a.channel === b.channel && a.action === b.action;
}
