/** One row: what we do in a second, against what is possible at best on this machine in this run. */
export interface Row {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly ceiling: number;
  readonly goal: number;
}

export function ratioOf({ ours, ceiling }: Row): number {
  return ours / ceiling;
}

/** The middle of an odd number of measurements. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

export function printRows(rows: readonly Row[]): void {
  const lines = rows.map((row) => [
    row.name,
    `${row.ours.toFixed(0)} ${row.unit}`,
    `${row.ceiling.toFixed(0)} ${row.unit}`,
    ratioOf(row).toFixed(2),
    `≥ ${row.goal.toFixed(2)}`,
  ]);
  const table = [['row', 'ours', 'ceiling', 'ratio', 'goal'], ...lines];
  const widths = [0, 1, 2, 3, 4].map((i) => Math.max(...table.map((line) => line[i]?.length ?? 0)));
  for (const line of table) console.log(line.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  '));
}
