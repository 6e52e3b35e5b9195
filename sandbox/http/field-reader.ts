import { isObject, type JsonObject } from '../json.js';
import { closest } from './closest.js';

export interface FieldError {
  readonly field: string;
  readonly message: string;
}

interface Presence {
  readonly required?: boolean;
}

interface TextRule extends Presence {
  readonly maxLength?: number;
  readonly pattern?: RegExp;
  /** What the pattern asks for, in words. */
  readonly expected?: string;
}

interface NumberRule extends Presence {
  readonly min?: number;
  readonly max?: number;
}

interface ListRule extends Presence {
  readonly itemsMin?: number;
  readonly itemsMax?: number;
}

export const INT32_MAX = 2_147_483_647;

/**
 * Reads one JSON object field by field and collects what is wrong instead of stopping at the first fault.
 * A field that is missing or wrong reads as null; the caller looks at `errors` before it uses anything.
 */
export class FieldReader {
  private constructor(
    readonly source: JsonObject,
    private readonly path: string,
    readonly errors: FieldError[],
  ) {}

  /** A reader over a whole request body. A body that is not an object is itself a fault. */
  static ofBody(body: unknown, errors: FieldError[]): FieldReader {
    if (!isObject(body)) errors.push({ field: '', message: 'the body must be a JSON object' });
    return new FieldReader(isObject(body) ? body : {}, '', errors);
  }

  has(name: string): boolean {
    return this.source[name] !== undefined;
  }

  fail(name: string, message: string): null {
    this.errors.push({ field: this.pathOf(name), message });
    return null;
  }

  object(name: string, rule: Presence = {}): FieldReader | null {
    if (!this.present(name, rule)) return null;
    const value = this.source[name];
    if (!isObject(value)) return this.fail(name, 'must be an object');
    return new FieldReader(value, this.pathOf(name), this.errors);
  }

  text(name: string, rule: TextRule = {}): string | null {
    if (!this.present(name, rule)) return null;
    const value = this.source[name];
    if (typeof value !== 'string') return this.fail(name, 'must be a string');
    if (rule.required === true && value.trim() === '') return this.fail(name, 'must not be empty');
    if (rule.maxLength !== undefined && value.length > rule.maxLength) {
      return this.fail(name, `must be at most ${rule.maxLength} characters, not ${value.length}`);
    }
    if (rule.pattern?.test(value) === false)
      return this.fail(name, rule.expected ?? `must match ${rule.pattern.source}`);
    return value;
  }

  choice<T extends string>(name: string, allowed: readonly T[], rule: Presence = {}): T | null {
    if (!this.present(name, rule)) return null;
    const value = allowed.find((candidate) => candidate === this.source[name]);
    return value ?? this.fail(name, `must be one of ${allowed.join(', ')}`);
  }

  integer(name: string, rule: NumberRule = {}): number | null {
    if (!this.present(name, rule)) return null;
    if (!Number.isInteger(this.source[name])) return this.fail(name, 'must be a whole number');
    return this.number(name, rule);
  }

  number(name: string, rule: NumberRule = {}): number | null {
    if (!this.present(name, rule)) return null;
    const value = this.source[name];
    if (typeof value !== 'number' || !Number.isFinite(value)) return this.fail(name, 'must be a number');
    if (rule.min !== undefined && value < rule.min) return this.fail(name, `must be at least ${rule.min}`);
    if (rule.max !== undefined && value > rule.max) return this.fail(name, `must be at most ${rule.max}`);
    return value;
  }

  flag(name: string, rule: Presence = {}): boolean | null {
    if (!this.present(name, rule)) return null;
    const value = this.source[name];
    return typeof value === 'boolean' ? value : this.fail(name, 'must be true or false');
  }

  list(name: string, rule: ListRule = {}): FieldReader[] {
    return this.elements(name, rule).flatMap((element, index) => {
      if (isObject(element)) return [new FieldReader(element, `${this.pathOf(name)}[${index}]`, this.errors)];
      this.fail(`${name}[${index}]`, 'must be an object');
      return [];
    });
  }

  texts(name: string, rule: ListRule = {}): string[] {
    return this.elements(name, rule).flatMap((element, index) => {
      if (typeof element === 'string') return [element];
      this.fail(`${name}[${index}]`, 'must be a string');
      return [];
    });
  }

  /** A misspelled optional field would be dropped silently, so unknown names are faults too. */
  refuseUnknown(known: readonly string[]): void {
    for (const name of Object.keys(this.source)) {
      if (known.includes(name)) continue;
      const guess = closest(name, known);
      this.fail(name, `is not a known field${guess === null ? '' : ` (did you mean ${guess}?)`}`);
    }
  }

  private elements(name: string, rule: ListRule): unknown[] {
    if (!this.present(name, rule)) return [];
    const value = this.source[name];
    if (!Array.isArray(value)) {
      this.fail(name, 'must be a list');
      return [];
    }
    if (value.length < (rule.itemsMin ?? 0)) this.fail(name, `must hold at least ${rule.itemsMin ?? 0}`);
    if (value.length > (rule.itemsMax ?? Infinity)) this.fail(name, `must hold at most ${rule.itemsMax ?? 0}`);
    return value;
  }

  private present(name: string, rule: Presence): boolean {
    if (this.has(name)) return true;
    if (rule.required === true) this.fail(name, 'is required');
    return false;
  }

  private pathOf(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }
}
