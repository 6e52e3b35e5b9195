import type { FieldError } from '../../http/field-reader.js';

export const PAY_TOGGLES = ['strict-merchant-reference', 'strict-success-merchant-reference'] as const;
export const SESSION_TOGGLES = ['strict-session-amounts'] as const;

/** The header is declared as a list: one value, or several separated by commas. */
export function readToggles<T extends string>(
  header: string | string[] | undefined,
  allowed: readonly T[],
  errors: FieldError[],
): Set<T> {
  const names = [header ?? []].flat().flatMap((value) => value.split(','));
  const toggles = new Set<T>();
  for (const name of names.map((text) => text.trim()).filter((text) => text !== '')) {
    const known = allowed.find((toggle) => toggle === name);
    if (known !== undefined) toggles.add(known);
    // A misspelled guard against duplicates guards nothing: better to hear of it here than in production.
    else errors.push({ field: 'Dintero-Feature-Toggles', message: `${name} is not one of ${allowed.join(', ')}` });
  }
  return toggles;
}
