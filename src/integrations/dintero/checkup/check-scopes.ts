import { NotPermitted, ProviderRejected } from '../../../domain/errors.js';
import { failed, notKnown, ok, type Verdict } from '../../../platform/checks/check.js';
import type { CallDetails, Operation } from '../api/operation.js';
import { SETTLEMENT_OPERATIONS } from '../api/settlements.js';
import { TRANSACTION_OPERATIONS } from '../api/transaction-operations.js';
import type { DinteroCheckup } from './dintero-checkup.js';

interface Probe {
  /** What we need it for. */
  readonly to: string;
  readonly operation: Operation;
  readonly details: CallDetails;
}

/** Whether the API client may do what the connector does all day. A 403 names what is missing. */
export async function checkScopes(checkup: DinteroCheckup): Promise<Verdict> {
  const probes = probesFor(checkup.merchant.provider.accountId);
  const missing = await Promise.all(probes.map((probe) => missingScope(checkup, probe)));
  const found = missing.filter((text) => text !== null);
  if (found.length === 0) return ok(`The API client may ${probes.map(({ to }) => to).join(', ')}.`);
  const remedy =
    'Give the API client one of the scopes named in Dintero Backoffice, and wait a minute for a new token.';
  return failed(`The API client lacks a scope: ${found.join('; ')}.`, remedy);
}

/** Reads, and one change of a transaction that does not exist: whoever may make it is told that there is none. */
function probesFor(accountId: string): Probe[] {
  const { list, update } = TRANSACTION_OPERATIONS;
  const nowhere = { params: { id: `${accountId}.fakturabro-doctor` }, body: { merchant_reference_2: 'doctor' } };
  return [
    { to: 'read transactions', operation: list, details: { query: { limit: 1 } } },
    { to: 'issue, collect and cancel invoices', operation: update, details: nowhere },
    { to: 'read settlements', operation: SETTLEMENT_OPERATIONS.list, details: { query: { limit: 1 } } },
  ];
}

async function missingScope(checkup: DinteroCheckup, { to, operation, details }: Probe): Promise<string | null> {
  try {
    await checkup.answer(checkup.merchant, operation, details);
    return null;
  } catch (error) {
    if (error instanceof NotPermitted) return `to ${to}, one of ${(operation.scopes ?? []).join(', ')}`;
    if (error instanceof ProviderRejected) return null;
    throw error;
  }
}

/** For checks that cannot look without a scope: that says nothing about what they look for. */
export async function unlessForbidden(look: () => Promise<Verdict>): Promise<Verdict> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof NotPermitted)) throw error;
    const scope = typeof error.details.scope === 'string' ? ` It needs ${error.details.scope}.` : '';
    return notKnown(`Dintero does not let us look (${error.message}).${scope}`);
  }
}
