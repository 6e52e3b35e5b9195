import { ProviderRejected } from '../../src/domain/errors.js';
import type { Merchant } from '../../src/domain/merchant.js';
import type { DinteroApi } from '../../src/integrations/dintero/dintero-api.js';
import type { NewSession } from '../../src/integrations/dintero/types/session.js';
import { DinteroBench } from '../support/dintero-bench.js';

const BILLING_ADDRESS = {
  first_name: 'Per',
  last_name: 'Prøve',
  business_name: 'Fjordtest AS',
  organization_number: '999888777',
  email: 'ap@fjordtest.example',
  phone_number: '+4790000001',
  address_line: 'Prøveveien 1',
  postal_code: '0150',
  postal_place: 'Oslo',
  country: 'NO',
};
const PAYMENT = { payment_product_type: 'kravia.invoice_b2b', billing_address: BILLING_ADDRESS };

const bench = DinteroBench.forTheseTests();
let dintero: DinteroApi;
let merchant: Merchant;

beforeEach(() => {
  ({ dintero, merchant } = bench.adapters());
});

describe('a session', () => {
  it('is created with its whole configuration, and read back', async () => {
    const { id, url } = await dintero.sessions.create(merchant, aSession());
    const read = await dintero.sessions.get(merchant, id, ['initiating_system_request_headers']);

    expect(url).toContain(id);
    expect(read).toMatchObject({
      id,
      order: { amount: 29_900, merchant_reference: 'SO-1' },
      initiating_system_request_headers: { 'dintero-system-name': 'fakturabro' },
    });
  });

  it('is created from a profile, and shown whole when that is asked for', async () => {
    const { configuration: _, ...session } = aSession();
    const created = await dintero.sessions.createFromProfile(
      merchant,
      { ...session, profile_id: 'default' },
      { includeSession: true },
    );

    expect(created.session).toMatchObject({ id: created.id, order: { merchant_reference: 'SO-1' } });
  });

  it('is refused with strict amounts when its lines do not add up to its amount', async () => {
    const session = aSession({ amount: 29_901 });

    await expect(dintero.sessions.create(merchant, session, { strictAmounts: true })).rejects.toThrow(/order.amount/);
    await expect(dintero.sessions.create(merchant, session)).resolves.toHaveProperty('id');
  });

  it('is changed before anybody has opened it', async () => {
    const { id } = await dintero.sessions.create(merchant, aSession());
    const items = [{ line_id: 'item-1', description: 'Consulting', quantity: 1, amount: 10_000, vat: 25 }];
    const order = { amount: 10_000, currency: 'NOK', vat_amount: 2000, items };
    const changed = await dintero.sessions.update(merchant, id, { order }, { withoutLock: true });

    expect(changed.order).toMatchObject({ amount: 10_000, merchant_reference: 'SO-1' });
  });

  it('is cancelled once', async () => {
    const { id } = await dintero.sessions.create(merchant, aSession());

    expect((await dintero.sessions.cancel(merchant, id)).cancelled_at).toBeDefined();
    await expect(dintero.sessions.cancel(merchant, id)).rejects.toThrow(ProviderRejected);
  });
});

describe('the second step', () => {
  it('pays a session that exists, and gives its one transaction', async () => {
    const { id } = await dintero.sessions.create(merchant, aSession());
    const paid = await dintero.payments.paySession(merchant, id, PAYMENT);

    expect(paid).toMatchObject({ session_id: id, status: 'AUTHORIZED' });
    expect((await dintero.sessions.get(merchant, id)).transaction_id).toBe(paid.id);
    await expect(dintero.payments.paySession(merchant, id, PAYMENT)).rejects.toMatchObject({
      details: { status: 412 },
    });
  });

  it('cannot pay a session that asks for BankID', async () => {
    const { id } = await dintero.sessions.create(merchant, aSession({}, true));

    await expect(dintero.payments.paySession(merchant, id, PAYMENT)).rejects.toMatchObject({
      details: { status: 412 },
    });
  });
});

function aSession(order: object = {}, bankId = false): NewSession {
  const items = [{ line_id: 'item-1', description: 'Consulting', quantity: 1, amount: 29_900, vat: 25 }];
  return {
    url: { callback_url: 'https://hooks.example.com/dintero/callback' },
    order: { amount: 29_900, currency: 'NOK', vat_amount: 5980, merchant_reference: 'SO-1', items, ...order },
    configuration: {
      kravia: {
        type: 'payment_type',
        invoice_b2b: {
          type: 'payment_product_type',
          enabled: true,
          days_until_due: 30,
          require_identity_verification: bankId,
          invoice_channel: 'kravia',
        },
      },
    },
  };
}
