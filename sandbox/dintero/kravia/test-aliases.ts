import type { TransactionRecord } from '../records.js';

/** How the payment ends, or where it hangs. `stuck`, `unknown` and `onhold` move only when somebody asks. */
const OUTCOMES = ['refused', 'declined', 'pending', 'stuck', 'unknown', 'onhold'] as const;
export type Outcome = 'authorized' | (typeof OUTCOMES)[number];

/** Percent of the invoice the debtor pays by itself, payment by payment. */
const PAYMENTS: Readonly<Record<string, readonly number[]>> = {
  paid: [100],
  half: [50],
  '503020': [50, 30, 20],
  '3030': [30, 30],
};

/**
 * In test mode the billing e-mail decides what happens. The real addresses are not public; here it is the
 * alias after the last plus sign of the local part: `anyone+503020@example.test`.
 */
function aliasOf(record: TransactionRecord): string {
  return /\+([a-z0-9]+)@/.exec(record.wire.billing_address.email)?.[1] ?? '';
}

export function outcomeOf(record: TransactionRecord): Outcome {
  const alias = aliasOf(record);
  return OUTCOMES.find((outcome) => outcome === alias) ?? 'authorized';
}

/** The amounts the debtor will pay, in minor units. The last of a full plan takes what rounding left. */
export function plannedPaymentsMinor(record: TransactionRecord): number[] {
  const percentages = PAYMENTS[aliasOf(record)] ?? [];
  const total = record.wire.amount;
  const isFull = percentages.reduce((sum, percent) => sum + percent, 0) === 100;
  const amounts = percentages.map((percent) => Math.floor((total * percent) / 100));
  const rest = total - amounts.reduce((sum, amount) => sum + amount, 0);
  return amounts.map((amount, index) => (isFull && index === amounts.length - 1 ? amount + rest : amount));
}
