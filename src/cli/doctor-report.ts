import type { CheckState } from '../platform/checks/check.js';
import type { CheckResult } from '../platform/checks/run-checks.js';

const WORDS: Readonly<Record<CheckState, string>> = {
  ok: 'ok',
  warning: 'warning',
  failed: 'FAILED',
  'not-known': 'not known',
};

export function summaryOf(results: readonly CheckResult[]): Record<CheckState, number> {
  const count = (state: CheckState): number => results.filter((result) => result.state === state).length;
  return { ok: count('ok'), warning: count('warning'), failed: count('failed'), 'not-known': count('not-known') };
}

/** For people: what all share first, then merchant by merchant; under what is not well, what to do. */
export function resultLines(results: readonly CheckResult[]): string[] {
  const width = Math.max(...results.map(({ check }) => check.length));
  const groups = Map.groupBy(results, ({ merchant }) => merchant);
  const lines = [...groups].flatMap(([merchant, some]) => [
    ...(merchant === null ? [] : ['', merchant]),
    ...some.flatMap((result) => linesOf(result, width)),
  ]);
  const counted = Object.entries(summaryOf(results)).filter(([state, count]) => count > 0 || state === 'ok');
  return [...lines, '', counted.map(([state, count]) => `${count} ${WORDS[state as CheckState]}`).join(', ')];
}

function linesOf({ check, state, found, remedy }: CheckResult, width: number): string[] {
  const start = `  ${WORDS[state].padEnd(9)}  ${check.padEnd(width)}  `;
  const [first = '', ...more] = found.split('\n');
  const indent = ' '.repeat(start.length);
  const advice = remedy === null || state === 'ok' ? [] : [`${indent}→ ${remedy}`];
  return [start + first, ...more.map((line) => indent + line), ...advice];
}
