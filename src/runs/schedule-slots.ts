import { CronTime } from 'cron';
import { DateTime } from 'luxon';

/**
 * The moment a schedule was last due, or null when that is longer ago than `lookBackHours`. Every process computes the
 * same one, so it names the run whoever announces it.
 */
export function lastDue(cron: string, timeZone: string, now: Date, lookBackHours: number): Date | null {
  const time = new CronTime(cron, timeZone);
  const earliest = DateTime.fromJSDate(now, { zone: timeZone }).minus({ hours: lookBackHours });
  let due: Date | null = null;
  // From a midnight: counted from within the hour that comes twice in autumn, its second half would be a slot of its own.
  let next = time.getNextDateFrom(earliest.startOf('day').minus({ seconds: 1 }), timeZone);
  while (next.toMillis() <= now.getTime()) {
    due = next.toJSDate();
    next = time.getNextDateFrom(DateTime.fromJSDate(due), timeZone);
  }
  return due !== null && due.getTime() > earliest.toMillis() ? due : null;
}
