import { canonicalJson, type JsonObject } from '../json.js';
import { ListMap } from '../list-map.js';

export interface StoredEntry {
  readonly id: string;
  readonly idempotencyKey: string;
  readonly createdAt: string;
  readonly entry: JsonObject;
}

/** `created`, the `repeated` first one, or a `conflict`: the key was used for something else. */
export type PostOutcome =
  | { readonly kind: 'created' | 'repeated'; readonly stored: StoredEntry }
  | { readonly kind: 'conflict'; readonly stored: StoredEntry };

/** The journal: one entry for one idempotency key. That a reference comes twice is noted, not refused. */
export class JournalEntries {
  private readonly byKey = new Map<string, StoredEntry>();
  private readonly byReference = new ListMap<string, StoredEntry>();

  post(idempotencyKey: string, entry: JsonObject, createdAt: string): PostOutcome {
    const known = this.byKey.get(idempotencyKey);
    if (known !== undefined) {
      const same = canonicalJson(known.entry) === canonicalJson(entry);
      return { kind: same ? 'repeated' : 'conflict', stored: known };
    }
    const stored = { id: `JE-${this.byKey.size + 1}`, idempotencyKey, createdAt, entry };
    this.byKey.set(idempotencyKey, stored);
    this.byReference.add(String(entry.reference), stored);
    return { kind: 'created', stored };
  }

  withReference(reference: string): readonly StoredEntry[] {
    return this.byReference.get(reference);
  }

  all(): StoredEntry[] {
    return [...this.byKey.values()];
  }

  /** References that were posted more than once under different keys, with how often. */
  duplicates(): Record<string, number> {
    const doubled = [...this.byReference.entries()].filter(([, entries]) => entries.length > 1);
    return Object.fromEntries(doubled.map(([reference, entries]) => [reference, entries.length]));
  }
}
