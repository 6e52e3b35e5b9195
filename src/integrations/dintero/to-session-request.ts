import type { InvoiceProduct } from '../../domain/order/order.js';
import type { InvoiceRequest } from '../../invoicing/invoice-gateway.port.js';
import type { CheckoutTerms } from '../../invoicing/session-gateway.port.js';
import { PRODUCT_TYPES, toBillingAddress, toCustomer, toMetadata, toSessionOrder } from './to-session-order.js';
import type { KraviaInvoiceOptions, KraviaOptions, NewSession, SessionPayment, SessionUrls } from './types/session.js';

const PRODUCT_KEYS = {
  b2b: 'invoice_b2b',
  'b2b-grouped': 'invoice_b2b_grouped',
  b2c: 'invoice_b2c',
} as const satisfies Record<InvoiceProduct, keyof KraviaOptions>;

/**
 * The body of `POST /sessions`: Kravia's one product and nothing else to choose from (API reference 2.8, 3.2). The address
 * is not part of it: the pay call brings it, or the debtor.
 * @param checkout null for a session we pay ourselves, which nobody need identify for
 */
export function toNewSession(request: InvoiceRequest, url: SessionUrls, checkout: CheckoutTerms | null): NewSession {
  const { terms, order } = request;
  const product: KraviaInvoiceOptions = {
    type: 'payment_product_type',
    enabled: true,
    days_until_due: terms.daysUntilDue,
    require_identity_verification: checkout?.identityRequired ?? false,
    ...(terms.channel === null ? {} : { invoice_channel: terms.channel }),
    ...(terms.interval === null ? {} : { invoice_schedule: { interval: terms.interval } }),
  };
  return {
    url,
    customer: toCustomer(order),
    order: toSessionOrder(request),
    ...(checkout ? { expires_at: checkout.expiresAt.toISOString() } : {}),
    configuration: { kravia: { type: 'payment_type', [PRODUCT_KEYS[terms.product]]: product } },
    metadata: toMetadata(order),
  };
}

/** The body of `POST /sessions/{id}/pay`. */
export function toSessionPayment({ terms, order }: InvoiceRequest): SessionPayment {
  return {
    payment_product_type: PRODUCT_TYPES[terms.product],
    billing_address: toBillingAddress(order, terms.product),
  };
}
