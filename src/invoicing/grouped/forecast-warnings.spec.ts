import type { GroupDebtor } from './billing-groups.js';
import { warningsFor } from './forecast-warnings.js';

const debtor: GroupDebtor = { name: 'Fjordtest AS', organizationNumber: '923609016', country: 'NO', reference: null };
const coming = { debtor, siblings: [], daysMin: 14, daysMax: 14 };
const sibling = (changes: Partial<GroupDebtor>, amount = 1000) => ({
  debtor: { ...debtor, ...changes },
  orders: 2,
  amount,
});

describe('warnings about a coming grouped invoice', () => {
  it('are none when all orders of the company are on it', () => {
    expect(warningsFor(coming, 'en')).toEqual([]);
  });

  it('name every other spelling of the company once, with what it costs', () => {
    const siblings = [
      sibling({ name: 'FJORDTEST AS' }),
      sibling({ name: 'FJORDTEST AS', reference: 'PO-1' }),
      sibling({ name: 'Fjordtest As' }),
    ];

    const [warning, ...others] = warningsFor({ ...coming, siblings }, 'en');

    expect(others).toEqual([]);
    expect(warning).toMatchObject({ code: 'NAME_DIFFERS', orders: 6, amount: 3000 });
    expect(warning?.message).toContain('"FJORDTEST AS", "Fjordtest As".');
  });

  it('tell references, which are meant, from names, which are not', () => {
    const warnings = warningsFor({ ...coming, siblings: [sibling({ reference: 'PO-1' })] }, 'nb');

    expect(warnings).toEqual([
      {
        code: 'REFERENCE_DIFFERS',
        message: 'Samme selskap får egne fakturaer for andre referanser: PO-1.',
        orders: 2,
        amount: 1000,
      },
    ]);
  });

  it('say what an invoice without reference is called', () => {
    const withReference = { ...coming, debtor: { ...debtor, reference: 'PO-1' }, siblings: [sibling({})] };

    expect(warningsFor(withReference, 'sv')[0]?.message).toContain('utan referens');
  });

  it('say that the terms differ', () => {
    expect(warningsFor({ ...coming, daysMax: 30 }, 'en')).toMatchObject([{ code: 'TERMS_DIFFER' }]);
  });
});
