/** Bodies as the documentation shows them, each made anew so that a test may spoil its own. */

export function billingAddress(changes: object = {}): Record<string, unknown> {
  return {
    first_name: 'Ola',
    last_name: 'Nordmann',
    business_name: 'Nordmann AS',
    organization_number: '123456789',
    email: 'ola@nordmann.example',
    phone_number: '+4799999999',
    address_line: 'Storgata 1',
    postal_code: '0151',
    postal_place: 'Oslo',
    country: 'NO',
    ...changes,
  };
}

function order(changes: object = {}): Record<string, unknown> {
  return {
    amount: 161_250,
    currency: 'NOK',
    vat_amount: 32_250,
    merchant_reference: 'SO-10017-1',
    items: [
      { id: 'SKU-7', line_id: '1', description: 'Vedlikehold på stedet', quantity: 10, amount: 125_000, vat: 25 },
      { id: 'SKU-9', line_id: '2', description: 'Lisens', quantity: 1, amount: 36_250, vat: 25, vat_amount: 7250 },
    ],
    billing_address: billingAddress(),
    ...changes,
  };
}

interface PayChanges {
  readonly payment?: object;
  readonly session?: object;
  readonly order?: object;
  readonly address?: object;
}

export function payBody(changes: PayChanges = {}): Record<string, unknown> {
  return {
    payment: {
      payment_product_type: 'kravia.invoice_b2b',
      operation: 'invoice_payment',
      days_until_due: 30,
      ...changes.payment,
    },
    session: {
      order: order({ billing_address: billingAddress(changes.address), ...changes.order }),
      ...changes.session,
    },
  };
}

/** The session of the two-step flow: no billing address, and Kravia configured. */
export function sessionBody(changes: object = {}, product: object = {}): Record<string, unknown> {
  const { billing_address: _address, ...withoutAddress } = order();
  return {
    url: {},
    order: withoutAddress,
    configuration: {
      kravia: {
        type: 'payment_type',
        invoice_b2b: {
          type: 'payment_product_type',
          enabled: true,
          days_until_due: 30,
          require_identity_verification: false,
          ...product,
        },
      },
    },
    ...changes,
  };
}
