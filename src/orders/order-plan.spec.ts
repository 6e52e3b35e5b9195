import type { OrderChanges } from '../../sandbox/sample-order.js';
import { anOrder } from '../../test/support/orders.js';
import { withCode } from '../../test/support/with-code.js';
import { DEFAULT_MAIL_DESIGN } from '../domain/mail/mail-design.js';
import type { DeliveryPolicy } from '../domain/invoice/delivery-policy.js';
import type { Merchant } from '../domain/merchant.js';
import { chartOf } from '../domain/ledger/roles.js';
import { planOrder } from './order-plan.js';

type Planned = Pick<Merchant, 'baseCurrency' | 'country' | 'invoicing' | 'delivery' | 'ledger' | 'provider'>;

const SMTP = { host: 'mail.example', port: 587, secure: false, user: null, password: null };

/** What planning looks at, of a Norwegian merchant that sends its own invoices to companies. */
function merchant(changes: Partial<Planned> = {}): Merchant {
  const planned: Planned = {
    baseCurrency: 'NOK',
    country: 'NO',
    invoicing: {
      flow: 'one-step',
      profileId: null,
      checkout: { linkValidDays: 14, sendLink: false, returnUrl: null, identityRequired: [] },
      lookUpReference: null,
      rules: [
        {
          when: { debtor: 'company', countries: [] },
          product: 'b2b',
          channel: 'merchant',
          daysUntilDue: 30,
          interval: null,
        },
      ],
      defaultChannel: null,
      channelFallback: null,
      policies: [],
      grouped: { interval: 'monthly', lateAfterBankDays: 2 },
      holdAboveMinor: null,
      changedOrders: 'refuse',
    },
    delivery: {
      smtp: SMTP,
      from: 'faktura@nordic.example',
      replyTo: null,
      bcc: [],
      dkim: null,
      concurrency: 1,
      cover: { logo: null },
      attachments: { nb: [], sv: [], en: [] },
      bounces: null,
      bounceWindowBankDays: 3,
      collectionWithinBankDays: 1,
      acceptedWithinBankDays: 1,
      fallbackTo: null,
      mail: DEFAULT_MAIL_DESIGN,
    },
    provider: { accountId: 'T11223344' } as Merchant['provider'],
    ledger: {
      chart: chartOf('ns4102', {}),
      vat: [],
      posting: {
        invoice: 'erp',
        'credit-note': 'erp',
        loss: 'erp',
        payment: 'erp',
        'payment-reversal': 'erp',
        settlement: 'erp',
        payout: 'erp',
      },
    },
    ...changes,
  };
  return planned as Merchant;
}

const withHold = (holdAboveMinor: bigint): Merchant =>
  merchant({ invoicing: { ...merchant().invoicing, holdAboveMinor } });

const TODAY = '2026-11-20';

describe('planOrder', () => {
  it('names the reference and the terms before anything is sent', () => {
    expect(planOrder(anOrder({ revision: 2 }), merchant(), TODAY)).toEqual({
      reference: 'SO-10017-2',
      terms: { flow: 'one-step', product: 'b2b', channel: 'merchant', daysUntilDue: 30, interval: null },
      policy: null,
      aboveLimit: false,
      held: false,
    });
  });

  it('lets the order override the rule field by field', () => {
    const { terms } = planOrder(anOrder({ invoice: { channel: 'kravia', daysUntilDue: 0 } }), merchant(), TODAY);

    expect(terms).toEqual({ flow: 'one-step', product: 'b2b', channel: 'kravia', daysUntilDue: 0, interval: null });
  });

  it('holds an order above the limit for a person, and not one at the limit', () => {
    expect(planOrder(anOrder(), withHold(161_249n), TODAY).held).toBe(true);
    expect(planOrder(anOrder(), withHold(161_250n), TODAY).held).toBe(false);
  });

  it.each([
    ['warn', 'merchant', false],
    ['hold', 'merchant', true],
    ['switch', 'kravia', false],
  ] as const)('follows a policy after the channel was decided: %s', (action, channel, held) => {
    const when = { debtor: 'company', countries: ['NO'] } as const;
    const policy: DeliveryPolicy = { from: TODAY, when, channel: 'kravia', action, text: null };
    const { invoicing } = merchant();
    const plan = planOrder(anOrder(), merchant({ invoicing: { ...invoicing, policies: [policy] } }), TODAY);

    expect(plan).toMatchObject({
      terms: { channel },
      policy: { winner: policy, decided: 'merchant' },
      held,
      aboveLimit: false,
    });
    expect(planOrder(anOrder(), merchant({ invoicing: { ...invoicing, policies: [policy] } }), '2026-11-19')).toEqual(
      planOrder(anOrder(), merchant(), '2026-11-19'),
    );
  });

  const person: OrderChanges = { debtor: { type: 'person', organizationNumber: null } };
  const [first, second] = anOrder().lines;
  const zeroRated = [
    { ...line(first!), vatRate: '0', vatAmount: 0, vatCode: null },
    { ...line(second!), vatRate: '0', vatAmount: 0, vatCode: null },
  ];

  it.each<[string, OrderChanges, Merchant, string]>([
    ['another currency than the books', { currency: 'SEK' }, merchant(), 'CURRENCY_NOT_SUPPORTED'],
    ['no rule for private persons', person, merchant(), 'NO_INVOICING_RULE'],
    ['a grouped invoice by the merchant', { invoice: { product: 'b2b-grouped' } }, merchant(), 'GROUPED_BY_MERCHANT'],
    ['no mail server for its channel', {}, merchant({ delivery: null }), 'DELIVERY_NOT_CONFIGURED'],
    [
      'a link to mail and no mail server',
      { invoice: { channel: 'kravia', flow: 'checkout', sendLink: true } },
      merchant({ delivery: null }),
      'DELIVERY_NOT_CONFIGURED',
    ],
    ['a sale of another account', { invoice: { transactionId: 'T99999999.a' } }, merchant(), 'SALE_UNKNOWN'],
    ['0 % VAT without a code', { vatAmount: 0, lines: zeroRated }, merchant(), 'TAX_CODE_UNMAPPED'],
  ])('stops an order with %s', (_, changes, some, code) => {
    expect(() => planOrder(anOrder(changes), some, TODAY)).toThrow(withCode(code));
  });

  it('stops an order whose discount is larger than the lines it could lower', () => {
    const goods = { ...line(first!), vatRate: '15', vatAmount: null, vatCode: '31' };
    const discount = { ...line(second!), amount: -1000, vatAmount: -200 };
    const order = anOrder({
      totalAmount: 124_000,
      vatAmount: 16_104,
      lines: [{ ...goods, vatAmount: 16_304 }, discount],
    });

    expect(() => planOrder(order, merchant(), TODAY)).toThrow(withCode('DISCOUNT_TOO_LARGE'));
  });

  it('needs no mail server when Kravia delivers', () => {
    const order = anOrder({ invoice: { channel: 'kravia' } });

    expect(planOrder(order, merchant({ delivery: null }), TODAY).terms.channel).toBe('kravia');
  });
});

/** A line of the sample order as an ERP sends it. */
function line({
  lineId,
  description,
  quantity,
  amountMinor,
}: ReturnType<typeof anOrder>['lines'][number]): Record<string, unknown> {
  return {
    lineId,
    description,
    quantity,
    amount: Number(amountMinor),
    vatRate: '25',
    vatAmount: Number(amountMinor) / 5,
    vatCode: '3',
  };
}
