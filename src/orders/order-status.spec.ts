import { INVOICE_STATES, type InvoiceState } from '../domain/invoice/invoice-state.js';
import { orderStatus, type OrderState } from './order-status.js';

describe('orderStatus', () => {
  it.each<[OrderState, string]>([
    ['received', 'received'],
    ['stopped', 'stopped'],
    ['cancelled', 'cancelled'],
    ['accepted', 'invoicing'],
  ])('without an invoice, an order that is %s shows as %s', (state, status) => {
    expect(orderStatus(state, null)).toBe(status);
  });

  it.each<[InvoiceState, string]>([
    ['planned', 'invoicing'],
    ['submitting', 'invoicing'],
    ['pending', 'invoicing'],
    ['awaiting-debtor', 'invoicing'],
    ['expired', 'stopped'],
    ['held', 'held'],
    ['rejected', 'stopped'],
    ['authorised', 'invoiced'],
    ['issued', 'invoiced'],
    ['partly-paid', 'invoiced'],
    ['paid', 'invoiced'],
    ['closed', 'invoiced'],
    ['voided', 'cancelled'],
    ['withdrawn', 'cancelled'],
  ])('an accepted order whose invoice is %s shows as %s', (invoice, status) => {
    expect(orderStatus('accepted', invoice)).toBe(status);
  });

  it.each(INVOICE_STATES)('a cancelled order shows as cancelled, though an earlier invoice is %s', (invoice) => {
    expect(orderStatus('cancelled', invoice)).toBe('cancelled');
  });
});
