interface BankAccount {
  readonly bban: string;
  readonly iban: string;
  readonly swift: string;
}

/** Kravia's collection accounts, by the country of the account. Norway: the documentation's own example. */
export const BANK_ACCOUNTS: Readonly<Record<'NO' | 'SE' | 'FI', BankAccount>> = {
  NO: { bban: '15063092174', iban: 'NO0215063092174', swift: 'DNBANOKKXXX' },
  SE: { bban: '50000000058398257466', iban: 'SE4550000000058398257466', swift: 'ESSESESS' },
  FI: { bban: '12345600000785', iban: 'FI2112345600000785', swift: 'NDEAFIHH' },
};

/** A payment reference (KID, OCR) with its mod-10 (Luhn) check digit: 15 digits in all. */
export function kidFor(creditorId: string, serial: number): string {
  const payload = `3${creditorId.slice(0, 5).padStart(5, '0')}${String(serial).padStart(8, '0')}`;
  return payload + checkDigit(payload);
}

function checkDigit(payload: string): string {
  const sum = Array.from(payload)
    .reverse()
    .reduce((total, digit, index) => {
      const weighted = Number(digit) * (index % 2 === 0 ? 2 : 1);
      return total + (weighted > 9 ? weighted - 9 : weighted);
    }, 0);
  return String((10 - (sum % 10)) % 10);
}
