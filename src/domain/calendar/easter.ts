import { addDays, type LocalDate } from '../local-date.js';

/**
 * Easter Sunday of a Gregorian year, by Gauss's rule in the form Lichtenberg gave it: the day after the first full moon
 * of spring, both by the church's tables.
 */
export function easterSunday(year: number): LocalDate {
  const century = Math.floor(year / 100);
  const moonShift = 15 + Math.floor((3 * century + 3) / 4) - Math.floor((8 * century + 13) / 25);
  const sunShift = 2 - Math.floor((3 * century + 3) / 4);
  const moonYear = year % 19;
  const moon = (19 * moonYear + moonShift) % 30;
  const correction = Math.floor((moon + Math.floor(moonYear / 11)) / 29);
  const fullMoon = 21 + moon - correction;
  const firstSunday = 7 - ((year + Math.floor(year / 4) + sunShift) % 7);
  const daysToSunday = 7 - ((fullMoon - firstSunday) % 7);
  return addDays(`${year}-03-01`, fullMoon + daysToSunday - 1);
}
