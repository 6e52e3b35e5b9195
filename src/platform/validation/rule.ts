import type { ValidationOptions } from 'class-validator';

/** What a failed check tells its reader: which rule, what is wrong, and how to mend it. */
export interface RuleContext {
  readonly rule: string;
  readonly fix: string;
}

/** Options for any class-validator decorator, so that its failure can be told as a `Problem`. */
export function rule(name: string, message: string, fix: string, each = false): ValidationOptions {
  return { message, context: { rule: name, fix } satisfies RuleContext, each };
}
