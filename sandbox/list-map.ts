/** Several values under one key, in the order they were added. */
export class ListMap<K, V> {
  private readonly lists = new Map<K, V[]>();

  add(key: K, value: V): void {
    const list = this.lists.get(key);
    if (list === undefined) this.lists.set(key, [value]);
    else list.push(value);
  }

  get(key: K): readonly V[] {
    return this.lists.get(key) ?? [];
  }

  /** The values of a key, which has none from now on. */
  take(key: K): readonly V[] {
    const list = this.get(key);
    this.lists.delete(key);
    return list;
  }

  entries(): IterableIterator<[K, readonly V[]]> {
    return this.lists.entries();
  }

  clear(): void {
    this.lists.clear();
  }
}
