import type { Language } from '../../domain/order/order.js';
import type { GroupDebtor } from './billing-groups.js';
import type { ForecastWarningView } from './forecast-view.js';
import { groupedWordsIn } from './grouped-words.js';

/** Another coming invoice to the same company in the same period and currency. */
export interface Sibling {
  readonly debtor: GroupDebtor;
  readonly orders: number;
  readonly amount: number;
}

interface Coming {
  readonly debtor: GroupDebtor;
  readonly siblings: readonly Sibling[];
  readonly daysMin: number;
  readonly daysMax: number;
}

/** Why some orders of a company are not on this invoice, and what of it is not certain. */
export function warningsFor(coming: Coming, language: Language): ForecastWarningView[] {
  const { debtor, siblings, daysMin, daysMax } = coming;
  const words = groupedWordsIn(language);
  const otherName = siblings.filter((sibling) => sibling.debtor.name !== debtor.name);
  const otherReference = siblings.filter((sibling) => sibling.debtor.name === debtor.name);
  const warnings: ForecastWarningView[] = [];
  if (otherName.length > 0) {
    const names = listed(otherName.map((sibling) => `"${sibling.debtor.name}"`));
    warnings.push({ code: 'NAME_DIFFERS', message: words.nameDiffers(names), ...sumOf(otherName) });
  }
  if (otherReference.length > 0) {
    const references = listed(otherReference.map((sibling) => sibling.debtor.reference ?? words.noReference));
    warnings.push({ code: 'REFERENCE_DIFFERS', message: words.referenceDiffers(references), ...sumOf(otherReference) });
  }
  if (daysMin !== daysMax) {
    warnings.push({ code: 'TERMS_DIFFER', message: words.termsDiffer(daysMin, daysMax), orders: 0, amount: 0 });
  }
  return warnings;
}

function listed(texts: readonly string[]): string {
  return [...new Set(texts)].join(', ');
}

function sumOf(siblings: readonly Sibling[]): { orders: number; amount: number } {
  return {
    orders: siblings.reduce((sum, { orders }) => sum + orders, 0),
    amount: siblings.reduce((sum, { amount }) => sum + amount, 0),
  };
}
