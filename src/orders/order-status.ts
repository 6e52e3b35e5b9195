import type { InvoiceState } from '../domain/invoice/invoice-state.js';
import type { OrderStatus } from './order-message.js';

export type OrderState = 'received' | 'accepted' | 'stopped' | 'cancelled';

/** How an order shows to the ERP and the operator: its own state, or that of its latest invoice once it has one. */
export function orderStatus(state: OrderState, invoice: InvoiceState | null): OrderStatus {
  if (state !== 'accepted' || invoice === null) return state === 'accepted' ? 'invoicing' : state;
  switch (invoice) {
    case 'planned':
    case 'submitting':
    case 'pending':
    case 'awaiting-debtor':
      return 'invoicing';
    case 'held':
      return 'held';
    case 'rejected':
    case 'expired':
      return 'stopped';
    case 'voided':
    case 'withdrawn':
      return 'cancelled';
    default:
      return 'invoiced';
  }
}
