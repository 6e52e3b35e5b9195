import { asLines } from '../../../test/support/entry-lines.js';
import { Money } from '../money.js';
import { bookPayment, type BookablePayment } from './book-payment.js';
import { chartOf } from './roles.js';

const nok = (minor: number): Money => Money.of(minor, 'NOK');
const payment = (toReceivable: number, overpaid: number): BookablePayment => ({
  transactionId: 'T11223344.a',
  eventKey: '3',
  toReceivable: nok(toReceivable),
  overpaid: nok(overpaid),
  debtorId: 'C1',
  orderId: 'SO-1',
  orderNumber: '1',
  invoiceReference: 'SO-1-1',
  invoiceNumber: '1001',
  date: '2026-01-28',
  occurredAt: new Date('2026-01-28T08:00:00Z'),
});

describe('bookPayment', () => {
  const chart = chartOf('ns4102', {});

  it('moves the debt from the debtor to the provider, not to the bank', () => {
    const entry = bookPayment(chart, payment(100000, 0));
    expect(asLines(entry)).toEqual(['Dr 1579 100000', 'Cr 1500 C1/1001 100000']);
    expect(entry.key).toBe('payment:T11223344.a:3');
  });

  it('owes back what exceeds the open amount; it is never income', () => {
    expect(asLines(bookPayment(chart, payment(29900, 5100)))).toEqual([
      'Dr 1579 35000',
      'Cr 1500 C1/1001 29900',
      'Cr 2990 C1/1001 5100',
    ]);
  });

  it('owes back all of a payment on a cancelled invoice', () => {
    expect(asLines(bookPayment(chart, payment(0, 35000)))).toEqual(['Dr 1579 35000', 'Cr 2990 C1/1001 35000']);
  });
});
