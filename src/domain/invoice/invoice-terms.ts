import { RuleViolation } from '../errors.js';
import type { DebtorType, InvoiceChannel, InvoiceFlow, InvoiceProduct, Order } from '../order/order.js';

/** The ways to an invoice: the ones that can be asked for, and the sale that exists already. */
export type IssueFlow = InvoiceFlow | 'adopted';

/** How an order is invoiced. */
export interface InvoiceTerms {
  readonly flow: IssueFlow;
  readonly product: InvoiceProduct;
  readonly channel: InvoiceChannel;
  /** Days from issue to due date, 0 to 365. */
  readonly daysUntilDue: number;
}

export interface InvoicingRule {
  readonly when: {
    readonly debtor: DebtorType | null;
    /** ISO country codes; empty means any. */
    readonly countries: readonly string[];
  };
  readonly product: InvoiceProduct;
  readonly channel: InvoiceChannel;
  readonly daysUntilDue: number;
}

/**
 * The first rule that fits the debtor decides; a field on the order itself overrides it.
 * @throws RuleViolation NO_INVOICING_RULE when no rule fits and the order does not say everything itself
 * @throws RuleViolation GROUPED_BY_MERCHANT for a grouped invoice the merchant would deliver itself
 */
export function chooseTerms(order: Order, rules: readonly InvoicingRule[], flow: InvoiceFlow): InvoiceTerms {
  const rule = rules.find((candidate) => fits(candidate, order));
  const product = order.invoice.product ?? rule?.product;
  const channel = order.invoice.channel ?? rule?.channel;
  const daysUntilDue = order.invoice.daysUntilDue ?? rule?.daysUntilDue;
  if (product === undefined || channel === undefined || daysUntilDue === undefined) {
    throw new RuleViolation('NO_INVOICING_RULE', 'No invoicing rule fits this order.', {
      debtor: order.debtor.type,
      country: order.debtor.address.country,
    });
  }
  if (product === 'b2b-grouped' && channel === 'merchant') {
    throw new RuleViolation('GROUPED_BY_MERCHANT', 'A grouped invoice is always delivered by Kravia.');
  }
  return { flow: order.invoice.sale ? 'adopted' : (order.invoice.flow ?? flow), product, channel, daysUntilDue };
}

function fits({ when }: InvoicingRule, { debtor }: Order): boolean {
  return (
    (when.debtor === null || when.debtor === debtor.type) &&
    (when.countries.length === 0 || when.countries.includes(debtor.address.country))
  );
}
