import type { IsSound } from '../domain/order/check-order.js';
import type { Problem } from '../domain/problem.js';

/** Tells whether a field, or any field of a pattern with `*`, is untouched by the problems found so far. */
export function soundness(problems: readonly Problem[]): IsSound {
  const wrong = problems.map(({ pointer }) => pointer.split('/'));
  return (...patterns) => patterns.every((pattern) => !wrong.some((path) => covers(path, pattern.split('/'))));
}

/** A wrong field makes itself and everything below it unreadable. */
function covers(wrong: readonly string[], pattern: readonly string[]): boolean {
  return wrong.length <= pattern.length && wrong.every((part, i) => pattern[i] === '*' || pattern[i] === part);
}
