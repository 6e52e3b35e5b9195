import fc from 'fast-check';
import { stdnum } from 'stdnum';
import { hasRegisterLength, hasValidCheckDigit, normalizeOrganizationNumber } from './organization-number.js';

const digits = (length: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((some) => some.join(''));

describe('hasValidCheckDigit', () => {
  it.each([
    ['923609016', 'NO'],
    ['5560360793', 'SE'],
    ['165560360793', 'SE'],
  ])('takes %s of %s', (number, country) => {
    expect(hasValidCheckDigit(number, country)).toBe(true);
  });

  it.each([
    ['123456789', 'NO'],
    ['5560360794', 'SE'],
    ['92360901', 'NO'],
  ])('refuses %s of %s', (number, country) => {
    expect(hasValidCheckDigit(number, country)).toBe(false);
  });

  it('agrees with an independent library on Norwegian numbers', () => {
    fc.assert(
      fc.property(digits(9), (number) => {
        expect(hasValidCheckDigit(number, 'NO')).toBe(stdnum.NO?.orgnr?.validate(number).isValid);
      }),
      { numRuns: 2000 },
    );
  });

  it('agrees with an independent library on Swedish numbers', () => {
    fc.assert(
      fc.property(digits(10), (number) => {
        expect(hasValidCheckDigit(number, 'SE')).toBe(stdnum.SE?.orgnr?.validate(number).isValid);
      }),
      { numRuns: 2000 },
    );
  });
});

it.each([
  ['NO 923 609 016 MVA', '923609016'],
  ['556036-0793', '5560360793'],
  ['923609016', '923609016'],
])('reads %s as people write it', (text, number) => {
  expect(normalizeOrganizationNumber(text)).toBe(number);
});

it('knows how long a number is in each register', () => {
  expect(hasRegisterLength('923609016', 'NO')).toBe(true);
  expect(hasRegisterLength('923609016', 'SE')).toBe(false);
  expect(hasRegisterLength('01120389', 'FI')).toBe(true);
  expect(hasRegisterLength('92360901X', 'NO')).toBe(false);
});
