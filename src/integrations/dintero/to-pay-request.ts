import type { InvoiceRequest } from '../../invoicing/invoice-gateway.port.js';
import { PRODUCT_TYPES, toBillingAddress, toCustomer, toMetadata, toSessionOrder } from './to-session-order.js';
import type { OneStepPayment } from './types/session.js';

/** The body of `POST /sessions/pay`: create and pay in one step (API reference 2.2). */
export function toPayRequest(request: InvoiceRequest, callbackUrl: string): OneStepPayment {
  const { terms, order } = request;
  return {
    payment: {
      payment_product_type: PRODUCT_TYPES[terms.product],
      operation: 'invoice_payment',
      days_until_due: terms.daysUntilDue,
      ...(terms.channel === null ? {} : { invoice_channel: terms.channel }),
    },
    session: {
      url: { callback_url: callbackUrl },
      customer: toCustomer(order),
      order: { ...toSessionOrder(request), billing_address: toBillingAddress(order, terms.product) },
      metadata: toMetadata(order),
    },
  };
}
