import type { Account } from '../dintero/account.js';
import type { Dintero } from '../dintero/dintero.js';
import type { TransactionRecord } from '../dintero/records.js';
import { UNKNOWN_OWNER } from '../http/request-journal.js';

/** Counts a test can assert, for one account or for all of them. */
export function stateOf(dintero: Dintero, accountId: string | null): Record<string, unknown> {
  const account = accountId === null ? null : dintero.accounts.get(accountId);
  if (account !== null) return accountState(dintero, account);
  const accounts = dintero.accounts.all().map((each) => [each.id, accountState(dintero, each)]);
  return {
    accounts: Object.fromEntries(accounts) as Record<string, unknown>,
    unidentifiedRequests: dintero.journal.of(UNKNOWN_OWNER).requests,
  };
}

function accountState(dintero: Dintero, account: Account): Record<string, unknown> {
  const statistics = dintero.journal.of(account.id);
  const references = [...account.transactions.references()];
  const isDone = (status: number): boolean => status >= 200 && status < 300;
  return {
    sessions: account.sessions.size,
    transactions: account.transactions.size,
    transactionsByStatus: countBy(account.transactions.all(), ({ wire }) => wire.status),
    transactionsByMerchantReference: Object.fromEntries(
      references.map(([reference, same]) => [reference, same.length]),
    ),
    /** References under which more than one invoice was authorised: there should be none. */
    invoicedTwice: references
      .filter(([, same]) => same.filter(wasAuthorized).length > 1)
      .map(([reference]) => reference),
    payCalls: statistics.count('sessions.pay') + statistics.count('session.pay'),
    captures: statistics.count('capture', isDone),
    voids: statistics.count('void', isDone),
    refunds: statistics.count('refund'),
    settlements: account.settlements.length,
    subscriptions: account.subscriptions.size,
    callbacks: dintero.deliveries.counts(account.id).callback,
    hooks: dintero.deliveries.counts(account.id).hook,
    requests: statistics.requests,
    concurrentMax: statistics.concurrentMax,
    perSecondMax: statistics.perSecondMax,
  };
}

function wasAuthorized({ wire }: TransactionRecord): boolean {
  return wire.events.some(({ event, success }) => event === 'AUTHORIZE' && success);
}

function countBy<T>(values: readonly T[], keyOf: (value: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[keyOf(value)] = (counts[keyOf(value)] ?? 0) + 1;
  return counts;
}
