import type { Merchant } from '../../../domain/merchant.js';
import { isObject } from '../../../platform/net/read-json.js';
import type { ApprovalStatus, NewSellerApproval, SellerApproval } from '../types/payout.js';
import type { DinteroCaller, Operation } from './operation.js';
import { hasId, unreadable, withId } from './read-answer.js';
import { READ_ACCOUNTS, WRITE_ACCOUNTS } from './scopes.js';

const PATH = '/accounts/{aid}/management/settings/approvals/payout-destinations';

export const APPROVAL_OPERATIONS = {
  list: {
    name: 'approvals.list',
    does: 'applications of sellers for split payout',
    method: 'GET',
    base: 'api',
    path: PATH,
    scopes: READ_ACCOUNTS,
    query: ['payout_destination_id', 'case_status'],
  },
  create: {
    name: 'approvals.create',
    does: 'apply for a new seller',
    method: 'POST',
    base: 'api',
    path: PATH,
    scopes: WRITE_ACCOUNTS,
    body: 'required',
    changes: 'starts the approval of a seller, who is told by e-mail',
  },
} as const satisfies Readonly<Record<string, Operation>>;

/** Sellers that want to be paid by split payout. */
export class ApprovalsApi {
  constructor(private readonly dintero: DinteroCaller) {}

  async list(
    merchant: Merchant,
    filters: { readonly payout_destination_id?: string; readonly case_status?: readonly ApprovalStatus[] } = {},
  ): Promise<SellerApproval[]> {
    const answer = await this.dintero.call(merchant, APPROVAL_OPERATIONS.list, { query: filters });
    const list = isObject(answer) ? answer.payout_destinations : undefined;
    if (!Array.isArray(list)) throw unreadable('the list of approvals is not one');
    return list.filter(hasId);
  }

  async create(merchant: Merchant, approval: NewSellerApproval): Promise<SellerApproval> {
    return withId(await this.dintero.call(merchant, APPROVAL_OPERATIONS.create, { body: approval }), 'an approval');
  }
}
