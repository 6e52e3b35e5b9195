import { FieldReader, type FieldError } from '../../http/field-reader.js';
import type { ProductConfiguration } from '../records.js';
import { type Channel, CHANNELS, type Customer, type Interval, INTERVALS, type Order, type Product } from '../wire.js';
import { EMAIL, PHONE } from './address-validation.js';
import { type CallbackOptions, readCallbackUrl } from './callback-url.js';
import { readOrder } from './order-validation.js';

/** A session as asked for, in one step or two. */
export interface SessionRequest {
  readonly order: Order;
  readonly callback: CallbackOptions | null;
  readonly url: { readonly callback_url?: string; readonly return_url?: string };
  readonly customer: Customer | undefined;
  readonly metadata: Record<string, string | number>;
  readonly expiresAt: string | null;
  readonly products: ReadonlyMap<Product, ProductConfiguration>;
  readonly profileId: string | null;
}

const FIELDS = [
  'url',
  'customer',
  'order',
  'expires_at',
  'checkboxes',
  'configuration',
  'merchant',
  'express',
  'metadata',
];
const URL_FIELDS = ['return_url', 'callback_url', 'merchant_terms_url'];
const METADATA_MAX = 10;
const CHECKBOXES_MAX = 2;
const RESERVED_PREFIXES =
  /^(dintero|merchant|session|event|payout|gateway|bambora|collector|instabank|klarna|kravia|netaxept|payex|santander|swish|vipps)/;

const PRODUCT_KEYS = {
  invoice_b2b: 'kravia.invoice_b2b',
  invoice_b2b_grouped: 'kravia.invoice_b2b_grouped',
  invoice_b2c: 'kravia.invoice_b2c',
} as const satisfies Record<string, Product>;

/** The one profile an account has: every product, nothing to verify, as for merchant-initiated invoices. */
const DEFAULT_PROFILE = 'default';
const PROFILE_PRODUCTS = Object.values(PRODUCT_KEYS).map((product): [Product, ProductConfiguration] => [
  product,
  { daysUntilDue: 14, channel: null, interval: null, verified: false },
]);

export function readSession(body: unknown, byProfile: boolean, errors: FieldError[]): SessionRequest | null {
  const reader = FieldReader.ofBody(body, errors);
  reader.refuseUnknown(byProfile ? [...FIELDS, 'profile_id'] : FIELDS);
  const order = readOrder(reader.object('order', { required: true }), { inOrder: false });
  const common = readCommon(reader);
  reader.list('checkboxes', { itemsMax: CHECKBOXES_MAX });
  const profileId = byProfile ? readProfile(reader) : null;
  const configured = readProducts(reader, !byProfile);
  if (order === null) return null;
  return { ...common, order, profileId, products: new Map([...profileProducts(profileId), ...configured]) };
}

/** What a session of one step and one of two steps have in common. */
export function readCommon(
  reader: FieldReader,
): Pick<SessionRequest, 'callback' | 'url' | 'customer' | 'metadata' | 'expiresAt'> {
  const url = reader.object('url');
  url?.refuseUnknown(URL_FIELDS);
  const customer = reader.object('customer');
  customer?.refuseUnknown(['customer_id', 'email', 'phone_number']);
  customer?.text('customer_id');
  customer?.text('email', EMAIL);
  customer?.text('phone_number', PHONE);
  const expiresAt = reader.text('expires_at');
  if (expiresAt !== null && Number.isNaN(Date.parse(expiresAt))) reader.fail('expires_at', 'must be a date and time');
  return {
    callback: url === null ? null : readCallbackUrl(url),
    url: url === null ? {} : url.source,
    customer: customer === null ? undefined : customer.source,
    metadata: readMetadata(reader),
    expiresAt,
  };
}

function readMetadata(reader: FieldReader): Record<string, string | number> {
  const metadata = reader.object('metadata');
  if (metadata === null) return {};
  const names = Object.keys(metadata.source);
  if (names.length > METADATA_MAX)
    reader.fail('metadata', `must hold at most ${METADATA_MAX} keys, not ${names.length}`);
  for (const name of names) {
    const value = metadata.source[name];
    if (typeof value !== 'string' && typeof value !== 'number') metadata.fail(name, 'must be a string or a number');
    if (RESERVED_PREFIXES.test(name)) metadata.fail(name, 'starts with a reserved prefix (put ext_ before it)');
  }
  return metadata.source as Record<string, string | number>;
}

function readProfile(reader: FieldReader): string | null {
  const profileId = reader.text('profile_id', { required: true });
  if (profileId !== null && profileId !== DEFAULT_PROFILE) {
    reader.fail('profile_id', `there is no profile ${profileId} (the sandbox has ${DEFAULT_PROFILE})`);
  }
  return profileId;
}

function profileProducts(profileId: string | null): [Product, ProductConfiguration][] {
  return profileId === DEFAULT_PROFILE ? PROFILE_PRODUCTS : [];
}

function readProducts(reader: FieldReader, required: boolean): [Product, ProductConfiguration][] {
  const kravia = reader.object('configuration', { required })?.object('kravia', { required }) ?? null;
  if (kravia === null) return [];
  kravia.refuseUnknown(['type', ...Object.keys(PRODUCT_KEYS)]);
  kravia.choice('type', ['payment_type']);
  return Object.entries(PRODUCT_KEYS).flatMap(([key, product]) => {
    const node = kravia.object(key);
    return node === null ? [] : readProduct(node, product);
  });
}

function readProduct(node: FieldReader, product: Product): [Product, ProductConfiguration][] {
  node.refuseUnknown([
    'type',
    'enabled',
    'days_until_due',
    'require_identity_verification',
    'invoice_schedule',
    'invoice_channel',
  ]);
  node.choice('type', ['payment_product_type']);
  const channel: Channel | null = node.choice('invoice_channel', CHANNELS);
  const interval: Interval | null = node.object('invoice_schedule')?.choice('interval', INTERVALS) ?? null;
  const daysUntilDue = node.integer('days_until_due', { min: 0, max: 365 }) ?? 14;
  const verified = node.flag('require_identity_verification') ?? true;
  if (product !== 'kravia.invoice_b2b_grouped' && node.has('invoice_schedule')) {
    node.fail('invoice_schedule', 'is for grouped invoices only');
  }
  if (product === 'kravia.invoice_b2b_grouped' && channel === 'merchant') {
    node.fail('invoice_channel', 'merchant is not supported for grouped invoices');
  }
  const enabled = node.flag('enabled') ?? false;
  return enabled ? [[product, { daysUntilDue, channel, interval, verified }]] : [];
}
