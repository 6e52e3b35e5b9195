import type { InvoiceTerms, SessionRecord, TransactionRecord } from './records.js';
import type { Address, Order, OrderItem } from './wire.js';

/** A transaction before anything has happened to it. Session metadata is not copied: nothing promises that. */
export function newTransaction(
  session: SessionRecord,
  terms: InvoiceTerms,
  billingAddress: Address,
  id: string,
  now: string,
): TransactionRecord {
  const { account, order } = session;
  return {
    account,
    session,
    terms,
    sequence: account.transactions.size,
    invoice: null,
    collection: 'none',
    restCancelled: false,
    paymentAtVoidMinor: null,
    settledMinor: new Map(),
    wire: {
      id,
      session_id: session.id,
      created_at: now,
      updated_at: now,
      channel: 'ecommerce',
      payment_product: 'kravia',
      payment_product_type: terms.product,
      amount: order.amount,
      currency: order.currency,
      status: 'INITIATED',
      settlement_status: 'NOT_SETTLED',
      merchant_reference: order.merchant_reference,
      merchant_reference_2: order.merchant_reference_2,
      payout_destination_id: order.payout_destination_id,
      customer: session.customer,
      billing_address: billingAddress,
      shipping_address: order.shipping_address,
      store: order.store,
      items: itemsOf(order),
      url: session.url,
      initiating_system_request_headers: session.systemHeaders,
      metadata: metadataOf(session, terms),
      events: [],
    },
  };
}

/** On a transaction the shipping option is one of the items. */
function itemsOf(order: Order): readonly OrderItem[] {
  const { shipping_option: shipping, items = [] } = order;
  if (shipping === undefined) return items;
  return [...items, { ...shipping, description: shipping.title, quantity: 1, type: 'shipping' } as OrderItem];
}

function metadataOf(session: SessionRecord, terms: InvoiceTerms): Record<string, string | number> {
  return {
    merchant_name: session.account.settings.name,
    merchant_country: session.account.settings.country,
    'kravia:invoice_channel': terms.channel,
    ...(session.profileId === null ? {} : { 'session:profile_id': session.profileId }),
  };
}
