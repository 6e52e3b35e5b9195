import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

const isColoured = process.stdout.isTTY && !process.env.NO_COLOR;

/** The only way to the terminal. Colours where a person looks on who has not declined them. */
export const print = {
  line(text = ''): void {
    console.log(text);
  },
  heading(text: string): void {
    console.log(`\n${styled('bold', text)}`);
  },
  say(text: string): void {
    console.log(`  ${text}`);
  },
  detail(text: string): void {
    console.log(`    ${styled('dim', text)}`);
  },
  good(text: string): void {
    console.log(`  ${styled('green', '✓')} ${text}`);
  },
  bad(text: string): void {
    console.log(`  ${styled('red', '✗')} ${text}`);
  },
};

function styled(style: Style, text: string): string {
  return isColoured ? styleText(style, text, { validateStream: false }) : text;
}

/** `14 100.00`: minor units as people write them. */
export function amount(minor: number): string {
  const digits = String(Math.abs(minor)).padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ' ');
  return `${minor < 0 ? '-' : ''}${whole}.${digits.slice(-2)}`;
}

export function money(minor: number, currency: string): string {
  return `${amount(minor)} ${currency}`;
}
