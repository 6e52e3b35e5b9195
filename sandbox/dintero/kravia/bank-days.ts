import { DateTime } from 'luxon';

export type Country = 'NO' | 'SE' | 'FI';

/** `ddMM` of every year, and days after Easter Sunday. Weekends come on top. */
const CLOSED: Readonly<Record<Country, { readonly dates: readonly string[]; readonly easter: readonly number[] }>> = {
  NO: { dates: ['0101', '0105', '1705', '2412', '2512', '2612'], easter: [-3, -2, 1, 39, 50] },
  SE: { dates: ['0101', '0601', '0105', '0606', '2412', '2512', '2612', '3112'], easter: [-2, 1, 39] },
  FI: { dates: ['0101', '0601', '0105', '0612', '2412', '2512', '2612'], easter: [-2, 1, 39] },
};

/** The day itself, or the first after it on which the country's banks are open. */
export function firstBankDay(from: DateTime, country: Country): DateTime {
  let day = from;
  while (isClosed(day, country)) day = day.plus({ days: 1 });
  return day;
}

function isClosed(day: DateTime, country: Country): boolean {
  const { dates, easter } = CLOSED[country];
  if (day.weekday > 5 || dates.includes(day.toFormat('ddMM'))) return true;
  const sinceEaster = Math.round(day.startOf('day').diff(easterSunday(day), 'days').days);
  if (easter.includes(sinceEaster)) return true;
  // The eve of midsummer is the Friday before the Saturday from 20 to 26 June.
  return country !== 'NO' && day.month === 6 && day.weekday === 5 && day.day >= 19 && day.day <= 25;
}

/** By the "anonymous" rule printed in Nature of 20 April 1876, for every year of the Gregorian calendar. */
function easterSunday({ year, zoneName }: DateTime): DateTime {
  const a = year % 19;
  const [b, c] = [Math.floor(year / 100), year % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const g = Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const l = (32 + 2 * e + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  const date = { year, month: Math.floor(n / 31), day: (n % 31) + 1 };
  return DateTime.fromObject(date, { zone: zoneName ?? 'utc' });
}
