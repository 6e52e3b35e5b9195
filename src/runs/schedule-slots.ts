import { CronTime } from 'cron';
import { DateTime } from 'luxon';

/**
 * The moment a schedule was last due, or null when that is longer ago than `lookBackHours`. Every process computes the
 * same one, so it names the run whoever announces it.
 */
export function lastDue(cron: string, timeZone: string, now: Date, lookBackHours: number): Date | null {
  const time = new CronTime(cron, timeZone);
  let due: Date | null = null;
  let next = time.getNextDateFrom(new Date(now.getTime() - lookBackHours * 3_600_000), timeZone);
  while (next.toMillis() <= now.getTime()) {
    due = next.toJSDate();
    next = time.getNextDateFrom(DateTime.fromJSDate(due), timeZone);
  }
  return due;
}
