import { ProviderRejected } from '../../src/domain/errors.js';
import { TRANSACTION_INTENTS, type TransactionIntent } from '../../src/integrations/dintero/api/events.js';
import type { DinteroTransaction } from '../../src/integrations/dintero/types/transaction.js';
import { type Adapters, DinteroBench, invoiceRequest } from '../support/dintero-bench.js';

const INTENTS = Object.keys(TRANSACTION_INTENTS) as TransactionIntent[];
/** What an invoice at Kravia has no use for: cards, Klarna, refunds, and a transaction that is decided. */
const NOT_FOR_AN_INVOICE = INTENTS.filter((intent) => intent !== 'sync_status' && intent !== 'sync_invoice_file');

const bench = DinteroBench.forTheseTests();
let adapters: Adapters;

beforeEach(() => {
  adapters = bench.adapters();
});

it('knows the eight intents that are documented', () => {
  expect(INTENTS).toHaveLength(8);
});

it.each(['sync_status', 'sync_invoice_file'] as const)('%s answers the transaction as it is', async (intent) => {
  const about = await issued();

  expect(await send(intent, about)).toMatchObject({ id: about.id, status: 'AUTHORIZED' });
});

it('poll_initiated brings the answer for a transaction that hangs', async () => {
  const about = await issued('ap+pending@fjordtest.example');

  expect(about.status).toBe('INITIATED');
  expect(await send('poll_initiated', about)).toMatchObject({ id: about.id, status: 'AUTHORIZED' });
});

it.each(NOT_FOR_AN_INVOICE)('%s is refused where it does not apply, in Dintero’s words', async (intent) => {
  await expect(send(intent, await issued())).rejects.toThrow(ProviderRejected);
});

it('is refused when it describes another transaction than the one it names', async () => {
  const about = await issued();

  await expect(send('sync_status', { ...about, amount: 1 })).rejects.toThrow(/amount/);
});

function send(intent: TransactionIntent, about: DinteroTransaction): Promise<DinteroTransaction> {
  return adapters.dintero.events.send(adapters.merchant, intent, about);
}

async function issued(email = 'ap@fjordtest.example'): Promise<DinteroTransaction> {
  const { gateway, dintero, merchant } = adapters;
  const { transactionId } = await gateway.issue(merchant, invoiceRequest('SO-1', {}, { debtor: { email } }));
  return dintero.transactions.get(merchant, transactionId);
}
