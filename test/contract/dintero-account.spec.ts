import { OutcomeUnknown, ProviderRejected } from '../../src/domain/errors.js';
import type { Merchant } from '../../src/domain/merchant.js';
import type { DinteroApi } from '../../src/integrations/dintero/dintero-api.js';
import type { NewFundTransfer, NewSellerApproval } from '../../src/integrations/dintero/types/payout.js';
import { Receiver } from '../sandbox/support/receiver.js';
import { DinteroBench, invoiceRequest } from '../support/dintero-bench.js';

const SCOPES = [
  'write:checkout',
  'read:checkout',
  'read:accounts',
  'write:accounts',
  'read:payout',
  'write:payout',
] as const;

const bench = DinteroBench.forTheseTests();
let dintero: DinteroApi;
let merchant: Merchant;

beforeEach(async () => {
  await bench.sandbox.configure({ scopes: SCOPES });
  ({ dintero, merchant } = bench.adapters());
});

describe('webhooks of the account', () => {
  let receiver: Receiver;

  beforeEach(async () => {
    receiver = await Receiver.start();
  });
  afterEach(() => receiver.close());

  it('are subscribed to, changed, pinged and deleted', async () => {
    const secret = { type: 'HMAC-SHA1', value: 'made-up-hook-secret' };
    const config = { url: `${receiver.url}/hook`, secret };
    const { id } = await dintero.hooks.create(merchant, { config, events: ['settlement_add'] });
    const everything = { config, events: ['checkout_transaction', 'settlement_add'] };

    expect(await dintero.hooks.update(merchant, id, everything)).toMatchObject({ events: everything.events });
    await dintero.hooks.ping(merchant, id);
    expect((await receiver.calls(2)).map(({ content }) => content.event)).toEqual(['ping', 'ping']);
    expect(await dintero.hooks.list(merchant)).toEqual([await dintero.hooks.get(merchant, id)]);
    await dintero.hooks.delete(merchant, id);
    expect(await dintero.hooks.list(merchant)).toEqual([]);
    await expect(dintero.hooks.get(merchant, id)).rejects.toMatchObject({ details: { status: 404 } });
  });

  it.each([
    ['a bare list', [{ id: 'h1' }]],
    ['a list under items', { items: [{ id: 'h1' }] }],
    ['a list under subscriptions', { subscriptions: [{ id: 'h1' }] }],
  ])('are read from %s: how they are wrapped is not documented', async (_what, body) => {
    await bench.sandbox.fault({ operation: 'hooks', fault: 'status', status: 200, body });

    expect(await dintero.hooks.list(merchant)).toEqual([{ id: 'h1' }]);
  });
});

describe('the secret that signs callbacks', () => {
  it('is made and read, and never shows itself', async () => {
    const made = await dintero.signature.create(merchant);

    expect((await dintero.signature.read(merchant)).reveal()).toBe(made.reveal());
    expect(JSON.stringify({ made })).not.toContain(made.reveal());
  });

  it('is missing until it is made', async () => {
    await bench.sandbox.configure({ signatureSecret: null });

    await expect(dintero.signature.read(merchant)).rejects.toMatchObject({ details: { status: 404 } });
  });
});

describe('split payout', () => {
  it('approves a seller, whose case can be followed', async () => {
    const made = await dintero.approvals.create(merchant, seller('seller-1', 'AUTO_APPROVE'));
    await dintero.approvals.create(merchant, seller('seller-2', 'AUTO_DECLINE'));

    expect(made).toMatchObject({ case_status: 'ACTIVE', links: [{ rel: 'contract_url' }] });
    expect(await dintero.approvals.list(merchant, { case_status: ['DECLINED'] })).toMatchObject([
      { payout_destination_id: 'seller-2' },
    ]);
    expect(await dintero.approvals.list(merchant, { payout_destination_id: 'seller-1' })).toEqual([made]);
  });

  it('refuses a seller with two bank accounts', async () => {
    const one = seller('seller-1', 'AUTO_APPROVE');
    const two = { ...one, bank_accounts: [...one.bank_accounts, ...one.bank_accounts] };

    await expect(dintero.approvals.create(merchant, two)).rejects.toThrow(/bank_accounts/);
  });

  it('moves money between sellers once, however often the same transfer is sent', async () => {
    await bothSellers();
    await dintero.payouts.transferFunds(merchant, TRANSFER);
    const again = await dintero.payouts.transferFunds(merchant, TRANSFER);
    await bench.sandbox.advance(1);

    expect(again).toMatchObject({ fund_transfer_id: 'ft-1', amount: 4000 });
    expect(await dintero.payouts.balances(merchant, 'seller-1')).toMatchObject([{ currency: 'NOK', amount: 6000 }]);
    expect(await dintero.payouts.balances(merchant, 'seller-2')).toMatchObject([{ currency: 'NOK', amount: 4000 }]);
    await expect(dintero.payouts.transferFunds(merchant, { ...TRANSFER, amount: 1 })).rejects.toThrow(ProviderRejected);
  });

  it('lists what came to a seller and went from it, a page at a time', async () => {
    await bothSellers();
    await dintero.payouts.transferFunds(merchant, TRANSFER);
    await bench.sandbox.advance(1);
    const first = await dintero.payouts.transfers(merchant, 'seller-1', { limit: 1, currency: 'NOK' });
    const second = await dintero.payouts.transfers(merchant, 'seller-1', {
      limit: 1,
      page: first.next_page_token ?? '',
    });

    expect(first.entries).toMatchObject([{ type: 'transfer', amount: -4000, transfer_id: 'ft-1' }]);
    expect(second).toMatchObject({ entries: [{ type: 'inbound', amount: 10_000 }] });
    expect(second.next_page_token).toBeUndefined();
  });
});

describe('a token for later payments', () => {
  it('is given by a session of its own', async () => {
    const session = {
      url: { return_url: 'https://shop.example.com/done' },
      order: { currency: 'NOK', merchant_reference: 'SUB-1' },
    };
    const card = { payment_product_type: 'payex.creditcard', token_types: ['payment_token'] };
    const { id, url } = await dintero.sessions.createPaymentToken(merchant, { session, token_provider: card });

    expect(url).toContain(id);
    const invoice = { payment_product_type: 'kravia.invoice_b2b', token_types: ['payment_token'] };
    await expect(dintero.sessions.createPaymentToken(merchant, { session, token_provider: invoice })).rejects.toThrow(
      /payment_product_type/,
    );
  });
});

describe('what Kravia does not do', () => {
  it('is to give money back, or to extend an authorisation', async () => {
    const { gateway } = bench.adapters();
    const { transactionId } = await gateway.issue(merchant, invoiceRequest('SO-1'));

    await expect(dintero.transactions.refund(merchant, transactionId, { amount: 1 })).rejects.toThrow(/not supported/);
    const extension = dintero.transactions.extendAuthorization(merchant, transactionId, { reason: 'late delivery' });
    await expect(extension).rejects.toThrow(OutcomeUnknown);
    await expect(extension).rejects.toThrow(/Klarna/);
  });
});

describe('images that show how one can pay', () => {
  const look = { variant: 'colors', color: '171717', widthPixels: 600, template: 'dintero_top_frame.svg' };

  it('are SVG, of logos or of a profile', async () => {
    expect(await dintero.branding.logos(merchant, ['visa', 'kravia'], look)).toMatch(/^<svg .*visa.*kravia/);
    expect(await dintero.branding.profile(merchant, 'T11223344.5GdDG8rrepTQKhrEqzoRSQ', look)).toMatch(/^<svg /);
  });

  it('are refused in a look there is not', async () => {
    await expect(dintero.branding.logos(merchant, ['visa'], { ...look, variant: 'gold' })).rejects.toThrow(/variant/);
  });
});

const TRANSFER: NewFundTransfer = {
  fund_transfer_id: 'ft-1',
  type: 'payout-destination',
  source_payout_destination_id: 'seller-1',
  destination_payout_destination_id: 'seller-2',
  amount: 4000,
  currency: 'NOK',
  reference: 'Correction',
};

async function bothSellers(): Promise<void> {
  await dintero.approvals.create(merchant, seller('seller-1', 'AUTO_APPROVE'));
  await dintero.approvals.create(merchant, seller('seller-2', 'AUTO_APPROVE'));
  await bench.sandbox.control('POST', '/accounts/T11223344/sellers/seller-1/credit', { amountMinor: 10_000 });
}

function seller(id: string, description: string): NewSellerApproval {
  return {
    payout_destination_id: id,
    payout_destination_description: description,
    payout_reference: 'Fjordtest market',
    country_code: 'NO',
    organization_number: '923609016',
    bank_accounts: [{ bank_account_currency: 'NOK', payout_currency: 'NOK', bank_account_number: '15063092174' }],
  };
}
