import { NotFound } from '../domain/errors.js';
import type { Merchant } from '../domain/merchant.js';

/** The merchants this installation serves. Injectable; fixed for the life of the process. */
export class Merchants {
  private readonly byId: ReadonlyMap<string, Merchant>;

  constructor(merchants: readonly Merchant[]) {
    this.byId = new Map(merchants.map((merchant) => [merchant.id, merchant]));
  }

  all(): readonly Merchant[] {
    return [...this.byId.values()];
  }

  /** @throws NotFound MERCHANT_UNKNOWN */
  get(id: string): Merchant {
    const merchant = this.byId.get(id);
    if (merchant) return merchant;
    throw new NotFound('MERCHANT_UNKNOWN', 'There is no such merchant.');
  }
}
