import { anOrder } from '../../../test/support/orders.js';
import type { InvoiceChannel, InvoiceProduct } from './order.js';
import { checkOrder } from './check-order.js';

function faultsOf(product: InvoiceProduct | null, channel: InvoiceChannel | null): string[] {
  const order = anOrder();
  const asking = { ...order, invoice: { ...order.invoice, product, channel } };
  return checkOrder(asking, () => true, 'test').problems.map(({ pointer, rule }) => `${pointer} ${rule}`);
}

describe('what an order asks of its invoice', () => {
  it.each<[InvoiceProduct | null, InvoiceChannel | null, string[]]>([
    [null, 'merchant', []],
    ['b2b', 'merchant', []],
    ['b2b-grouped', 'kravia', []],
    ['b2b-grouped', null, []],
    ['b2b-grouped', 'merchant', ['/invoice/channel groupedByKravia']],
    ['b2c', null, ['/invoice/product fitsDebtor']],
  ])('%s through %s: %j', (product, channel, faults) => {
    expect(faultsOf(product, channel)).toEqual(faults);
  });
});
