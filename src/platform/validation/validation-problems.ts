import type { ValidationError } from 'class-validator';
import { type Problem, problem } from '../../domain/problem.js';
import type { RuleContext } from './rule.js';

/** Every failed check of a validated object as a problem with its JSON pointer. */
export function problemsOf(errors: readonly ValidationError[], parent = ''): Problem[] {
  return errors.flatMap((error) => {
    const pointer = `${parent}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const own = Object.entries(error.constraints ?? {}).map(([constraint, message]) =>
      toProblem(pointer, constraint, message, contextOf(error, constraint)),
    );
    // One sentence per field is enough: the first failed rule explains the others.
    return [...own.slice(0, 1), ...problemsOf(error.children ?? [], pointer)];
  });
}

function contextOf(error: ValidationError, constraint: string): RuleContext | null {
  const contexts = error.contexts as Record<string, RuleContext> | undefined;
  return contexts?.[constraint] ?? null;
}

function toProblem(pointer: string, constraint: string, message: string, context: RuleContext | null): Problem {
  if (constraint === 'whitelistValidation') {
    return problem(pointer, 'unknownField', 'This field does not exist.', 'Remove it, or correct its spelling.');
  }
  return problem(pointer, context?.rule ?? constraint, message, context?.fix ?? 'Correct the value.');
}
