import fc from 'fast-check';
import { asLines } from '../../../test/support/entry-lines.js';
import { foldDiscounts } from '../order/fold-discounts.js';
import type { OrderLine } from '../order/order.js';
import { vatInside } from '../vat.js';
import { bookCreditNote, bookInvoice, type BookableInvoice } from './book-invoice.js';
import { chartOf } from './roles.js';
import type { TaxedLine } from './sale-groups.js';
import { vatCodeFor } from './vat-code.js';

const ns4102 = chartOf('ns4102', {});
const when = { date: '2026-01-15', occurredAt: new Date('2026-01-15T10:00:00Z') };

const invoice = (lines: readonly TaxedLine[]): BookableInvoice => ({
  reference: 'SO-1-1',
  orderId: 'SO-1',
  orderNumber: '1',
  debtorId: 'C1',
  transactionId: 'T11223344.a',
  invoiceNumber: '1001',
  vatCountry: 'NO',
  currency: 'NOK',
  lines,
});

/** Invoice 1001 of the worked book: goods with a discount, food, transport, books, freight. */
const ORDER_1001: OrderLine[] = [
  line('1', 125000n, 25000n, 2500, '3', 'physical'),
  line('discount', -12500n, -2500n, 2500, '3', null),
  line('2', 34500n, 4500n, 1500, '31', 'physical'),
  line('3', 9999n, 1071n, 1200, '33', 'service'),
  line('4', 29900n, 0n, 0, '5', 'physical'),
  line('5', 9900n, 1980n, 2500, '3', 'shipping'),
];

describe('bookInvoice', () => {
  it('books invoice 1001 of the worked book to the øre', () => {
    const taxed = foldDiscounts(ORDER_1001).map((some) => ({
      ...some,
      taxCode: vatCodeFor(some, 'NO', '2026-01-15', []),
    }));

    const entry = bookInvoice(ns4102, invoice(taxed), when);

    expect(asLines(entry)).toEqual([
      'Dr 1500 C1/1001 196799',
      'Cr 3000 90000 (3: 90000 + 22500)',
      'Cr 3030 30000 (31: 30000 + 4500)',
      'Cr 3050 8928 (33: 8928 + 1071)',
      'Cr 3100 29900 (5: 29900 + 0)',
      'Cr 3090 7920 (3: 7920 + 1980)',
      'Cr 2700 24480',
      'Cr 2701 4500',
      'Cr 2703 1071',
    ]);
    expect(entry.key).toBe('invoice:SO-1-1');
  });

  it('uses the Swedish accounts for a Swedish merchant', () => {
    const taxed = [{ amountMinor: 12500n, vatMinor: 2500n, type: 'physical' as const, taxCode: 'MP1' }];
    const entry = bookInvoice(chartOf('bas', {}), { ...invoice(taxed), vatCountry: 'SE', currency: 'SEK' }, when);
    expect(asLines(entry)).toEqual(['Dr 1510 C1/1001 12500', 'Cr 3001 10000 (MP1: 10000 + 2500)', 'Cr 2611 2500']);
  });

  it('takes a merchant’s own account numbers before the defaults', () => {
    const chart = chartOf('ns4102', { receivable: '1505', revenueHighGoods: '3010' });
    const taxed = [{ amountMinor: 12500n, vatMinor: 2500n, type: null, taxCode: '3' }];
    expect(asLines(bookInvoice(chart, invoice(taxed), when))).toEqual([
      'Dr 1505 C1/1001 12500',
      'Cr 3010 10000 (3: 10000 + 2500)',
      'Cr 2700 2500',
    ]);
  });

  it('is undone by its credit note in every account, whatever the lines', () => {
    const lines = fc.array(
      fc.record({
        amountMinor: fc.bigInt(1n, 10n ** 8n),
        taxCode: fc.constantFrom('3', '31', '33', '5', '52', '6'),
        type: fc.constantFrom('physical' as const, 'service' as const, 'shipping' as const, null),
      }),
      { minLength: 1, maxLength: 10 },
    );
    fc.assert(
      fc.property(lines, (some) => {
        const taxed = some.map((one) => ({ ...one, vatMinor: vatInside(one.amountMinor, rateOf(one.taxCode)) }));
        const sale = bookInvoice(ns4102, invoice(taxed), when);
        const credit = bookCreditNote(ns4102, invoice(taxed), 'CN-1', when);
        const balances = new Map<string, bigint>();
        for (const { account, side, amount } of [...sale.postings, ...credit.postings]) {
          balances.set(account, (balances.get(account) ?? 0n) + (side === 'debit' ? amount.minor : -amount.minor));
        }
        expect([...balances.values()].every((balance) => balance === 0n)).toBe(true);
      }),
    );
  });
});

function rateOf(code: string): number {
  return { '3': 2500, '31': 1500, '33': 1200 }[code] ?? 0;
}

function line(
  lineId: string,
  amountMinor: bigint,
  vatMinor: bigint,
  vatRate: number,
  vatCode: string,
  type: OrderLine['type'],
): OrderLine {
  return { lineId, sku: null, description: lineId, quantity: '1', amountMinor, vatMinor, vatRate, vatCode, type };
}
