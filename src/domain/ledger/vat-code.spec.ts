import { revenueRoleOf, vatClassOf, vatCodeFor, vatRoleOf, type VatMapping } from './vat-code.js';
import { withCode } from '../../../test/support/with-code.js';

const line = (vatRate: number, vatCode: string | null): Parameters<typeof vatCodeFor>[0] => ({
  lineId: '1',
  vatRate,
  vatCode,
});
const unmapped = withCode('TAX_CODE_UNMAPPED');

describe('vatCodeFor', () => {
  it.each([
    ['NO', 2500, '3', '3'],
    ['NO', 2500, null, '3'],
    ['NO', 1500, null, '31'],
    ['NO', 0, '5', '5'],
    ['NO', 0, '52', '52'],
    ['SE', 1200, null, 'MP2'],
    ['NO', 1200, null, '33'],
  ])('in %s, %p with ERP code %p is %s', (country, rate, erpCode, code) => {
    expect(vatCodeFor(line(rate, erpCode), country, '2026-11-20', [])).toBe(code);
  });

  it.each([
    ['NO', 0, null],
    ['NO', 2500, 'XYZ'],
    ['NO', 2500, '31'],
    ['SE', 1500, null],
    ['DK', 2500, null],
  ])('in %s, %p with ERP code %p is never guessed', (country, rate, erpCode) => {
    expect(() => vatCodeFor(line(rate, erpCode), country, '2026-11-20', [])).toThrow(unmapped);
  });

  it('takes the merchant’s mapping that holds on the day of supply', () => {
    const mapping = (code: string, from: string | null, to: string | null): VatMapping => ({
      country: 'SE',
      rate: 600,
      erpCode: 'MAT',
      code,
      from,
      to,
    });
    const mappings = [mapping('MP3', '2026-04-01', '2027-12-31')];
    expect(vatCodeFor(line(600, 'MAT'), 'SE', '2026-04-01', mappings)).toBe('MP3');
    expect(vatCodeFor(line(600, 'MAT'), 'SE', '2027-12-31', mappings)).toBe('MP3');
    expect(() => vatCodeFor(line(600, 'MAT'), 'SE', '2026-03-31', mappings)).toThrow(unmapped);
    expect(() => vatCodeFor(line(600, 'MAT'), 'SE', '2028-01-01', mappings)).toThrow(unmapped);
  });
});

it.each([
  ['3', 'physical', 'revenueHighGoods', 'vatOutHigh'],
  ['3', 'service', 'revenueHighServices', 'vatOutHigh'],
  ['3', 'shipping', 'freightHigh', 'vatOutHigh'],
  ['31', 'shipping', 'freightMiddle', 'vatOutMiddle'],
  ['5', 'shipping', 'revenueZero', null],
  ['52', 'digital', 'revenueExportServices', null],
  ['6', null, 'revenueOutsideGoods', null],
] as const)('code %s on a %s line is revenue on %s and VAT on %p', (code, type, revenue, vat) => {
  const vatClass = vatClassOf('NO', code);
  expect(revenueRoleOf(vatClass, type)).toBe(revenue);
  expect(vatRoleOf(vatClass)).toBe(vat);
});

it('refuses a code the country does not have', () => {
  expect(() => vatClassOf('NO', 'MP1')).toThrow(withCode('TAX_CODE_UNKNOWN'));
});
