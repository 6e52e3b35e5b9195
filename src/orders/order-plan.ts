import { RuleViolation } from '../domain/errors.js';
import { type DeliveryPolicy, policyAgainst } from '../domain/invoice/delivery-policy.js';
import { chooseTerms, debtorKindOf, type InvoiceTerms } from '../domain/invoice/invoice-terms.js';
import { merchantReference } from '../domain/invoice/merchant-reference.js';
import type { LocalDate } from '../domain/local-date.js';
import type { Merchant } from '../domain/merchant.js';
import { foldDiscounts } from '../domain/order/fold-discounts.js';
import type { Order } from '../domain/order/order.js';
import { vatCodeFor } from '../domain/ledger/vat-code.js';

/** How an order will be invoiced, decided before anything is sent. */
export interface OrderPlan {
  readonly reference: string;
  readonly terms: InvoiceTerms;
  /** The policy that wanted another channel than was decided, with that channel; null when none did. */
  readonly policy: { readonly winner: DeliveryPolicy; readonly decided: InvoiceTerms['channel'] } | null;
  /** The total is above the merchant's limit. */
  readonly aboveLimit: boolean;
  /** A person must release it first. */
  readonly held: boolean;
}

/**
 * Decides everything that can be decided without asking anyone, so that an order which cannot be booked is never sent.
 * @param on the day it will be issued, in the merchant's time zone
 * @throws RuleViolation with the code of the exception that stops the order
 */
export function planOrder(order: Order, merchant: Merchant, on: LocalDate): OrderPlan {
  if (order.currency !== merchant.baseCurrency) {
    throw new RuleViolation('CURRENCY_NOT_SUPPORTED', 'The order is in another currency than the books.', {
      currency: order.currency,
      baseCurrency: merchant.baseCurrency,
    });
  }
  const decided = chooseTerms(order, merchant.invoicing);
  const winner = policyAgainst(merchant.invoicing.policies, decided, debtorKindOf(order), on);
  const terms = winner?.action === 'switch' ? { ...decided, channel: winner.channel } : decided;
  if (terms.channel === 'merchant' && !merchant.delivery) {
    throw new RuleViolation('DELIVERY_NOT_CONFIGURED', 'The merchant channel needs a delivery section.');
  }
  refuseUnmailableLink(order, terms, merchant);
  refuseForeignSale(order, merchant);
  for (const line of foldDiscounts(order.lines)) {
    vatCodeFor(line, merchant.country, order.orderDate, merchant.ledger.vat);
  }
  const limit = merchant.invoicing.holdAboveMinor;
  const aboveLimit = limit !== null && order.totalMinor > limit;
  return {
    reference: merchantReference(order.orderId, order.revision),
    terms,
    policy: winner && { winner, decided: decided.channel },
    aboveLimit,
    held: aboveLimit || winner?.action === 'hold',
  };
}

function refuseUnmailableLink(order: Order, terms: InvoiceTerms, merchant: Merchant): void {
  if (terms.flow !== 'checkout' || merchant.delivery) return;
  if (!(order.invoice.sendLink ?? merchant.invoicing.checkout.sendLink)) return;
  throw new RuleViolation('DELIVERY_NOT_CONFIGURED', 'Mailing the link of a checkout needs a delivery section.');
}

/** The provider would answer as to a stranger, which looks like wrong credentials. */
function refuseForeignSale({ invoice: { sale } }: Order, { provider }: Merchant): void {
  if (!sale || sale.by === 'reference' || sale.id.startsWith(`${provider.accountId}.`)) return;
  const reason = `it belongs to another account than ${provider.accountId}`;
  throw new RuleViolation('SALE_UNKNOWN', `The ${sale.by} cannot be bound: ${reason}.`, {
    sale: `${sale.by} ${sale.id}`,
    reason,
  });
}
