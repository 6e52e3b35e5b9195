import type { OrderChanges } from '../../../sandbox/sample-order.js';
import { anOrder } from '../../../test/support/orders.js';
import type { InvoiceTerms } from '../../domain/invoice/invoice-terms.js';
import { foldDiscounts } from '../../domain/order/fold-discounts.js';
import { toPayRequest } from './to-pay-request.js';
import type { OrderAddress } from './types/order.js';
import type { OneStepPayment } from './types/session.js';

const CALLBACK =
  'https://hooks.example.com/dintero/callback?method=POST&report_error=true&report_event=CAPTURE&report_event=VOID&sid_parameter_name=sid';
const TERMS: InvoiceTerms = { flow: 'one-step', product: 'b2b', channel: 'merchant', daysUntilDue: 30, interval: null };

function requestFor(changes: OrderChanges = {}, terms: Partial<InvoiceTerms> = {}): OneStepPayment {
  const order = anOrder(changes);
  const request = { reference: 'SO-10017-1', terms: { ...TERMS, ...terms }, order, lines: foldDiscounts(order.lines) };
  return toPayRequest(request, CALLBACK);
}

const PERSON: OrderChanges = { debtor: { type: 'person', organizationNumber: null } };

describe('toPayRequest', () => {
  it('names the invoice as the ERP does, where the ERP has said so with the order', () => {
    const { order } = requestFor({ invoice: { number: 4711 } }).session;

    expect([order.merchant_reference, order.merchant_reference_2]).toEqual(['SO-10017-1', '4711']);
  });

  it('writes the sample order as the documentation of the call writes it', () => {
    expect(requestFor()).toEqual({
      payment: {
        payment_product_type: 'kravia.invoice_b2b',
        operation: 'invoice_payment',
        days_until_due: 30,
        invoice_channel: 'merchant',
      },
      session: {
        url: { callback_url: CALLBACK },
        customer: { customer_id: 'C-2041', email: 'ap@fjordtest.example', phone_number: '+4790000001' },
        order: {
          amount: 161250,
          currency: 'NOK',
          vat_amount: 32250,
          merchant_reference: 'SO-10017-1',
          merchant_reference_2: '10017',
          items: [
            {
              id: 'SKU-7',
              line_id: '1',
              description: 'Service hours',
              quantity: 10,
              amount: 125000,
              vat: 25,
              vat_amount: 25000,
              type: 'service',
            },
            {
              id: 'SKU-9',
              line_id: '2',
              description: 'Licence',
              quantity: 1,
              amount: 36250,
              vat: 25,
              vat_amount: 7250,
              type: 'digital',
            },
          ],
          billing_address: {
            first_name: 'Per',
            last_name: 'Prøve',
            business_name: 'Fjordtest AS',
            organization_number: '923609016',
            email: 'ap@fjordtest.example',
            phone_number: '+4790000001',
            address_line: 'Prøveveien 1',
            postal_code: '0150',
            postal_place: 'Oslo',
            country: 'NO',
            customer_reference: 'PO-5567',
            cost_center: 'CC-12',
          },
        },
        metadata: { ext_salesperson: 'kn', ext_order_id: 'SO-10017', ext_revision: 1 },
      },
    });
  });

  it.each([
    ['b2b', 'kravia.invoice_b2b'],
    ['b2b-grouped', 'kravia.invoice_b2b_grouped'],
    ['b2c', 'kravia.invoice_b2c'],
  ] as const)('asks for %s as %s', (product, type) => {
    expect(requestFor({}, { product }).payment.payment_product_type).toBe(type);
  });

  it('leaves the channel out when nobody is asked for, so that the account decides', () => {
    expect(requestFor({}, { channel: null }).payment).not.toHaveProperty('invoice_channel');
  });

  it('leaves everything about companies out of an invoice to a person', () => {
    const { billing_address: address } = requestFor(PERSON, { product: 'b2c' }).session.order;

    expect(address).toEqual({
      first_name: 'Per',
      last_name: 'Prøve',
      email: 'ap@fjordtest.example',
      phone_number: '+4790000001',
      address_line: 'Prøveveien 1',
      postal_code: '0150',
      postal_place: 'Oslo',
      country: 'NO',
    });
  });

  it('sends no empty field, and the second address line where there is one', () => {
    const addressOf = (changes: OrderChanges): OrderAddress | undefined =>
      requestFor(changes).session.order.billing_address;

    expect(addressOf({ debtor: { reference: null } })).not.toHaveProperty('customer_reference');
    expect(addressOf({ address: { line2: 'Floor 2' } })).toMatchObject({
      address_line: 'Prøveveien 1',
      address_line_2: 'Floor 2',
    });
  });

  it('sends at most ten metadata, our own two always among them', () => {
    const metadata = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`field${i}`, i]));
    const sent = requestFor({ metadata }).session.metadata ?? {};

    expect(Object.keys(sent)).toHaveLength(10);
    expect(sent).toMatchObject({ ext_field0: 0, ext_field7: 7, ext_order_id: 'SO-10017', ext_revision: 1 });
  });

  it('names metadata so that no reserved prefix is used, and never lets the order speak for us', () => {
    const metadata = { 'kravia:id': 'x', order_id: 'forged', ['n'.repeat(200)]: 1 };
    const sent = requestFor({ metadata }).session.metadata ?? {};

    expect(sent).toMatchObject({ ext_kravia_id: 'x', ext_order_id: 'SO-10017' });
    expect(Object.keys(sent).every((name) => /^ext_\w{1,100}$/.test(name))).toBe(true);
  });

  it('shows a discount on the line that gave it up, and sends no negative line', () => {
    const goods = {
      lineId: '1',
      description: 'Goods',
      quantity: '2.5',
      amount: 12500,
      vatRate: '25',
      vatAmount: 2500,
      vatCode: '3',
    };
    const discount = { ...goods, lineId: '2', description: 'Discount', quantity: '1', amount: -1250, vatAmount: -250 };

    expect(requestFor({ totalAmount: 11250, vatAmount: 2250, lines: [goods, discount] }).session.order.items).toEqual([
      { id: '1', line_id: '1', description: 'Goods (-12.50)', quantity: 2.5, amount: 11250, vat: 25, vat_amount: 2250 },
    ]);
  });

  it('writes a VAT rate as percent', () => {
    const line = {
      lineId: '1',
      description: 'Fish',
      quantity: '1',
      amount: 11111,
      vatRate: '11.11',
      vatAmount: 1111,
      vatCode: '32',
    };

    expect(requestFor({ totalAmount: 11111, vatAmount: 1111, lines: [line] }).session.order.items?.[0]?.vat).toBe(
      11.11,
    );
  });
});
