import { anOrder } from '../../../test/support/orders.js';
import { chooseTerms, type InvoicingRule } from './invoice-terms.js';
import { withCode } from '../../../test/support/with-code.js';

const rules: InvoicingRule[] = [
  { when: { debtor: 'company', countries: ['NO', 'SE'] }, product: 'b2b', channel: 'merchant', daysUntilDue: 30 },
  { when: { debtor: 'person', countries: [] }, product: 'b2c', channel: 'kravia', daysUntilDue: 14 },
];

describe('chooseTerms', () => {
  it('takes the first rule that fits the debtor', () => {
    expect(chooseTerms(anOrder(), rules, 'one-step')).toEqual({
      flow: 'one-step',
      product: 'b2b',
      channel: 'merchant',
      daysUntilDue: 30,
    });
  });

  it('lets a field on the order override the rule, field by field', () => {
    const order = anOrder({ invoice: { channel: 'kravia' } });
    expect(chooseTerms(order, rules, 'one-step')).toMatchObject({
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
    expect(chooseTerms(anOrder({ invoice }), rules, 'two-step').flow).toBe(flow);
  });

  it('stops an order that no rule fits', () => {
    const order = anOrder({ address: { country: 'FI' }, debtor: { organizationNumber: '01120389' } });
    expect(() => chooseTerms(order, rules, 'one-step')).toThrow(
      withCode('NO_INVOICING_RULE', { debtor: 'company', country: 'FI' }),
    );
  });

  it('refuses a grouped invoice that the merchant would deliver', () => {
    const order = anOrder({ invoice: { product: 'b2b-grouped' } });
    expect(() => chooseTerms(order, rules, 'one-step')).toThrow(withCode('GROUPED_BY_MERCHANT'));
  });
});
