import { readOrderMessage } from '../../src/orders/read-order.js';
import type { Order } from '../../src/domain/order/order.js';
import { type OrderChanges, orderBody } from '../../sandbox/sample-order.js';

/** An order of one line with 25 % VAT. */
export function smallOrder(orderId: string, amount = 12500, changes: OrderChanges = {}): Record<string, unknown> {
  const vatAmount = Math.round(amount / 5);
  return orderBody({
    orderId,
    orderNumber: orderId.replace(/\D/g, '') || orderId,
    totalAmount: amount,
    vatAmount,
    lines: [
      {
        lineId: '1',
        description: 'Goods',
        quantity: '1',
        amount,
        vatRate: '25',
        vatAmount,
        vatCode: '3',
        type: 'physical',
      },
    ],
    ...changes,
  });
}

/** The same order as the domain knows it. */
export function anOrder(changes: OrderChanges = {}): Order {
  const read = readOrderMessage(Buffer.from(JSON.stringify(orderBody(changes))), 'test');
  if (read.kind !== 'order') throw new Error(`The sample order is not valid: ${JSON.stringify(read)}`);
  return read.order;
}
