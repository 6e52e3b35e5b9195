import type { ReceivedOrder } from './order-message.js';

/** How many messages of a batch were what. */
export interface IntakeCounts {
  readonly received: number;
  readonly fresh: number;
  readonly changed: number;
  readonly refused: number;
}

export const NO_INTAKE: IntakeCounts = { received: 0, fresh: 0, changed: 0, refused: 0 };

export function countIntake(orders: readonly ReceivedOrder[]): IntakeCounts {
  const of = (verdict: ReceivedOrder['verdict']): number => orders.filter((order) => order.verdict === verdict).length;
  return { received: orders.length, fresh: of('new'), changed: of('changed'), refused: of('refused') };
}

export function addIntake(a: IntakeCounts, b: IntakeCounts): IntakeCounts {
  return {
    received: a.received + b.received,
    fresh: a.fresh + b.fresh,
    changed: a.changed + b.changed,
    refused: a.refused + b.refused,
  };
}
