import { RuleViolation } from '../domain/errors.js';
import { chooseTerms, type InvoiceTerms } from '../domain/invoice/invoice-terms.js';
import { merchantReference } from '../domain/invoice/merchant-reference.js';
import type { Merchant } from '../domain/merchant.js';
import { foldDiscounts } from '../domain/order/fold-discounts.js';
import type { Order } from '../domain/order/order.js';
import { vatCodeFor } from '../domain/ledger/vat-code.js';

/** How an order will be invoiced, decided before anything is sent. */
export interface OrderPlan {
  readonly reference: string;
  readonly terms: InvoiceTerms;
  /** A person must release it first. */
  readonly held: boolean;
}

/**
 * Decides everything that can be decided without asking anyone, so that an order which cannot be booked is never sent.
 * @throws RuleViolation with the code of the exception that stops the order
 */
export function planOrder(order: Order, merchant: Merchant): OrderPlan {
  if (order.currency !== merchant.baseCurrency) {
    throw new RuleViolation('CURRENCY_NOT_SUPPORTED', 'The order is in another currency than the books.', {
      currency: order.currency,
      baseCurrency: merchant.baseCurrency,
    });
  }
  const terms = chooseTerms(order, merchant.invoicing);
  if (terms.channel === 'merchant' && !merchant.delivery) {
    throw new RuleViolation('DELIVERY_NOT_CONFIGURED', 'The merchant channel needs a delivery section.');
  }
  for (const line of foldDiscounts(order.lines)) {
    vatCodeFor(line, merchant.country, order.orderDate, merchant.ledger.vat);
  }
  const limit = merchant.invoicing.holdAboveMinor;
  return {
    reference: merchantReference(order.orderId, order.revision),
    terms,
    held: limit !== null && order.totalMinor > limit,
  };
}
