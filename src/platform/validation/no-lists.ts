import type { TransformFnParams } from 'class-transformer';

/** Something that no section can be. */
const A_LIST = 'a list';

/**
 * For a field that holds one object: class-validator would check the elements of a list instead, and an empty one passes.
 * To be used together with `@Type` and `@ValidateNested`, which refuses what this gives.
 */
export function notAList({ value }: TransformFnParams): unknown {
  return Array.isArray(value) ? A_LIST : value;
}

/** The same for every element of a list. */
export function notLists({ value }: TransformFnParams): unknown {
  return Array.isArray(value) ? value.map((inner: unknown) => (Array.isArray(inner) ? A_LIST : inner)) : value;
}
