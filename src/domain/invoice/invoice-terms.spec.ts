import { anOrder } from '../../../test/support/orders.js';
import type { Order } from '../order/order.js';
import { chooseTerms, type InvoicingDefaults, type InvoicingRule } from './invoice-terms.js';
import { withCode } from '../../../test/support/with-code.js';

const companies: InvoicingRule = {
  when: { debtor: 'company', countries: ['NO', 'SE'] },
  product: 'b2b',
  channel: 'merchant',
  daysUntilDue: 30,
  interval: null,
};
const persons: InvoicingRule = {
  when: { debtor: 'person', countries: [] },
  product: 'b2c',
  channel: 'kravia',
  daysUntilDue: 14,
  interval: null,
};

function defaults(rule: Partial<InvoicingRule> = {}, changes: Partial<InvoicingDefaults> = {}): InvoicingDefaults {
  return {
    flow: 'one-step',
    rules: [{ ...companies, ...rule }, persons],
    defaultChannel: null,
    grouped: { interval: 'monthly' },
    ...changes,
  };
}

function asking(wishes: Partial<Order['invoice']>): Order {
  return {
    ...anOrder(),
    invoice: { ...anOrder().invoice, product: null, channel: null, daysUntilDue: null, ...wishes },
  };
}

describe('chooseTerms', () => {
  it('takes the first rule that fits the debtor', () => {
    expect(chooseTerms(asking({}), defaults())).toEqual({
      flow: 'one-step',
      product: 'b2b',
      channel: 'merchant',
      daysUntilDue: 30,
      interval: null,
    });
  });

  it('lets a field on the order override the rule, field by field', () => {
    expect(chooseTerms(asking({ channel: 'kravia' }), defaults())).toMatchObject({
      product: 'b2b',
      channel: 'kravia',
      daysUntilDue: 30,
    });
  });

  it.each([
    ['the merchant’s', {}, 'two-step'],
    ['the order’s own', { flow: 'checkout' }, 'checkout'],
    ['none, for a sale that exists already', { transactionId: 'T11223344.abc' }, 'adopted'],
  ])('takes the flow that is asked for: %s', (_, invoice, flow) => {
    expect(chooseTerms(anOrder({ invoice }), defaults({}, { flow: 'two-step' })).flow).toBe(flow);
  });

  it.each([
    ['the order', 'kravia', 'merchant', 'merchant', 'kravia'],
    ['the rule', null, 'merchant', 'kravia', 'merchant'],
    ['the default', null, null, 'merchant', 'merchant'],
    ['the account, which is not asked', null, null, null, null],
  ] as const)('takes the channel of %s', (_, order, rule, defaultChannel, expected) => {
    const choice = defaults({ channel: rule }, { defaultChannel });
    expect(chooseTerms(asking({ channel: order }), choice).channel).toBe(expected);
  });

  it('stops an order that no rule fits', () => {
    const order = anOrder({ address: { country: 'FI' }, debtor: { organizationNumber: '01120389' } });
    expect(() => chooseTerms(order, defaults())).toThrow(
      withCode('NO_INVOICING_RULE', { debtor: 'company', country: 'FI' }),
    );
  });

  it('needs no rule for an order that says product and days itself', () => {
    const order = asking({ product: 'b2b', daysUntilDue: 10 });
    expect(chooseTerms(order, defaults({}, { rules: [] }))).toMatchObject({ product: 'b2b', channel: null });
  });

  describe('for a grouped invoice', () => {
    const grouped = { product: 'b2b-grouped', channel: null } as const;

    it('never asks for a channel, whatever the default is', () => {
      const choice = defaults(grouped, { defaultChannel: 'merchant' });
      expect(chooseTerms(asking({}), choice)).toMatchObject({ product: 'b2b-grouped', channel: null });
      expect(chooseTerms(asking({ channel: 'kravia' }), choice).channel).toBeNull();
    });

    it.each([
      ['two-step', 'monthly', 'monthly'],
      ['two-step', null, 'quarterly'],
      ['checkout', 'monthly', 'monthly'],
      ['one-step', 'monthly', 'quarterly'],
    ] as const)(
      'by %s takes the interval of the rule where it can be asked for (%s: %s)',
      (flow, interval, expected) => {
        const account = { grouped: { interval: 'quarterly' }, flow } as const;
        expect(chooseTerms(asking({}), defaults({ ...grouped, interval }, account)).interval).toBe(expected);
      },
    );

    it('refuses delivery by the merchant, whoever asks for it', () => {
      expect(() => chooseTerms(asking({ product: 'b2b-grouped' }), defaults())).toThrow(
        withCode('GROUPED_BY_MERCHANT'),
      );
      expect(() => chooseTerms(asking({ channel: 'merchant' }), defaults(grouped))).toThrow(
        withCode('GROUPED_BY_MERCHANT'),
      );
    });
  });
});
