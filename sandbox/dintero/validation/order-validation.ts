import { type FieldReader, INT32_MAX } from '../../http/field-reader.js';
import type { Order, Product } from '../wire.js';
import { readBillingAddress } from './address-validation.js';

/** Where the billing address of a Kravia order belongs: in the order (one step) or in the pay call (two steps). */
export type AddressPlace = { readonly inOrder: true; readonly product: Product | null } | { readonly inOrder: false };

const ORDER_FIELDS = [
  'amount',
  'currency',
  'merchant_reference',
  'merchant_reference_2',
  'vat_amount',
  'items',
  'shipping_option',
  'discount_lines',
  'discount_codes',
  'partial_payment',
  'event_reference',
  'billing_address',
  'shipping_address',
  'store',
  'payout_destination_id',
  'gift_cards',
];

const ITEM_FIELDS = [
  'id',
  'line_id',
  'description',
  'quantity',
  'amount',
  'vat',
  'vat_amount',
  'type',
  'groups',
  'eligible_for_discount',
  'gross_amount',
  'is_changed',
  'discount_lines',
  'unit_volume',
  'unit_weight',
  'unit_dimensional_weight',
  'thumbnail_url',
  'store',
  'splits',
  'fee_split',
  'emd',
];

const ITEM_TYPES = ['physical', 'digital', 'service', 'gift_card', 'shipping', 'surcharge'] as const;
const ITEMS_MAX = 100;
const INT32 = { min: -INT32_MAX - 1, max: INT32_MAX };

/** At most 35 characters is what Kravia takes (second-hand); the alphabet is the one that survives every file. */
const REFERENCE = {
  pattern: /^[A-Za-z0-9_-]+$/,
  expected: 'may hold only letters, digits, _ and -',
  maxLength: 35,
};

export function readOrder(reader: FieldReader | null, address: AddressPlace): Order | null {
  if (reader === null) return null;
  reader.refuseUnknown(ORDER_FIELDS);
  reader.integer('amount', { required: true, min: 0, max: INT32_MAX });
  reader.text('currency', { required: true, pattern: /^[A-Z]{3}$/, expected: 'must be an ISO 4217 code such as NOK' });
  reader.text('merchant_reference', { required: true, ...REFERENCE });
  readOptional(reader);
  readItems(reader, true);
  if (address.inOrder) readBillingAddress(reader.object('billing_address', { required: true }), address.product);
  else if (reader.has('billing_address')) reader.fail('billing_address', 'belongs in the body of the pay call');
  return reader.source as unknown as Order;
}

/** The order of a session update: everything may be left out, and the reference cannot be changed. */
export function readOrderUpdate(reader: FieldReader | null): Partial<Order> {
  if (reader === null) return {};
  reader.refuseUnknown(ORDER_FIELDS.filter((name) => name !== 'merchant_reference' && name !== 'billing_address'));
  reader.integer('amount', { min: 0, max: INT32_MAX });
  reader.text('currency', { pattern: /^[A-Z]{3}$/, expected: 'must be an ISO 4217 code such as NOK' });
  readOptional(reader);
  if (reader.has('items')) readItems(reader, false);
  return reader.source;
}

/** Σ items + shipping, which `strict-session-amounts` and every session update compare with the amount. */
export function sumOfLines(order: Pick<Order, 'items' | 'shipping_option'>): number {
  const items = (order.items ?? []).reduce((sum, item) => sum + item.amount, 0);
  return items + (order.shipping_option?.amount ?? 0);
}

function readOptional(reader: FieldReader): void {
  reader.text('merchant_reference_2');
  reader.integer('vat_amount', INT32);
  reader.text('event_reference');
  reader.text('payout_destination_id', { maxLength: 40 });
  reader.flag('partial_payment');
  reader.texts('discount_codes');
  reader.object('store')?.text('id', { required: true });
  const shipping = reader.object('shipping_option');
  for (const name of ['id', 'line_id', 'title', 'operator']) shipping?.text(name, { required: true });
  shipping?.integer('amount', { required: true, ...INT32 });
}

/** Items become the lines of an invoice, so Kravia needs at least one. */
function readItems(reader: FieldReader, required: boolean): void {
  const seen = new Set<string>();
  for (const item of reader.list('items', { required, itemsMin: 1, itemsMax: ITEMS_MAX })) {
    item.refuseUnknown(ITEM_FIELDS);
    item.text('id');
    item.text('description', { required: true });
    item.number('quantity', { required: true });
    item.integer('amount', { required: true, ...INT32 });
    item.integer('vat_amount', INT32);
    item.choice('type', ITEM_TYPES);
    readVat(item);
    const lineId = item.text('line_id', { required: true });
    if (lineId === null) continue;
    if (seen.has(lineId)) item.fail('line_id', `${lineId} is used by an earlier item`);
    seen.add(lineId);
  }
}

function readVat(item: FieldReader): void {
  const percent = item.number('vat', { min: 0, max: 100 });
  if (percent === null) return;
  if (percent > 0 && percent < 1) item.fail('vat', `is a percentage: 25, not 0.25 (was ${percent})`);
  if (Math.abs(percent * 100 - Math.round(percent * 100)) > 1e-9) item.fail('vat', 'may have at most two decimals');
}
