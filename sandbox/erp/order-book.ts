import type { JsonObject } from '../json.js';

interface Change {
  readonly orderId: string;
  readonly changedAt: string;
}

interface OrderPage {
  readonly orders: JsonObject[];
  readonly nextCursor: string | null;
}

/** Orders in the order of their last change. A change is appended, so a page once read never shifts. */
export class OrderBook {
  private readonly orders = new Map<string, { order: JsonObject; place: number }>();
  private readonly changes: Change[] = [];

  put(orderId: string, order: JsonObject, changedAt: string): void {
    this.orders.set(orderId, { order, place: this.changes.length });
    this.changes.push({ orderId, changedAt });
  }

  has(orderId: string): boolean {
    return this.orders.has(orderId);
  }

  all(): JsonObject[] {
    return [...this.orders.values()].map(({ order }) => order);
  }

  /** The cursor is the place to read on from; it wins over `changedSince`. */
  page(changedSince: string | null, cursor: number | null, size: number): OrderPage {
    const orders: JsonObject[] = [];
    let place = cursor ?? this.firstSince(changedSince);
    for (; place < this.changes.length && orders.length < size; place += 1) {
      const known = this.orders.get(this.changes[place]?.orderId ?? '');
      // Only the latest change of an order counts; the earlier ones are passed over.
      if (known?.place === place) orders.push(known.order);
    }
    return { orders, nextCursor: place < this.changes.length ? String(place) : null };
  }

  private firstSince(changedSince: string | null): number {
    if (changedSince === null) return 0;
    const found = this.changes.findIndex(({ changedAt }) => changedAt >= changedSince);
    return found === -1 ? this.changes.length : found;
  }
}
