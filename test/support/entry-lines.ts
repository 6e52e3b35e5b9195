import type { JournalEntry } from '../../src/domain/ledger/journal-entry.js';

/** An entry as an accountant would write it down, one posting a line. */
export function asLines(entry: JournalEntry): string[] {
  return entry.postings.map(({ side, account, amount, debtorId, invoiceNumber, tax }) => {
    const ledger = debtorId === null ? '' : ` ${debtorId}/${invoiceNumber ?? ''}`;
    const vat = tax ? ` (${tax.code}: ${tax.baseMinor} + ${tax.amountMinor})` : '';
    return `${side === 'debit' ? 'Dr' : 'Cr'} ${account}${ledger} ${amount.minor}${vat}`;
  });
}
