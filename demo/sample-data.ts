import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../src/platform/config/project-root.js';
import type { DemoMerchant } from './merchants.js';

/** A canonical order as it stands in `data/`; only what the story speaks of is named here. */
export interface OrderData {
  readonly orderId: string;
  readonly revision: number;
  readonly currency: string;
  readonly totalAmount: number;
  readonly debtor: {
    readonly type: 'company' | 'person';
    readonly name?: string;
    readonly firstName: string;
    readonly lastName: string;
    readonly email: string;
  };
  readonly lines: readonly { readonly amount: number; readonly vatRate: string; readonly type: string }[];
}

export interface CancellationData {
  readonly orderId: string;
  readonly cause: string;
}

/** The orders of one merchant by their ids, dated today. */
export function ordersOf({ id }: DemoMerchant): ReadonlyMap<string, OrderData> {
  return new Map((readData(id) as OrderData[]).map((order) => [order.orderId, datedToday(order)]));
}

export function invalidOrder(): OrderData {
  return datedToday(readData('invalid-order') as OrderData);
}

export function cancellation(): CancellationData {
  return readData('cancellation') as CancellationData;
}

export function debtorName({ debtor }: OrderData): string {
  return debtor.name ?? `${debtor.firstName} ${debtor.lastName}`;
}

/** From the project's folder, because the build copies no data files. */
function readData(name: string): unknown {
  return JSON.parse(readFileSync(join(projectRoot(), 'demo', 'data', `${name}.json`), 'utf8'));
}

function datedToday(order: OrderData): OrderData {
  return { ...order, ...{ orderDate: today() } };
}

export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
