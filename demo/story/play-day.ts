import { books } from './books.js';
import { badLines } from './bad-lines.js';
import { aCancellation } from './cancellation.js';
import type { Chapter, Day } from './day.js';
import { nightlySync } from './nightly-sync.js';
import { ordersArrive } from './orders-arrive.js';
import { debtorsPay } from './payments.js';
import { settlement } from './settlement.js';

const CHAPTERS: readonly Chapter[] = [
  ordersArrive,
  badLines,
  aCancellation,
  debtorsPay,
  nightlySync,
  settlement,
  books,
];

/** One merchant day, chapter by chapter. */
export async function playDay(day: Day): Promise<void> {
  for (const chapter of CHAPTERS) await day.tell.chapter(chapter.title, () => chapter.play(day));
}
