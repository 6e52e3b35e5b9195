import type { ConnectorApi } from '../api.js';
import { type DemoMerchant, NORDIC, SVENSKA } from '../merchants.js';
import type { OrderData } from '../sample-data.js';
import type { SandboxControl } from '../sandbox-control.js';
import type { Storyteller } from './storyteller.js';

/** What every chapter works with. */
export interface Day {
  readonly api: ConnectorApi;
  readonly sandbox: SandboxControl;
  readonly tell: Storyteller;
  readonly orders: ReadonlyMap<string, ReadonlyMap<string, OrderData>>;
  readonly pdfFolder: string;
}

export interface Chapter {
  readonly title: string;
  play(day: Day): Promise<void>;
}

/** The orders something special happens to; the others are simply invoiced. */
export const PART_PAID = 'SO-20001';
export const SENT_TWICE = 'SO-20002';
export const PAID_IN_SILENCE = 'SO-20004';
export const ANSWER_LOST = 'SO-20005';
export const CANCELLED = 'SO-20006';
export const WITHOUT_WEBHOOK = 'SO-20008';
export const CORRECTED = 'SO-20009';

/** @throws Error when the sample data lacks it */
export function orderOf({ orders }: Day, merchant: DemoMerchant, orderId: string): OrderData {
  const order = orders.get(merchant.id)?.get(orderId);
  if (!order) throw new Error(`The sample data has no order ${orderId}.`);
  return order;
}

/** Whose order it is can be seen from its id. */
export function merchantOf(orderId: string): DemoMerchant {
  return orderId.startsWith('SO-') ? NORDIC : SVENSKA;
}

/** The address of the transaction behind an order's invoice. */
export async function transactionOf({ api }: Day, orderId: string): Promise<string> {
  const { transactionId } = await api.invoiceOf(merchantOf(orderId).id, orderId);
  if (transactionId === null) throw new Error(`${orderId} has no transaction.`);
  return transactionId;
}
