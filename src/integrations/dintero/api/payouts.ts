import type { Merchant } from '../../../domain/merchant.js';
import { isObject } from '../../../platform/net/read-json.js';
import type { FundTransfer, NewFundTransfer, SellerBalance, SellerTransferPage } from '../types/payout.js';
import type { DinteroCaller, Operation } from './operation.js';
import { unreadable } from './read-answer.js';
import { READ_PAYOUT, WRITE_PAYOUT } from './scopes.js';

const SELLER = '/accounts/{aid}/payout/payout-destinations/{payout_destination_id}';

export const PAYOUT_OPERATIONS = {
  transferFunds: {
    name: 'payout.transfer-funds',
    does: 'move money from one seller to another',
    method: 'POST',
    base: 'payout',
    // An older type file says fund-transfer, in the singular.
    path: '/accounts/{aid}/payout/fund-transfers',
    scopes: WRITE_PAYOUT,
    body: 'required',
    changes: 'moves money between sellers',
  },
  balances: {
    name: 'payout.balances',
    does: 'what a seller has, by currency',
    method: 'GET',
    base: 'payout',
    path: `${SELLER}/balances`,
    scopes: READ_PAYOUT,
  },
  transfers: {
    name: 'payout.transfers',
    does: 'what came to a seller and went from it, a page at a time',
    method: 'GET',
    base: 'payout',
    path: `${SELLER}/transfers`,
    scopes: READ_PAYOUT,
    query: ['limit', 'page', 'currency'],
  },
} as const satisfies Readonly<Record<string, Operation>>;

/** The money of sellers, for accounts with split payout. */
export class PayoutsApi {
  constructor(private readonly dintero: DinteroCaller) {}

  /**
   * Carried out later: the settlement report tells what came of it. The same id again is the same transfer, so it may be
   * repeated after a timeout.
   */
  async transferFunds(merchant: Merchant, transfer: NewFundTransfer): Promise<Partial<FundTransfer>> {
    const answer = await this.dintero.call(merchant, PAYOUT_OPERATIONS.transferFunds, { body: transfer });
    if (!isObject(answer) || !isObject(answer.fund_transfer)) throw unreadable('it is not a fund transfer');
    return answer.fund_transfer;
  }

  async balances(merchant: Merchant, sellerId: string): Promise<SellerBalance[]> {
    const params = { payout_destination_id: sellerId };
    const answer = await this.dintero.call(merchant, PAYOUT_OPERATIONS.balances, { params });
    const list = isObject(answer) ? answer.payout_destination_balances : undefined;
    if (!Array.isArray(list)) throw unreadable('the list of balances is not one');
    return list.filter(isObject);
  }

  /** @param page at most 1000; 10 when left out */
  async transfers(
    merchant: Merchant,
    sellerId: string,
    page: { readonly limit?: number; readonly page?: string; readonly currency?: string } = {},
  ): Promise<SellerTransferPage> {
    const details = { params: { payout_destination_id: sellerId }, query: page };
    const answer = await this.dintero.call(merchant, PAYOUT_OPERATIONS.transfers, details);
    if (!isObject(answer)) throw unreadable('the list of transfers is not one');
    return answer;
  }
}
