import type { LocalDate } from '../local-date.js';
import { JournalEntry, type JournalEntryInput, type Posting } from './journal-entry.js';

/** What an undoing entry needs of the one it undoes. */
type Undone = Pick<JournalEntryInput, 'key' | 'kind' | 'text' | 'links' | 'postings'>;

/** The mirror of an entry: every posting again with its side swapped. Nothing is ever edited. */
export function undo(entry: Undone, when: { readonly date: LocalDate; readonly occurredAt: Date }): JournalEntry {
  return new JournalEntry({
    ...when,
    key: undoKey(entry.key),
    kind: entry.kind,
    text: `Undoes: ${entry.text}`,
    links: entry.links,
    postings: entry.postings.map((posting) => ({ ...posting, side: swapped(posting) })),
  });
}

/** The same effect booked anew, after the earlier one was undone: a key of its own, so that both stay in the books. */
export function again(entry: JournalEntry, version: number): JournalEntry {
  if (version === 1) return entry;
  const { kind, date, occurredAt, text, links, postings } = entry;
  return new JournalEntry({ key: keyOfVersion(entry.key, version), kind, date, occurredAt, text, links, postings });
}

export function keyOfVersion(key: string, version: number): string {
  return version === 1 ? key : `${key}#${version}`;
}

export function undoKey(key: string): string {
  return `undo:${key}`;
}

function swapped({ side }: Posting): Posting['side'] {
  return side === 'debit' ? 'credit' : 'debit';
}
