import { orderBody } from '../../sandbox/sample-order.js';

/** An order of two lines, delivered by Kravia. */
export function benchOrder(orderId: string): Record<string, unknown> {
  const invoice = { product: 'b2b', channel: 'kravia', daysUntilDue: 30 };
  return orderBody({ orderId, orderNumber: orderId, invoice });
}
