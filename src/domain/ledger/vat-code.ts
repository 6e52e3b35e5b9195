import { RuleViolation } from '../errors.js';
import type { LocalDate } from '../local-date.js';
import type { OrderLine } from '../order/order.js';
import { formatRate, parseRate, type RateBasisPoints } from '../vat.js';
import type { AccountRole } from './roles.js';

/** Which revenue and VAT accounts a code belongs to. */
export type VatClass = 'high' | 'middle' | 'low' | 'zero' | 'export' | 'outside';

/** One line of the merchant's tax code mapping; dates are inclusive and choose by the date of supply. */
export interface VatMapping {
  readonly country: string;
  readonly rate: RateBasisPoints;
  /** The ERP's code, or null to match a line that carries none. */
  readonly erpCode: string | null;
  readonly code: string;
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
}

interface StandardCode {
  readonly code: string;
  readonly percent: string;
  readonly vatClass: VatClass;
}

/** Norway: the standard codes of the tax administration. Sweden: the customary codes of Swedish systems. */
const STANDARD_CODES: Readonly<Record<string, readonly StandardCode[]>> = {
  NO: [
    { code: '3', percent: '25', vatClass: 'high' },
    { code: '31', percent: '15', vatClass: 'middle' },
    { code: '32', percent: '11.11', vatClass: 'middle' },
    { code: '33', percent: '12', vatClass: 'low' },
    { code: '5', percent: '0', vatClass: 'zero' },
    { code: '51', percent: '0', vatClass: 'zero' },
    { code: '52', percent: '0', vatClass: 'export' },
    { code: '6', percent: '0', vatClass: 'outside' },
    { code: '7', percent: '0', vatClass: 'outside' },
  ],
  SE: [
    { code: 'MP1', percent: '25', vatClass: 'high' },
    { code: 'MP2', percent: '12', vatClass: 'middle' },
    { code: 'MP3', percent: '6', vatClass: 'low' },
    { code: 'OMV', percent: '0', vatClass: 'zero' },
    { code: 'EXP', percent: '0', vatClass: 'export' },
    { code: 'MF', percent: '0', vatClass: 'outside' },
  ],
};

export function vatCodesOf(country: string): readonly string[] {
  return (STANDARD_CODES[country] ?? []).map(({ code }) => code);
}

type TaxedLine = Pick<OrderLine, 'lineId' | 'vatRate' | 'vatCode'>;

/**
 * Our tax code for an order line, by (country, rate, ERP code): the merchant's own mapping first, then the country's
 * standard codes for an ERP that uses those codes itself, or sends none with a positive rate. 0 % without a code is
 * never guessed: it can mean five different things.
 * @throws RuleViolation TAX_CODE_UNMAPPED
 */
export function vatCodeFor(
  line: TaxedLine,
  country: string,
  supplyDate: LocalDate,
  mappings: readonly VatMapping[],
): string {
  const own = mappings.find(
    (mapping) =>
      mapping.country === country &&
      mapping.rate === line.vatRate &&
      mapping.erpCode === line.vatCode &&
      (mapping.from ?? supplyDate) <= supplyDate &&
      supplyDate <= (mapping.to ?? supplyDate),
  );
  const code = own?.code ?? standardCodeFor(line, country);
  if (code !== undefined) return code;
  throw new RuleViolation('TAX_CODE_UNMAPPED', 'A line has a VAT rate and ERP tax code that are not mapped.', {
    lineId: line.lineId,
    country,
    rate: formatRate(line.vatRate),
    erpCode: line.vatCode,
  });
}

function standardCodeFor(line: TaxedLine, country: string): string | undefined {
  const sameRate = (STANDARD_CODES[country] ?? []).filter(({ percent }) => parseRate(percent) === line.vatRate);
  if (line.vatCode !== null) return sameRate.find(({ code }) => code === line.vatCode)?.code;
  return line.vatRate > 0 ? sameRate[0]?.code : undefined;
}

/** @throws RuleViolation TAX_CODE_UNKNOWN for a code outside the country's list */
export function vatClassOf(country: string, code: string): VatClass {
  const found = STANDARD_CODES[country]?.find((standard) => standard.code === code);
  if (found) return found.vatClass;
  throw new RuleViolation('TAX_CODE_UNKNOWN', `${code} is not a VAT code of ${country}.`, { code, country });
}

export function vatRoleOf(vatClass: VatClass): AccountRole | null {
  switch (vatClass) {
    case 'high':
      return 'vatOutHigh';
    case 'middle':
      return 'vatOutMiddle';
    case 'low':
      return 'vatOutLow';
    default:
      return null;
  }
}

export function revenueRoleOf(vatClass: VatClass, type: OrderLine['type']): AccountRole {
  const service = type === 'service' || type === 'digital';
  if (type === 'shipping') {
    if (vatClass === 'high') return 'freightHigh';
    if (vatClass === 'middle') return 'freightMiddle';
    if (vatClass === 'low') return 'freightLow';
  }
  switch (vatClass) {
    case 'high':
      return service ? 'revenueHighServices' : 'revenueHighGoods';
    case 'middle':
      return 'revenueMiddle';
    case 'low':
      return 'revenueLow';
    case 'zero':
      return 'revenueZero';
    case 'export':
      return service ? 'revenueExportServices' : 'revenueExportGoods';
    case 'outside':
      return service ? 'revenueOutsideServices' : 'revenueOutsideGoods';
  }
}

/** The codes that take VAT back on a claim that is lost: Norway returns it as input VAT (accounting 4.11). */
const LOSS_CODES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  NO: { '3': '1', '31': '11', '32': '12', '33': '13' },
};

/** Where the VAT of a lost claim goes: its code, and the account it is taken back on. Sweden lowers its output VAT. */
export function lossVatOf(country: string, code: string): { readonly code: string; readonly role: AccountRole } | null {
  const output = vatRoleOf(vatClassOf(country, code));
  if (output === null) return null;
  const input = LOSS_CODES[country]?.[code];
  return input === undefined ? { code, role: output } : { code: input, role: 'vatIn' };
}
