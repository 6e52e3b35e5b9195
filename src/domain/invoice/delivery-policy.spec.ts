import fc from 'fast-check';
import type { InvoiceChannel } from '../order/order.js';
import { type DeliveryPolicy, isSamePolicy, policyAgainst, policyFor, stampOf } from './delivery-policy.js';
import { type DebtorKind, fitsDebtor } from './invoice-terms.js';

const norwegian: DebtorKind = { type: 'company', country: 'NO' };
const swedish: DebtorKind = { type: 'company', country: 'SE' };

const ehf: DeliveryPolicy = {
  from: '2027-01-01',
  when: { debtor: 'company', countries: ['NO'] },
  channel: 'kravia',
  action: 'switch',
  text: null,
};
const mailed = { flow: 'one-step', product: 'b2b', channel: 'merchant' } as const;

describe('a delivery policy', () => {
  it.each([
    ['on the day before', '2026-12-31', norwegian, null],
    ['on its first day', '2027-01-01', norwegian, ehf],
    ['years later', '2030-06-01', norwegian, ehf],
    ['for a debtor it is not about', '2027-01-01', swedish, null],
  ])('%s', (_, on, debtor, expected) => {
    expect(policyAgainst([ehf], mailed, debtor, on)).toBe(expected);
  });

  it('lets the one that began last decide, and of the same day the first', () => {
    const warning = { ...ehf, from: '2026-12-01', action: 'warn' } as const;
    const second = { ...ehf, channel: 'merchant' } as const;

    expect(policyFor([warning, ehf, second], norwegian, '2026-12-15')).toBe(warning);
    expect(policyFor([warning, ehf, second], norwegian, '2027-01-15')).toBe(ehf);
  });

  it.each<[string, Parameters<typeof policyAgainst>[1], boolean]>([
    ['the channel is the one it wants', { ...mailed, channel: 'kravia' }, false],
    ['another channel was decided', mailed, true],
    ['nobody asked for a channel', { ...mailed, channel: null }, true],
    ['the invoice is grouped, which Kravia delivers', { ...mailed, product: 'b2b-grouped', channel: null }, false],
    ['the sale exists already', { ...mailed, flow: 'adopted' }, false],
  ])('acts only on an invoice decided otherwise: %s', (_, terms, acts) => {
    expect(policyAgainst([ehf], terms, norwegian, '2027-01-01')).toBe(acts ? ehf : null);
  });

  it('is known again by its day, channel and action', () => {
    expect(isSamePolicy(ehf, stampOf({ ...ehf }))).toBe(true);
    expect(isSamePolicy(ehf, stampOf({ ...ehf, action: 'warn' }))).toBe(false);
    expect(isSamePolicy(ehf, null)).toBe(false);
  });
});

describe('whichever policies there are', () => {
  const day = fc.integer({ min: 1, max: 28 }).map((date) => `2027-01-${String(date).padStart(2, '0')}`);
  const channel = fc.constantFrom<InvoiceChannel>('kravia', 'merchant');
  const type = fc.constantFrom('company' as const, 'person' as const);
  const country = fc.constantFrom('NO', 'SE', 'FI');
  const when = fc.record({
    debtor: fc.option(type, { nil: null }),
    countries: fc.uniqueArray(country, { maxLength: 2 }),
  });
  const action = fc.constantFrom('warn' as const, 'hold' as const, 'switch' as const);
  const policy = fc.record({ from: day, when, channel, action, text: fc.constant(null) });
  const policies = fc.array(policy, { maxLength: 8 });
  const debtor = fc.record({ type, country });

  it('the deciding one is in force, fits, and none that fits began later or was written before it on its day', () => {
    fc.assert(
      fc.property(policies, debtor, day, (all, who, on) => {
        const winner = policyFor(all, who, on);
        const fitting = all.filter((one) => one.from <= on && fitsDebtor(one.when, who));
        if (!winner) {
          expect(fitting).toEqual([]);
          return;
        }
        expect(fitting).toContain(winner);
        expect(fitting.every(({ from }) => from <= winner.from)).toBe(true);
        expect(fitting.find(({ from }) => from === winner.from)).toBe(winner);
      }),
    );
  });

  it('one that has not begun, or is about others, changes nothing', () => {
    fc.assert(
      fc.property(policies, policy, debtor, day, fc.nat(8), (all, other, who, on, at) => {
        fc.pre(other.from > on || !fitsDebtor(other.when, who));
        const more = [...all.slice(0, at), other, ...all.slice(at)];

        expect(policyFor(more, who, on)).toBe(policyFor(all, who, on));
      }),
    );
  });

  it('an invoice that was switched is left alone from then on', () => {
    fc.assert(
      fc.property(policies, debtor, day, channel, (all, who, on, decided) => {
        const terms = { flow: 'one-step', product: 'b2b', channel: decided } as const;
        const winner = policyAgainst(all, terms, who, on);
        const after = { ...terms, channel: winner?.channel ?? decided };

        expect(policyAgainst(all, after, who, on)).toBeNull();
      }),
    );
  });
});
