import { invoiceRequest } from '../../../test/support/dintero-bench.js';
import { toNewSession, toSessionPayment } from './to-session-request.js';

const URLS = { return_url: 'https://shop.example/back', callback_url: 'https://hooks.example/callback' };

describe('a session that we pay ourselves', () => {
  it('offers the one product, asks nobody to identify, and carries no address', () => {
    const session = toNewSession(invoiceRequest('SO-1', { channel: 'kravia' }), URLS, null);

    expect(session).toMatchObject({
      url: URLS,
      order: { amount: 161_250, currency: 'NOK', vat_amount: 32_250, merchant_reference: 'SO-1' },
    });
    expect(session.configuration).toEqual({
      kravia: {
        type: 'payment_type',
        invoice_b2b: {
          type: 'payment_product_type',
          enabled: true,
          days_until_due: 30,
          require_identity_verification: false,
          invoice_channel: 'kravia',
        },
      },
    });
    expect(session.order).not.toHaveProperty('billing_address');
    expect(session).not.toHaveProperty('expires_at');
  });

  it('asks for the interval of a grouped invoice, and for no channel, which it has no field for', () => {
    const terms = { product: 'b2b-grouped', channel: null, interval: 'quarterly' } as const;
    const session = toNewSession(invoiceRequest('SO-1', terms), URLS, null);

    expect(session.configuration?.kravia?.invoice_b2b_grouped).toEqual({
      type: 'payment_product_type',
      enabled: true,
      days_until_due: 30,
      require_identity_verification: false,
      invoice_schedule: { interval: 'quarterly' },
    });
  });

  it('is paid with product and address, and nothing else', () => {
    const payment = toSessionPayment(invoiceRequest('SO-1'));

    expect(Object.keys(payment)).toEqual(['payment_product_type', 'billing_address']);
    expect(payment).toMatchObject({
      payment_product_type: 'kravia.invoice_b2b',
      billing_address: { business_name: 'Fjordtest AS', organization_number: '923609016', postal_code: '0150' },
    });
  });

  it('is paid for a person without the register data of a company', () => {
    const person = { debtor: { type: 'person', organizationNumber: null } };
    const payment = toSessionPayment(invoiceRequest('SO-1', { product: 'b2c' }, person));

    expect(payment.payment_product_type).toBe('kravia.invoice_b2c');
    expect(payment.billing_address).not.toHaveProperty('organization_number');
  });
});

describe('a session the debtor accepts', () => {
  it.each([true, false])('runs out when the link does, and asks for BankID or not: %s', (identityRequired) => {
    const checkout = { expiresAt: new Date('2026-12-04T10:00:00Z'), identityRequired };
    const {
      expires_at: expiresAt,
      configuration,
      customer,
    } = toNewSession(invoiceRequest('SO-1', { product: 'b2c' }), URLS, checkout);

    expect(expiresAt).toBe('2026-12-04T10:00:00.000Z');
    expect(configuration?.kravia?.invoice_b2c?.require_identity_verification).toBe(identityRequired);
    expect(customer).toEqual({ customer_id: 'C-2041', email: 'ap@fjordtest.example', phone_number: '+4790000001' });
  });
});
