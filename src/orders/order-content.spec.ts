import type { Order } from '../domain/order/order.js';
import fc from 'fast-check';
import { anOrder } from '../../test/support/orders.js';
import { changedFields, contentHash } from './order-content.js';

describe('the content of an order', () => {
  it('is the same for the same message read twice', () => {
    expect(contentHash(anOrder())).toEqual(contentHash(anOrder()));
    expect(changedFields(anOrder(), anOrder())).toEqual([]);
  });

  it('does not depend on white space or on numbers sent as text', () => {
    const same = anOrder({
      debtor: { name: ' Fjordtest AS ', phone: '+47 900 00 001', organizationNumber: 923609016 },
    });

    expect(contentHash(same)).toEqual(contentHash(anOrder()));
  });

  it('leaves metadata out: it reaches neither the invoice nor the books', () => {
    const other = anOrder({ metadata: { salesperson: 'another' } });

    expect(contentHash(other)).toEqual(contentHash(anOrder()));
    expect(changedFields(anOrder(), other)).toEqual([]);
  });

  it('leaves out the number in the ERP, which may come when the invoice is long issued', () => {
    const numbered = anOrder({ invoice: { number: 'F-4711' } });

    expect(numbered.invoice.number).toBe('F-4711');
    expect(contentHash(numbered)).toEqual(contentHash(anOrder()));
    expect(changedFields(anOrder(), numbered)).toEqual([]);
  });

  it.each([
    ['the revision', { revision: 2 }, ['/revision']],
    ['the date', { orderDate: '2026-11-21' }, ['/orderDate']],
    ['the e-mail address', { debtor: { email: 'new@fjordtest.example' } }, ['/debtor/email']],
    ['the second address line', { address: { line2: 'Floor 2' } }, ['/debtor/address/line2']],
    ['a wish for the invoice', { invoice: { daysUntilDue: 10 } }, ['/invoice/daysUntilDue']],
  ])('differs when %s changes, and names the field', (_, changes, fields) => {
    expect(contentHash(anOrder(changes))).not.toEqual(contentHash(anOrder()));
    expect(changedFields(anOrder(), anOrder(changes))).toEqual(fields);
  });

  it('keeps the hash of orders stored before a wish could be made', () => {
    const { flow: _, sendLink: __, sale: ___, ...first } = anOrder().invoice;
    expect(contentHash({ ...anOrder(), invoice: first as Order['invoice'] })).toEqual(contentHash(anOrder()));
    expect(contentHash(anOrder({ invoice: { sendLink: false } }))).not.toEqual(contentHash(anOrder()));
  });

  it('names every field of an amount that moved, down to the line', () => {
    const [first, second] = anOrder().lines;
    const raised = { ...anOrder(), totalMinor: 161251n, lines: [{ ...first!, amountMinor: 125001n }, second!] };

    expect(changedFields(anOrder(), raised)).toEqual(['/totalMinor', '/lines/0/amountMinor']);
  });

  it('names a line that was added or taken away', () => {
    const order = anOrder();
    const shorter = { ...order, lines: order.lines.slice(0, 1) };

    expect(changedFields(order, shorter)).toEqual(['/lines/1']);
    expect(changedFields(shorter, order)).toEqual(['/lines/1']);
  });

  it('has the same hash exactly when no field differs', () => {
    const change = fc.record({
      totalMinor: fc.bigInt(1n, 3n),
      orderNumber: fc.constantFrom('1', '2'),
      invoice: fc.record({
        product: fc.constantFrom('b2b' as const, null),
        channel: fc.constant(null),
        daysUntilDue: fc.constantFrom(0, 1, null),
        flow: fc.constantFrom('checkout' as const, null),
        sendLink: fc.constantFrom(true, false, null),
        number: fc.constantFrom('F-1', null),
        sale: fc.constantFrom({ by: 'session' as const, id: 'T11223344.a' }, null),
      }),
    });

    fc.assert(
      fc.property(change, change, (a, b) => {
        const [before, after] = [
          { ...anOrder(), ...a },
          { ...anOrder(), ...b },
        ];
        expect(contentHash(before).equals(contentHash(after))).toBe(changedFields(before, after).length === 0);
      }),
      { numRuns: 50 },
    );
  });
});
