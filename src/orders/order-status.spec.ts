import { INVOICE_STATES, isAtProvider, type InvoiceState } from '../domain/invoice/invoice-state.js';
import { isReplaceable, orderStatus, type OrderState } from './order-status.js';

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

describe('isReplaceable', () => {
  it('lets a new version replace an order of which nothing was sent', () => {
    expect(isReplaceable('received', null)).toBe(true);
    expect(isReplaceable('stopped', null)).toBe(true);
    expect(isReplaceable('accepted', 'planned')).toBe(true);
    expect(isReplaceable('accepted', 'held')).toBe(true);
  });

  it('never replaces a cancelled order', () => {
    expect([null, ...INVOICE_STATES].some((invoice) => isReplaceable('cancelled', invoice))).toBe(false);
  });

  it('never replaces an order whose invoice is, or may be, at the provider', () => {
    expect(INVOICE_STATES.filter(isAtProvider).some((invoice) => isReplaceable('accepted', invoice))).toBe(false);
    expect(isReplaceable('accepted', 'closed')).toBe(false);
  });

  it('lets a corrected order replace one the provider refused, or whose invoice was voided', () => {
    expect(isReplaceable('accepted', 'rejected')).toBe(true);
    expect(isReplaceable('accepted', 'expired')).toBe(true);
    expect(isReplaceable('accepted', 'voided')).toBe(true);
    expect(isReplaceable('accepted', 'withdrawn')).toBe(true);
  });
});
