/**
 * What becomes of the unpaid part of an invoice that is cancelled. The provider does not tell it, so the cause decides:
 * `credit-note` undoes the sale and its VAT · `bad-debt` is a final loss by the debtor's inability, VAT comes back ·
 * `waiver` is a loss without VAT relief · `stays-open` leaves the debt to be collected elsewhere.
 */
export type RestTreatment = 'credit-note' | 'bad-debt' | 'waiver' | 'stays-open';

/**
 * Why an invoice is cancelled, as a closed list: whatever else an ERP or a person writes is kept as text and decides
 * nothing. Source: accounting reference 4.2, 4.4 and 4.11.
 */
const TREATMENTS = {
  'sale-cancelled': 'credit-note',
  'goods-returned': 'credit-note',
  'wrong-invoice': 'credit-note',
  'order-changed': 'credit-note',
  uncollectable: 'bad-debt',
  goodwill: 'waiver',
  'collected-elsewhere': 'stays-open',
} as const satisfies Record<string, RestTreatment>;

export type VoidCause = keyof typeof TREATMENTS;
export const VOID_CAUSES = Object.keys(TREATMENTS) as readonly VoidCause[];

export function treatmentOf(cause: VoidCause): RestTreatment {
  return TREATMENTS[cause];
}

/** The cause a text names, or null when it is only a text: causes are never guessed from words. */
export function voidCauseIn(text: string): VoidCause | null {
  const word = text.trim().toLowerCase();
  return VOID_CAUSES.find((cause) => cause === word) ?? null;
}
