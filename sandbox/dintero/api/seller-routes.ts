import type { Express } from 'express';
import { type Answer, json } from '../../http/answer.js';
import { HttpError } from '../../http/http-error.js';
import type { Sellers } from '../sellers.js';
import { readFundTransfer, readSellerRequest } from '../validation/seller-validation.js';
import { type Admission, type Call } from './admission.js';
import { pageAfter, readLimit } from './page-query.js';

const READ_ACCOUNTS = ['admin:accounts', 'read:accounts'];
const WRITE_ACCOUNTS = ['admin:accounts', 'write:accounts'];
const READ_PAYOUT = ['read:payout'];
const WRITE_PAYOUT = ['write:payout', 'admin:payout'];
const CASE_STATUSES = [
  'ACTIVE',
  'DECLINED',
  'UNDER_MANUAL_REVIEW',
  'AUTOMATIC_REVIEW',
  'WAITING_FOR_SIGNATURE',
  'WAITING_FOR_DECLARATION',
  'ERROR',
  'ARCHIVED',
  'WAITING_FOR_DETAILS',
];
const TRANSFERS = { parameters: ['limit', 'page', 'currency'], limitDefault: 10, limitMax: 1000 };

/** Approval of sellers (version 1) and their money (version 2). */
export function sellerRoutes(app: Express, admission: Admission, sellers: Sellers): void {
  const approvals = '/v1/accounts/:aid/management/settings/approvals/payout-destinations';
  const apply = ({ account, incoming }: Call): Answer => json(sellers.apply(account, readSellerRequest(incoming.body)));
  app.get(approvals, admission.route('approvals', READ_ACCOUNTS, listApprovals));
  app.post(approvals, admission.route('approvals', WRITE_ACCOUNTS, apply));

  const payout = '/v2/accounts/:aid/payout';
  const seller = `${payout}/payout-destinations/:id`;
  const transfer = ({ account, incoming, clientId }: Call): Answer =>
    json({ fund_transfer: sellers.transfer(account, readFundTransfer(incoming.body), clientId) });
  app.post(`${payout}/fund-transfers`, admission.route('payout.fund-transfer', WRITE_PAYOUT, transfer));
  app.get(
    `${seller}/balances`,
    admission.route('payout.balances', READ_PAYOUT, (call) => listBalances(sellers, call)),
  );
  app.get(
    `${seller}/transfers`,
    admission.route('payout.transfers', READ_PAYOUT, (call) => listTransfers(sellers, call)),
  );
}

function listApprovals({ account, incoming: { query } }: Call): Answer {
  const statuses = query.getAll('case_status');
  const unknown = statuses.find((status) => !CASE_STATUSES.includes(status));
  if (unknown !== undefined) throw new HttpError(400, `${unknown} is not one of ${CASE_STATUSES.join(', ')}.`);
  const wanted = query.get('payout_destination_id');
  const found = [...account.sellers.values()]
    .filter(({ payout_destination_id: id }) => wanted === null || id === wanted)
    .filter(({ case_status: status }) => statuses.length === 0 || statuses.includes(status));
  return json({ payout_destinations: found });
}

function listBalances(sellers: Sellers, { account, incoming }: Call): Answer {
  const id = incoming.param('id');
  sellers.entries(account, id);
  const common = { account_id: account.id, payout_destination_id: id, payout_destination_config_id: `config-${id}` };
  const balances = sellers.balances(account, id).map((balance) => ({ ...common, ...balance }));
  return json({ payout_destination_balances: balances });
}

function listTransfers(sellers: Sellers, { account, incoming }: Call): Answer {
  const limit = readLimit(incoming.query, TRANSFERS);
  const currency = incoming.query.get('currency');
  const all = sellers
    .entries(account, incoming.param('id'))
    .filter((entry) => currency === null || entry.currency === currency);
  const { page, next } = pageAfter(all, ({ ledger_entry_id: id }) => id, incoming.query.get('page'), limit);
  const entries = page.map((entry) => ({ account_id: account.id, ...entry }));
  return json({ entries, ...(next === null ? {} : { next_page_token: next }) });
}
