import { RuleViolation } from '../errors.js';
import type { DebtorType, InvoiceChannel, InvoiceFlow, InvoiceProduct, Order } from '../order/order.js';
import type { InvoiceInterval } from './billing-period.js';

/** The ways to an invoice: the ones that can be asked for, and the sale that exists already. */
export type IssueFlow = InvoiceFlow | 'adopted';

/** How an order is invoiced. */
export interface InvoiceTerms {
  readonly flow: IssueFlow;
  readonly product: InvoiceProduct;
  /** Who shall deliver the invoice; null asks for nobody, and the provider's account decides. */
  readonly channel: InvoiceChannel | null;
  /** Days from issue to due date, 0 to 365. */
  readonly daysUntilDue: number;
  /** How often a grouped invoice is made; null for any other product. */
  readonly interval: InvoiceInterval | null;
}

/** Which debtors a rule is about. */
export interface DebtorConditions {
  readonly debtor: DebtorType | null;
  /** ISO country codes; empty means any. */
  readonly countries: readonly string[];
}

export interface DebtorKind {
  readonly type: DebtorType;
  readonly country: string;
}

export interface InvoicingRule {
  readonly when: DebtorConditions;
  readonly product: InvoiceProduct;
  readonly channel: InvoiceChannel | null;
  readonly daysUntilDue: number;
  readonly interval: InvoiceInterval | null;
}

/** What decides where neither the order nor a rule does. */
export interface InvoicingDefaults {
  readonly rules: readonly InvoicingRule[];
  readonly flow: InvoiceFlow;
  readonly defaultChannel: InvoiceChannel | null;
  readonly grouped: { readonly interval: InvoiceInterval };
}

/**
 * The first rule that fits the debtor decides; a field on the order itself overrides it, and what neither says is the
 * merchant's default.
 * @throws RuleViolation NO_INVOICING_RULE when no rule fits and the order does not say everything itself
 * @throws RuleViolation GROUPED_BY_MERCHANT for a grouped invoice the merchant would deliver itself
 */
export function chooseTerms(order: Order, defaults: InvoicingDefaults): InvoiceTerms {
  const rule = defaults.rules.find(({ when }) => fitsDebtor(when, debtorKindOf(order)));
  const product = order.invoice.product ?? rule?.product;
  const daysUntilDue = order.invoice.daysUntilDue ?? rule?.daysUntilDue;
  if (product === undefined || daysUntilDue === undefined) {
    throw new RuleViolation('NO_INVOICING_RULE', 'No invoicing rule fits this order.', {
      debtor: order.debtor.type,
      country: order.debtor.address.country,
    });
  }
  const asked = order.invoice.channel ?? rule?.channel ?? null;
  const flow = order.invoice.sale ? 'adopted' : (order.invoice.flow ?? defaults.flow);
  if (product !== 'b2b-grouped') {
    return { flow, product, channel: asked ?? defaults.defaultChannel, daysUntilDue, interval: null };
  }
  if (asked === 'merchant') {
    throw new RuleViolation('GROUPED_BY_MERCHANT', 'A grouped invoice is always delivered by Kravia.');
  }
  // The channel is not a field of grouped invoices at the provider, so it is never asked for.
  const asksInterval = flow === 'two-step' || flow === 'checkout';
  const interval = (asksInterval ? rule?.interval : null) ?? defaults.grouped.interval;
  return { flow, product, channel: null, daysUntilDue, interval };
}

export function debtorKindOf({ debtor }: Order): DebtorKind {
  return { type: debtor.type, country: debtor.address.country };
}

export function fitsDebtor(when: DebtorConditions, { type, country }: DebtorKind): boolean {
  return (
    (when.debtor === null || when.debtor === type) && (when.countries.length === 0 || when.countries.includes(country))
  );
}
