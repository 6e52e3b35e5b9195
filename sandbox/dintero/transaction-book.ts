import { ListMap } from '../list-map.js';
import type { TransactionRecord } from './records.js';

/** An account's transactions, found by id and by reference without a scan. Nothing is ever taken out. */
export class TransactionBook {
  private readonly ordered: TransactionRecord[] = [];
  private readonly byId = new Map<string, TransactionRecord>();
  private readonly byReference = new ListMap<string, TransactionRecord>();

  get size(): number {
    return this.ordered.length;
  }

  add(record: TransactionRecord): void {
    this.ordered.push(record);
    this.byId.set(record.wire.id, record);
    this.byReference.add(record.wire.merchant_reference, record);
  }

  get(id: string): TransactionRecord | null {
    return this.byId.get(id) ?? null;
  }

  withReference(merchantReference: string): readonly TransactionRecord[] {
    return this.byReference.get(merchantReference);
  }

  /** References in the order they were first used, each with its transactions. */
  references(): IterableIterator<[string, readonly TransactionRecord[]]> {
    return this.byReference.entries();
  }

  all(): readonly TransactionRecord[] {
    return this.ordered;
  }

  /** Newest first, beginning after `record` (or with the newest). */
  *newestFirst(after: TransactionRecord | null): Generator<TransactionRecord> {
    for (let place = (after?.sequence ?? this.ordered.length) - 1; place >= 0; place -= 1) {
      const record = this.ordered[place];
      if (record !== undefined) yield record;
    }
  }
}
