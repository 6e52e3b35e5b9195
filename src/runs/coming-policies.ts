import { Injectable } from '@nestjs/common';
import { addDays, type LocalDate } from '../domain/local-date.js';
import type { Merchant } from '../domain/merchant.js';
import { formatMinor } from '../domain/money.js';
import { AffectedDebtors } from '../invoicing/policies/affected-debtors.js';
import { policyWordsIn } from '../invoicing/policies/policy-words.js';

const DAYS_AHEAD = 30;
const MONTHS_BACK = 12;

/** For the morning report: how many a delivery policy affects, on each of the last thirty days before it begins. */
@Injectable()
export class ComingPolicies {
  constructor(private readonly debtors: AffectedDebtors) {}

  async run(merchant: Merchant, today: LocalDate): Promise<{ label: string; value: string }[]> {
    const words = policyWordsIn(merchant.language);
    const rows: { label: string; value: string }[] = [];
    for (const from of comingDays(merchant, today)) {
      const { debtorCount, invoiceCount, totalMinor } = await this.debtors.totals(merchant, from, MONTHS_BACK);
      const amount = `${formatMinor(totalMinor)} ${merchant.baseCurrency}`;
      rows.push({ label: words.affected(from), value: words.counts(debtorCount, invoiceCount, amount) });
    }
    return rows;
  }
}

function comingDays({ invoicing: { policies } }: Merchant, today: LocalDate): LocalDate[] {
  const last = addDays(today, DAYS_AHEAD);
  const days = policies.map(({ from }) => from).filter((from) => from > today && from <= last);
  return [...new Set(days)].sort();
}
