import { createHash } from 'node:crypto';
import type { Order } from '../domain/order/order.js';

/**
 * What makes two orders the same: everything that reaches the invoice or the books. Metadata may change freely, and the
 * number the invoice has in the ERP may come later.
 */
export function contentHash(order: Order): Buffer {
  return createHash('sha256').update(canonicalText(order)).digest();
}

/** JSON pointers of the fields that differ between two versions of an order. */
export function changedFields(before: Order, after: Order): string[] {
  return differences(plain(before), plain(after), '');
}

const FIRST_WISHES = new Set(['product', 'channel', 'daysUntilDue']);

function canonicalText(order: Order): string {
  return JSON.stringify(plain(order));
}

/** `toOrder` builds every order with the same keys in the same order, so its JSON is canonical. */
function plain(order: Order): unknown {
  const { metadata: _metadata, invoice, ...others } = order;
  const { number: _number, ...compared } = invoice;
  // Wishes were added over time: one that is not made must not change the hash of orders stored before it could be.
  const wishes = Object.entries(compared).filter(([name, value]) => FIRST_WISHES.has(name) || value !== null);
  const relevant = { ...others, invoice: Object.fromEntries(wishes) };
  return JSON.parse(
    JSON.stringify(relevant, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
  );
}

function differences(a: unknown, b: unknown, at: string): string[] {
  if (isTree(a) && isTree(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].flatMap((key) => differences(a[key], b[key], `${at}/${key}`));
  }
  return a === b ? [] : [at];
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
