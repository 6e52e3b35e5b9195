import { FieldReader, type FieldError } from '../../http/field-reader.js';
import type { ResolvedSettings } from '../account-settings.js';
import { refuseChannel, resolveChannel } from '../kravia/channels.js';
import type { InvoiceTerms } from '../records.js';
import { type Address, CHANNELS, type Product, PRODUCTS } from '../wire.js';
import { readBillingAddress } from './address-validation.js';
import { readOrder } from './order-validation.js';
import { readCommon, type SessionRequest } from './session-validation.js';

const PAYMENT_FIELDS = ['payment_product_type', 'operation', 'days_until_due', 'invoice_channel'];
const SESSION_FIELDS = ['order', 'url', 'customer', 'expires_at', 'configuration', 'metadata'];
const CONFIGURATION_FLAGS = ['auto_capture', 'pre_authorization'];

/** One step: session and payment in one body. */
export interface PayRequest {
  readonly session: SessionRequest;
  readonly terms: InvoiceTerms;
  readonly billingAddress: Address;
}

/** Null when a fault leaves nothing to pay; every fault is in `errors`. */
export function readPay(body: unknown, settings: ResolvedSettings, errors: FieldError[]): PayRequest | null {
  const reader = FieldReader.ofBody(body, errors);
  reader.refuseUnknown(['payment', 'session']);
  const payment = reader.object('payment', { required: true });
  const product = payment?.choice('payment_product_type', PRODUCTS, { required: true }) ?? null;
  const terms = payment === null ? null : readTerms(payment, product, settings);
  const session = reader.object('session', { required: true });
  if (session === null) return null;
  session.refuseUnknown(SESSION_FIELDS);
  refuseConfiguration(session);
  const order = readOrder(session.object('order', { required: true }), { inOrder: true, product });
  const common = readCommon(session);
  if (terms === null || order?.billing_address === undefined) return null;
  return {
    session: { ...common, order, profileId: null, products: new Map() },
    terms,
    billingAddress: order.billing_address,
  };
}

/** Two steps: the body of `POST /sessions/{id}/pay`. */
export function readSessionPay(
  body: unknown,
  errors: FieldError[],
): { product: Product; billingAddress: Address } | null {
  const reader = FieldReader.ofBody(body, errors);
  reader.refuseUnknown(['payment_product_type', 'billing_address']);
  const product = reader.choice('payment_product_type', PRODUCTS, { required: true });
  const billingAddress = readBillingAddress(reader.object('billing_address', { required: true }), product);
  return product === null || billingAddress === null ? null : { product, billingAddress };
}

function readTerms(payment: FieldReader, product: Product | null, settings: ResolvedSettings): InvoiceTerms | null {
  payment.refuseUnknown(PAYMENT_FIELDS);
  payment.choice('operation', ['invoice_payment'], { required: true });
  const daysUntilDue = payment.integer('days_until_due', { required: true, min: 0, max: 365 });
  const asked = payment.choice('invoice_channel', CHANNELS);
  refuseChannel(asked, product, settings, (message) => {
    payment.fail('invoice_channel', message);
  });
  const channel = resolveChannel(asked, product, settings);
  return product === null || daysUntilDue === null ? null : { product, daysUntilDue, channel, interval: null };
}

/** Both flags are for cards. What they would do to an invoice is not documented, so the sandbox takes only false. */
function refuseConfiguration(session: FieldReader): void {
  const configuration = session.object('configuration');
  configuration?.refuseUnknown(CONFIGURATION_FLAGS);
  for (const name of CONFIGURATION_FLAGS) {
    if (configuration?.flag(name) === true) configuration.fail(name, 'is not for invoices: leave it out');
  }
}
