/** One wrong field: where it is (JSON pointer), which rule it breaks, what is wrong in words, and how to mend it. */
export interface Problem {
  readonly pointer: string;
  readonly rule: string;
  readonly message: string;
  readonly fix: string;
}

export function problem(pointer: string, rule: string, message: string, fix: string): Problem {
  return { pointer, rule, message, fix };
}
