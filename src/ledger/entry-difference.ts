import type { CanonicalEntry, CanonicalPosting } from './canonical-entry.js';
import type { EntryInErp, PostingInErp } from './erp-journal.port.js';

/** How the ERP's copy differs from our entry, in words, or null when everything it shows agrees. */
export function differenceOf(entry: CanonicalEntry, stored: EntryInErp): string | null {
  if (stored.date !== null && stored.date !== entry.date) return `date ${stored.date} instead of ${entry.date}`;
  if (stored.postings === null) return null;
  const ours = entry.postings.map(lineOf).sort();
  const theirs = stored.postings.map(lineOf).sort();
  const missing = ours.find((line, index) => line !== theirs[index]);
  if (missing !== undefined) return `posting "${missing}" is missing or different`;
  if (theirs.length > ours.length) return `${theirs.length} postings instead of ${ours.length}`;
  return null;
}

function lineOf({ account, side, amount }: CanonicalPosting | PostingInErp): string {
  return `${account} ${side} ${amount}`;
}
