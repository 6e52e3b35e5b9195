import { type ReadMessage, readOrderMessage } from '../../src/orders/read-order.js';
import type { OrderChanges } from '../../sandbox/sample-order.js';

/** What comes of an order that the ERP sends with this content. */
export function readOrder(content: unknown, mode: 'test' | 'live' = 'test'): ReadMessage {
  return readOrderMessage(Buffer.from(JSON.stringify(content)), mode);
}

/** What a refusal says, one `pointer rule` each. */
export function faultsOf(message: ReadMessage): string[] {
  return message.kind === 'refused' ? message.problems.map((p) => `${p.pointer} ${p.rule}`) : [];
}

export function warningsOf(message: ReadMessage): string[] {
  return message.kind === 'order' ? message.warnings.map((p) => `${p.pointer} ${p.rule}`) : [];
}

export function line(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    lineId: '1',
    description: 'Goods',
    quantity: '1',
    amount: 12500,
    vatRate: '25',
    vatAmount: 2500,
    ...changes,
  };
}

/** An order of one line that adds up, whatever else is wrong with the line. */
export function withLine(changes: Readonly<Record<string, unknown>>): OrderChanges {
  return { totalAmount: 12500, vatAmount: 2500, lines: [line(changes)] };
}
