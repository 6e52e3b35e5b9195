import type { Merchant } from '../domain/merchant.js';
import type { CanonicalEntry } from './canonical-entry.js';

/** An entry as the ERP gives it back; whatever the ERP leaves out cannot be compared. */
export interface EntryInErp {
  readonly id: string;
  readonly date: string | null;
  readonly postings: readonly PostingInErp[] | null;
}

export interface PostingInErp {
  readonly account: string;
  readonly side: string;
  readonly amount: number;
}

/** What the ledger needs from an ERP. An abstract class, so it is also the DI token. */
export abstract class ErpJournal {
  /** The entry already stored under this reference, or null. */
  abstract find(merchant: Merchant, reference: string): Promise<EntryInErp | null>;

  /**
   * Stores the entry once; its reference is the idempotency key.
   * @returns the ERP's own id of it
   * @throws ProviderRejected     the ERP said no: a person must look
   * @throws ProviderUnavailable  it did not happen
   * @throws OutcomeUnknown       it may have happened: `find` before any repetition
   */
  abstract post(merchant: Merchant, entry: CanonicalEntry): Promise<string>;
}
