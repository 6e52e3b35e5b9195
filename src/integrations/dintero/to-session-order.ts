import type { InvoiceProduct, Order } from '../../domain/order/order.js';
import type { FoldedLine } from '../../domain/order/fold-discounts.js';
import { exactNumber, formatMinor } from '../../domain/money.js';
import type { InvoiceRequest } from '../../invoicing/invoice-gateway.port.js';
import type { OrderAddress, OrderItem, SessionOrder } from './types/order.js';
import type { SessionCustomer } from './types/session.js';

export const PRODUCT_TYPES: Readonly<Record<InvoiceProduct, string>> = {
  b2b: 'kravia.invoice_b2b',
  'b2b-grouped': 'kravia.invoice_b2b_grouped',
  b2c: 'kravia.invoice_b2c',
};

/** Dintero takes at most ten properties; two are ours. */
const OWN_METADATA_MAX = 8;

/** The order of a session, without the address: where that goes depends on the flow (API reference 2.3 to 2.7). */
export function toSessionOrder({ reference, order, lines }: InvoiceRequest): SessionOrder {
  return {
    amount: exactNumber(order.totalMinor),
    currency: order.currency,
    vat_amount: exactNumber(order.vatMinor),
    merchant_reference: reference,
    merchant_reference_2: order.invoice.number ?? order.orderNumber,
    items: lines.map(toItem),
  };
}

export function toCustomer({ debtor }: Order): SessionCustomer {
  return { customer_id: debtor.debtorId, email: debtor.email, phone_number: debtor.phone };
}

function toItem(line: FoldedLine): OrderItem {
  const discount = line.discountMinor > 0n ? ` (-${formatMinor(line.discountMinor)})` : '';
  return {
    id: line.sku ?? line.lineId,
    line_id: line.lineId,
    description: line.description + discount,
    quantity: Number(line.quantity),
    amount: exactNumber(line.amountMinor),
    vat: line.vatRate / 100,
    vat_amount: exactNumber(line.vatMinor),
    ...(line.type === null ? {} : { type: line.type }),
  };
}

/** Companies carry their register data; for persons it must be left out. */
export function toBillingAddress({ debtor }: Order, product: InvoiceProduct): OrderAddress {
  const company = {
    business_name: debtor.name,
    organization_number: debtor.organizationNumber,
    customer_reference: debtor.reference,
    cost_center: debtor.costCenter,
  };
  const fields = {
    first_name: debtor.firstName,
    last_name: debtor.lastName,
    ...(product === 'b2c' ? {} : company),
    email: debtor.email,
    phone_number: debtor.phone,
    address_line: debtor.address.line1,
    address_line_2: debtor.address.line2,
    postal_code: debtor.address.postalCode,
    postal_place: debtor.address.city,
    country: debtor.address.country,
  };
  return Object.fromEntries(Object.entries(fields).filter((field): field is [string, string] => Boolean(field[1])));
}

export function toMetadata(order: Order): Record<string, string | number> {
  const own = Object.entries(order.metadata)
    .slice(0, OWN_METADATA_MAX)
    .map(([name, value]): [string, string | number] => [
      `ext_${name.replace(/[^A-Za-z0-9_]/g, '_').slice(0, 100)}`,
      value,
    ]);
  return Object.fromEntries([...own, ['ext_order_id', order.orderId], ['ext_revision', order.revision]]);
}
