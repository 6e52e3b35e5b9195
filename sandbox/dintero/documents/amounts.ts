/** 161250 as `1612.50`, for files. */
export function majorUnits(minor: number): string {
  const sign = minor < 0 ? '-' : '';
  const digits = String(Math.abs(minor)).padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** 161250 as `1 612,50`, for people. The space is one that does not break. */
export function printedAmount(minor: number): string {
  const [whole = '', fraction = ''] = majorUnits(minor).split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, '\u00a0')},${fraction}`;
}
