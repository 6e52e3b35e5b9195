import { asLines } from '../../../test/support/entry-lines.js';
import type { BookableInvoice } from './book-invoice.js';
import { bookLoss } from './book-loss.js';
import { bookReversal } from './book-reversal.js';
import { Money } from '../money.js';
import { chartOf } from './roles.js';
import type { TaxedLine } from './sale-groups.js';
import { again, undo } from './undo-entry.js';

const when = { date: '2026-09-01', occurredAt: new Date('2026-09-01T10:00:00Z') };
const ns4102 = chartOf('ns4102', {});

const invoice = (lines: readonly TaxedLine[], changes: Partial<BookableInvoice> = {}): BookableInvoice => ({
  reference: 'SO-8-1',
  orderId: 'SO-8',
  orderNumber: '8',
  debtorId: 'C8',
  transactionId: 'T11223344.h',
  invoiceNumber: '1008',
  vatCountry: 'NO',
  currency: 'NOK',
  lines,
  ...changes,
});

describe('a loss', () => {
  const goods = { amountMinor: 12500n, vatMinor: 2500n, type: 'physical' as const, taxCode: '3' };

  it('on a bad debt takes the VAT back as input VAT, as invoice 1008 of the worked book', () => {
    expect(asLines(bookLoss(ns4102, invoice([goods]), true, when))).toEqual([
      'Dr 7830 10000 (1: 10000 + 2500)',
      'Dr 2710 2500',
      'Cr 1500 C8/1008 12500',
    ]);
  });

  it('takes each rate back under its own code, and nothing where there was no VAT', () => {
    const food = { amountMinor: 11500n, vatMinor: 1500n, type: 'physical' as const, taxCode: '31' };
    const books = { amountMinor: 5000n, vatMinor: 0n, type: 'physical' as const, taxCode: '5' };

    expect(asLines(bookLoss(ns4102, invoice([goods, food, books]), true, when))).toEqual([
      'Dr 7830 10000 (1: 10000 + 2500)',
      'Dr 2710 2500',
      'Dr 7830 10000 (11: 10000 + 1500)',
      'Dr 2710 1500',
      'Dr 7830 5000',
      'Cr 1500 C8/1008 29000',
    ]);
  });

  it('lowers the output VAT in Sweden', () => {
    const swedish = invoice([{ ...goods, taxCode: 'MP1' }], { vatCountry: 'SE', currency: 'SEK' });

    expect(asLines(bookLoss(chartOf('bas', {}), swedish, true, when))).toEqual([
      'Dr 6351 10000 (MP1: 10000 + 2500)',
      'Dr 2611 2500',
      'Cr 1510 C8/1008 12500',
    ]);
  });

  it('that is waived keeps its VAT', () => {
    expect(asLines(bookLoss(ns4102, invoice([goods]), false, when))).toEqual([
      'Dr 7830 12500',
      'Cr 1500 C8/1008 12500',
    ]);
  });
});

describe('a payment that is taken back', () => {
  const nok = (minor: number): Money => Money.of(minor, 'NOK');
  const reversal = (toReceivable: number, fromOverpaid: number): ReturnType<typeof bookReversal> =>
    bookReversal(ns4102, {
      key: 'S2:NOK:1',
      settlementId: 'S2',
      transactionId: 'T11223344.b',
      debtorId: 'C2',
      orderId: 'SO-2',
      orderNumber: '2',
      invoiceReference: 'SO-2-1',
      invoiceNumber: '1002',
      toReceivable: nok(toReceivable),
      fromOverpaid: nok(fromOverpaid),
      ...when,
    });

  it('makes the debt live again', () => {
    const entry = reversal(50000, 0);

    expect(asLines(entry)).toEqual(['Dr 1500 C2/1002 50000', 'Cr 1579 50000']);
    expect([entry.key, entry.kind]).toEqual(['payment-reversal:S2:NOK:1', 'payment-reversal']);
  });

  it('returns what had been paid too much', () => {
    expect(asLines(reversal(0, 5100))).toEqual(['Dr 2990 C2/1002 5100', 'Cr 1579 5100']);
    expect(asLines(reversal(200, 300))).toEqual(['Dr 2990 C2/1002 300', 'Dr 1500 C2/1002 200', 'Cr 1579 500']);
  });

  it('is undone by its mirror, and booked again under a key of its own', () => {
    const entry = reversal(200, 300);

    expect(asLines(undo(entry, when))).toEqual(['Cr 2990 C2/1002 300', 'Cr 1500 C2/1002 200', 'Dr 1579 500']);
    expect([undo(entry, when).key, again(entry, 1).key, again(entry, 2).key]).toEqual([
      'undo:payment-reversal:S2:NOK:1',
      'payment-reversal:S2:NOK:1',
      'payment-reversal:S2:NOK:1#2',
    ]);
  });
});
