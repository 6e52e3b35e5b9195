import type { AccountBalance } from '../src/ledger/balances.js';
import { amount } from './printing.js';

/** The trial balance as a table, with its sums: debit and credit are equal and the balance is nothing. */
export function trialBalance(balances: readonly AccountBalance[]): string[] {
  const sum = (column: 'debit' | 'credit' | 'balance'): number =>
    balances.reduce((total, each) => total + each[column], 0);
  const rows = balances.map(({ account, role, debit, credit, balance }) => [
    account,
    inWords(role),
    ...[debit, credit, balance].map(amount),
  ]);
  const head = ['Account', 'Used for', 'Debit', 'Credit', 'Balance'];
  const foot = ['', 'Sum', ...[sum('debit'), sum('credit'), sum('balance')].map(amount)];
  return table([head, ...rows, foot]);
}

/** `revenueHighGoods` becomes `revenue high goods`. */
function inWords(role: string): string {
  return role.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** The first two columns are words; figures are aligned to the right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, index) => Math.max(widest[index] ?? 0, cell.length)),
    [],
  );
  const lines = rows.map((row) =>
    row
      .map((cell, index) => {
        const width = widths[index] ?? 0;
        return index < 2 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  '),
  );
  const rule = '─'.repeat(lines[0]?.length ?? 0);
  return [...lines.slice(0, 1), rule, ...lines.slice(1, -1), rule, ...lines.slice(-1)];
}
