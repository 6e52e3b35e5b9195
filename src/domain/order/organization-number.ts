const NORWEGIAN_WEIGHTS = [3, 2, 7, 6, 5, 4, 3, 2];

/** Spaces, hyphens and a trailing MVA are how people write it; providers want digits only. */
export function normalizeOrganizationNumber(text: string): string {
  return text
    .replace(/[\s-]/g, '')
    .replace(/MVA$/i, '')
    .replace(/^(NO|SE|FI)/i, '');
}

/** How many digits the register of that country uses; the provider refuses anything else. */
export function hasRegisterLength(digits: string, country: string): boolean {
  if (!/^\d+$/.test(digits)) return false;
  switch (country) {
    case 'NO':
      return digits.length === 9;
    case 'SE':
      return digits.length === 10 || digits.length === 12;
    default:
      return digits.length === 8;
  }
}

/** Whether the check digit fits: modulus 11 in Norway and Finland, Luhn in Sweden. */
export function hasValidCheckDigit(digits: string, country: string): boolean {
  if (!hasRegisterLength(digits, country)) return false;
  if (country === 'SE') return passesLuhn(digits.slice(-10));
  return country === 'NO'
    ? passesModulus11(digits, NORWEGIAN_WEIGHTS)
    : passesModulus11(digits, [7, 9, 10, 5, 8, 4, 2]);
}

function passesModulus11(digits: string, weights: readonly number[]): boolean {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === Number(digits.at(-1));
}

function passesLuhn(digits: string): boolean {
  const sum = Array.from(digits).reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
