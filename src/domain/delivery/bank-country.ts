import { BANK_COUNTRIES, type BankCountry } from '../calendar/bank-holidays.js';

/** The first of these countries whose bank days are known; Norway's when none is. */
export function bankCountryOf(...countries: readonly string[]): BankCountry {
  return countries.flatMap((country) => BANK_COUNTRIES.filter((known) => known === country))[0] ?? 'NO';
}
