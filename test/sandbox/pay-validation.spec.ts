import { Client, faultyFields } from './support/client.js';
import { payBody } from './support/requests.js';

describe('what sessions/pay refuses', () => {
  const client = Client.forTheseTests();

  const b2c = { payment: { payment_product_type: 'kravia.invoice_b2c' } };
  const person = { business_name: undefined, organization_number: undefined };
  const address = 'session.order.billing_address';
  const item = { line_id: '1', description: 'x', quantity: 1, amount: 1 };

  it('takes the documented company invoice as it stands', async () => {
    const body = {
      payment: { payment_product_type: 'kravia.invoice_b2b', operation: 'invoice_payment', days_until_due: 30 },
      session: {
        url: { callback_url: 'https://example.com/callback' },
        order: {
          amount: 29_900,
          currency: 'NOK',
          vat_amount: 5980,
          merchant_reference: 'your-unique-id-here',
          items: [{ description: 'Monthly subscription', quantity: 1, amount: 29_900, vat: 25, line_id: 'sub-001' }],
          billing_address: {
            first_name: 'Ola',
            last_name: 'Nordmann',
            business_name: 'Nordmann AS',
            organization_number: '123456789',
            email: 'ola@nordmann.no',
            phone_number: '+4799999999',
            address_line: 'Storgata 1',
            postal_code: '0151',
            postal_place: 'Oslo',
            country: 'NO',
          },
        },
      },
    };

    expect((await client.pay(body)).status).toBe(200);
  });

  it('takes a consumer, who has no company', async () => {
    expect((await client.pay(payBody({ ...b2c, address: person }))).status).toBe(200);
  });

  it.each([
    ['an unknown product', { payment: { payment_product_type: 'kravia.invoice' } }, 'payment.payment_product_type'],
    [
      'a product of another provider',
      { payment: { payment_product_type: 'klarna.klarna' } },
      'payment.payment_product_type',
    ],
    ['another operation', { payment: { operation: 'invoice_purchase' } }, 'payment.operation'],
    ['no operation', { payment: { operation: undefined } }, 'payment.operation'],
    ['no due days', { payment: { days_until_due: undefined } }, 'payment.days_until_due'],
    ['more than a year until due', { payment: { days_until_due: 366 } }, 'payment.days_until_due'],
    ['half days', { payment: { days_until_due: 14.5 } }, 'payment.days_until_due'],
    ['days as text', { payment: { days_until_due: '14' } }, 'payment.days_until_due'],
    ['an unknown channel', { payment: { invoice_channel: 'email' } }, 'payment.invoice_channel'],
    [
      'the channel by its old name',
      { payment: { invoice_delivery_method: 'merchant' } },
      'payment.invoice_delivery_method',
    ],
    [
      'grouping with merchant delivery',
      { payment: { payment_product_type: 'kravia.invoice_b2b_grouped', invoice_channel: 'merchant' } },
      'payment.invoice_channel',
    ],
    ['a misspelled session field', { session: { meta_data: {} } }, 'session.meta_data'],
    ['a misspelled order field', { order: { merchant_refrence: 'x' } }, 'session.order.merchant_refrence'],
    ['an amount with decimals', { order: { amount: 1612.5 } }, 'session.order.amount'],
    ['an amount above int32', { order: { amount: 2_147_483_648 } }, 'session.order.amount'],
    ['a negative amount', { order: { amount: -1 } }, 'session.order.amount'],
    ['an amount as text', { order: { amount: '161250' } }, 'session.order.amount'],
    ['a currency in small letters', { order: { currency: 'nok' } }, 'session.order.currency'],
    ['no reference', { order: { merchant_reference: undefined } }, 'session.order.merchant_reference'],
    [
      'a reference of 36 characters',
      { order: { merchant_reference: 'x'.repeat(36) } },
      'session.order.merchant_reference',
    ],
    ['a reference with a slash', { order: { merchant_reference: 'SO/1' } }, 'session.order.merchant_reference'],
    ['no items', { order: { items: undefined } }, 'session.order.items'],
    ['an empty list of items', { order: { items: [] } }, 'session.order.items'],
    [
      '101 items',
      { order: { items: Array.from({ length: 101 }, (_, index) => ({ ...item, line_id: String(index) })) } },
      'session.order.items',
    ],
    [
      'an item without line_id',
      { order: { items: [{ ...item, line_id: undefined }] } },
      'session.order.items[0].line_id',
    ],
    ['a line_id used twice', { order: { items: [item, item] } }, 'session.order.items[1].line_id'],
    ['VAT as a fraction', { order: { items: [{ ...item, vat: 0.25 }] } }, 'session.order.items[0].vat'],
    ['VAT with three decimals', { order: { items: [{ ...item, vat: 25.125 }] } }, 'session.order.items[0].vat'],
    ['an unknown kind of item', { order: { items: [{ ...item, type: 'fee' }] } }, 'session.order.items[0].type'],
    ['null where a text belongs', { order: { merchant_reference_2: null } }, 'session.order.merchant_reference_2'],
    ['no billing address', { order: { billing_address: undefined } }, address],
    ['no first name', { address: { first_name: undefined } }, `${address}.first_name`],
    ['an empty last name', { address: { last_name: ' ' } }, `${address}.last_name`],
    ['no street', { address: { address_line: undefined } }, `${address}.address_line`],
    ['a postal code as number', { address: { postal_code: 151 } }, `${address}.postal_code`],
    ['a country Kravia is not in', { address: { country: 'DK' } }, `${address}.country`],
    ['a phone number with spaces', { address: { phone_number: '+47 999 99 999' } }, `${address}.phone_number`],
    ['no e-mail', { address: { email: undefined } }, `${address}.email`],
    ['something that is no e-mail address', { address: { email: 'ola.nordmann' } }, `${address}.email`],
    ['a company without name', { address: { business_name: undefined } }, `${address}.business_name`],
    ['a company without number', { address: { organization_number: undefined } }, `${address}.organization_number`],
    ['8 digits in Norway', { address: { organization_number: '12345678' } }, `${address}.organization_number`],
    ['a number with MVA', { address: { organization_number: '123456789MVA' } }, `${address}.organization_number`],
    [
      '11 digits in Sweden',
      { address: { country: 'SE', organization_number: '12345678901' } },
      `${address}.organization_number`,
    ],
    [
      'a hyphen in Finland',
      { address: { country: 'FI', organization_number: '1234567-8' } },
      `${address}.organization_number`,
    ],
    [
      'a consumer with a company name',
      { ...b2c, address: { organization_number: undefined } },
      `${address}.business_name`,
    ],
    [
      'a callback to plain http',
      { session: { url: { callback_url: 'http://example.com/cb' } } },
      'session.url.callback_url',
    ],
    ['a relative callback', { session: { url: { callback_url: '/cb' } } }, 'session.url.callback_url'],
    [
      'an event that cannot be reported',
      { session: { url: { callback_url: 'https://example.com/?report_event=INITIATE_CAPTURE' } } },
      'session.url.callback_url',
    ],
    [
      'a callback by PUT',
      { session: { url: { callback_url: 'https://example.com/?method=PUT' } } },
      'session.url.callback_url',
    ],
    ['metadata under a reserved prefix', { session: { metadata: { kravia_x: 'y' } } }, 'session.metadata.kravia_x'],
    ['metadata that is a list', { session: { metadata: { ext_x: [] } } }, 'session.metadata.ext_x'],
    [
      '11 metadata keys',
      { session: { metadata: Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`ext_${n}`, n])) } },
      'session.metadata',
    ],
    ['auto capture', { session: { configuration: { auto_capture: true } } }, 'session.configuration.auto_capture'],
    [
      'a delay that is no number',
      { session: { url: { callback_url: 'https://example.com/?delay_callback=x' } } },
      'session.url.callback_url',
    ],
    ['a customer without e-mail address', { session: { customer: { email: 'none' } } }, 'session.customer.email'],
    [
      'shipping without line_id',
      { order: { shipping_option: { id: 's', amount: 1, title: 'x', operator: 'y' } } },
      'session.order.shipping_option.line_id',
    ],
    ['discount codes that are numbers', { order: { discount_codes: [7] } }, 'session.order.discount_codes[0]'],
    ['items that are no list', { order: { items: {} } }, 'session.order.items'],
    ['an item that is no object', { order: { items: ['x'] } }, 'session.order.items[0]'],
    ['a quantity as text', { order: { items: [{ ...item, quantity: '1' }] } }, 'session.order.items[0].quantity'],
    ['a flag as text', { order: { partial_payment: 'yes' } }, 'session.order.partial_payment'],
    ['a store without id', { order: { store: { name: 'x' } } }, 'session.order.store.id'],
  ])('refuses %s', async (_what, changes, field) => {
    const reply = await client.pay(payBody(changes));

    expect(reply.status).toBe(400);
    expect(faultyFields(reply)).toEqual([field]);
  });

  it.each([
    ['10 digits in Sweden', { country: 'SE', organization_number: '5560360793' }],
    ['12 digits in Sweden', { country: 'SE', organization_number: '165560360793' }],
    ['digits only in Finland', { country: 'FI', organization_number: '12345678' }],
  ])('takes %s', async (_what, changes) => {
    expect((await client.pay(payBody({ address: changes }))).status).toBe(200);
  });

  it('takes a callback to this machine over http, as only a sandbox can', async () => {
    const session = { url: { callback_url: 'http://127.0.0.1:9/cb?report_event=CAPTURE&report_event=VOID' } };

    expect((await client.pay(payBody({ session }))).status).toBe(200);
  });

  it('names all faults in one answer, and hints at what was meant', async () => {
    const reply = await client.pay({ ...payBody({ order: { amount: 1.5, curency: 'NOK' } }), paymnt: {} });

    expect(reply.status).toBe(400);
    expect(faultyFields(reply)).toEqual(['paymnt', 'session.order.curency', 'session.order.amount']);
    expect(reply.body.error.message).toContain('did you mean currency?');
    expect(reply.body).toMatchObject({ error: { code: 'BAD_REQUEST' }, success: false, actions: [] });
  });

  it('refuses a body that is not an object', async () => {
    expect((await client.pay([])).status).toBe(400);
  });

  it('refuses a channel the account does not have', async () => {
    await client.configure({ supportedInvoiceChannels: ['kravia'] });

    const reply = await client.pay(payBody({ payment: { invoice_channel: 'merchant' } }));

    expect(faultyFields(reply)).toEqual(['payment.invoice_channel']);
  });

  it('refuses a feature toggle it does not know', async () => {
    const reply = await client.pay(payBody(), 'strict-sucess-merchant-reference');

    expect(faultyFields(reply)).toEqual(['Dintero-Feature-Toggles']);
  });

  it('refuses an identification header of more than 120 characters', async () => {
    const headers = { 'dintero-system-name': 'x'.repeat(121) };
    const reply = await client.api('POST', '/sessions/pay', { body: payBody(), headers });

    expect(faultyFields(reply)).toEqual(['dintero-system-name']);
  });
});
