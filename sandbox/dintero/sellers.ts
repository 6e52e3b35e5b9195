import type { Clock } from '../clock.js';
import { HttpError } from '../http/http-error.js';
import type { Random } from '../random.js';
import type { Account } from './account.js';

/** What may be written into the description of a seller in a test account, and what it makes of the case. */
const OUTCOMES: Readonly<Record<string, string>> = {
  AUTO_APPROVE: 'ACTIVE',
  AUTO_DECLINE: 'DECLINED',
  AUTO_WAITING_FOR_SIGNATURE: 'WAITING_FOR_SIGNATURE',
};

export interface SellerRequest {
  readonly payout_destination_id: string;
  readonly payout_destination_description?: string;
}

export interface Seller extends SellerRequest {
  readonly id: string;
  readonly case_status: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly links: readonly { readonly rel: string; readonly href: string }[];
}

export interface FundTransfer {
  readonly fund_transfer_id: string;
  readonly source_payout_destination_id: string;
  readonly destination_payout_destination_id: string;
  readonly amount: number;
  readonly currency: string;
  readonly reference: string;
}

export interface SellerEntry {
  readonly ledger_entry_id: string;
  readonly type: 'inbound' | 'transfer';
  readonly amount: number;
  readonly currency: string;
  readonly payout_destination_id: string;
  readonly created_at: string;
  readonly inbound_payment_provider: string | null;
  readonly transfer_id: string | null;
  readonly transfer_reference: string | null;
  readonly transfer_source_payout_destination_id: string | null;
  readonly transfer_destination_payout_destination_id: string | null;
}

/** A transfer is carried out this much later: the answer only says that it was received. */
const TRANSFER_DELAY_MS = 300;

/** Split payout: who may be paid, and what each of them has. */
export class Sellers {
  constructor(
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  apply(account: Account, request: SellerRequest): Seller {
    if (account.sellers.has(request.payout_destination_id)) {
      throw new HttpError(400, `There is an approval for ${request.payout_destination_id} already.`);
    }
    const now = this.clock.nowIso();
    const outcome = account.id.startsWith('T') ? OUTCOMES[request.payout_destination_description ?? ''] : undefined;
    const id = this.random.uuid();
    const seller: Seller = {
      ...request,
      id,
      case_status: outcome ?? 'WAITING_FOR_DECLARATION',
      created_at: now,
      updated_at: now,
      links: [{ rel: 'contract_url', href: `https://onboarding.dintero.com/cases/${id}` }],
    };
    account.sellers.set(seller.payout_destination_id, seller);
    return seller;
  }

  /** The same id again is the same transfer, and moves nothing. @throws HttpError 400 */
  transfer(account: Account, wish: FundTransfer, createdBy: string): Record<string, unknown> {
    const known = account.fundTransfers.get(wish.fund_transfer_id);
    if (known !== undefined) return this.same(known, wish);
    for (const id of [wish.source_payout_destination_id, wish.destination_payout_destination_id]) {
      this.activeSeller(account, id);
    }
    const made = { ...wish, account_id: account.id, created_at: this.clock.nowIso(), created_by: createdBy };
    account.fundTransfers.set(wish.fund_transfer_id, made);
    this.clock.after(TRANSFER_DELAY_MS, () => {
      this.carryOut(account, wish);
    });
    return made;
  }

  /** Money of a payment that came in for a seller. */
  credit(account: Account, sellerId: string, amount: number, currency: string): void {
    this.activeSeller(account, sellerId);
    this.enter(account, { type: 'inbound', payout_destination_id: sellerId, amount, currency }, null);
  }

  balances(account: Account, sellerId: string): { readonly currency: string; readonly amount: number }[] {
    const sums = new Map<string, number>();
    for (const { currency, amount } of this.entries(account, sellerId)) {
      sums.set(currency, (sums.get(currency) ?? 0) + amount);
    }
    return [...sums].map(([currency, amount]) => ({ currency, amount }));
  }

  /** Newest first. @throws HttpError 404 */
  entries(account: Account, sellerId: string): readonly SellerEntry[] {
    if (!account.sellers.has(sellerId)) throw new HttpError(404, `There is no seller ${sellerId}.`);
    return account.sellerEntries.filter((entry) => entry.payout_destination_id === sellerId).toReversed();
  }

  private same(known: Readonly<Record<string, unknown>>, wish: FundTransfer): Record<string, unknown> {
    const differs = Object.entries(wish).find(([name, value]) => known[name] !== value);
    if (differs === undefined) return known;
    throw new HttpError(400, `${wish.fund_transfer_id} is another transfer already: its ${differs[0]} differs.`);
  }

  /** A source without enough money transfers nothing; the real service tells that in the settlement report. */
  private carryOut(account: Account, wish: FundTransfer): void {
    const { source_payout_destination_id: source, destination_payout_destination_id: destination } = wish;
    const { currency, amount } = wish;
    const has = this.balances(account, source).find((balance) => balance.currency === currency)?.amount ?? 0;
    if (has < amount) return;
    this.enter(account, { type: 'transfer', payout_destination_id: source, amount: -amount, currency }, wish);
    this.enter(account, { type: 'transfer', payout_destination_id: destination, amount, currency }, wish);
  }

  private enter(
    account: Account,
    entry: Pick<SellerEntry, 'type' | 'payout_destination_id' | 'amount' | 'currency'>,
    transfer: FundTransfer | null,
  ): void {
    account.sellerEntries.push({
      ...entry,
      ledger_entry_id: this.random.uuid(),
      created_at: this.clock.nowIso(),
      inbound_payment_provider: entry.type === 'inbound' ? 'kravia' : null,
      transfer_id: transfer?.fund_transfer_id ?? null,
      transfer_reference: transfer?.reference ?? null,
      transfer_source_payout_destination_id: transfer?.source_payout_destination_id ?? null,
      transfer_destination_payout_destination_id: transfer?.destination_payout_destination_id ?? null,
    });
  }

  private activeSeller(account: Account, id: string): void {
    const status = account.sellers.get(id)?.case_status;
    if (status === undefined) throw new HttpError(400, `There is no seller ${id}.`);
    if (status !== 'ACTIVE') throw new HttpError(400, `The seller ${id} is ${status}, not ACTIVE.`);
  }
}
