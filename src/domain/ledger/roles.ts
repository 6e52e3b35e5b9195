/** What an account is for. Code names roles; the merchant's chart gives each role its number (accounting section 1). */
export const ACCOUNT_ROLES = [
  'receivable',
  'providerClearing',
  'payoutInTransit',
  'bank',
  'overpaidByDebtor',
  'unidentified',
  'vatOutHigh',
  'vatOutMiddle',
  'vatOutLow',
  'vatIn',
  'revenueHighGoods',
  'revenueHighServices',
  'revenueMiddle',
  'revenueLow',
  'revenueZero',
  'revenueExportGoods',
  'revenueExportServices',
  'revenueOutsideGoods',
  'revenueOutsideServices',
  'freightHigh',
  'freightMiddle',
  'freightLow',
  'feePayment',
  'badDebt',
] as const;
export type AccountRole = (typeof ACCOUNT_ROLES)[number];

export type Chart = Readonly<Record<AccountRole, string>>;
export const CHART_NAMES = ['ns4102', 'bas'] as const;
export type ChartName = (typeof CHART_NAMES)[number];

/** Default numbers: Norway's NS 4102 and Sweden's BAS. 1578 and 1689 are free accounts chosen by us. */
const DEFAULT_CHARTS: Readonly<Record<ChartName, Chart>> = {
  ns4102: {
    receivable: '1500',
    providerClearing: '1579',
    payoutInTransit: '1578',
    bank: '1920',
    overpaidByDebtor: '2990',
    unidentified: '2999',
    vatOutHigh: '2700',
    vatOutMiddle: '2701',
    vatOutLow: '2703',
    vatIn: '2710',
    revenueHighGoods: '3000',
    revenueHighServices: '3020',
    revenueMiddle: '3030',
    revenueLow: '3050',
    revenueZero: '3100',
    revenueExportGoods: '3105',
    revenueExportServices: '3125',
    revenueOutsideGoods: '3200',
    revenueOutsideServices: '3220',
    freightHigh: '3090',
    freightMiddle: '3091',
    freightLow: '3092',
    feePayment: '7770',
    badDebt: '7830',
  },
  bas: {
    receivable: '1510',
    providerClearing: '1580',
    payoutInTransit: '1689',
    bank: '1930',
    overpaidByDebtor: '2420',
    unidentified: '2999',
    vatOutHigh: '2611',
    vatOutMiddle: '2621',
    vatOutLow: '2631',
    vatIn: '2641',
    revenueHighGoods: '3001',
    revenueHighServices: '3001',
    revenueMiddle: '3002',
    revenueLow: '3003',
    revenueZero: '3004',
    revenueExportGoods: '3105',
    revenueExportServices: '3305',
    revenueOutsideGoods: '3004',
    revenueOutsideServices: '3004',
    freightHigh: '3520',
    freightMiddle: '3520',
    freightLow: '3520',
    feePayment: '6570',
    badDebt: '6351',
  },
};

/** The chart of a merchant: the default numbers with the merchant's own where it has some. */
export function chartOf(name: ChartName, overrides: Partial<Chart>): Chart {
  return { ...DEFAULT_CHARTS[name], ...overrides };
}
