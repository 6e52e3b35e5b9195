import { jest } from '@jest/globals';
import { NotPermitted } from '../../src/domain/errors.js';
import { PutOff } from '../../src/platform/jobs/step-run.js';
import { type Adapters, DinteroBench, invoiceRequest } from '../support/dintero-bench.js';
import { withCode } from '../support/with-code.js';

const LONG_AGO = '2000-01-01';

const bench = DinteroBench.forTheseTests();

afterEach(() => {
  jest.restoreAllMocks();
});

const answersWith = (operation: string, status: number, times: number): Promise<unknown> =>
  bench.sandbox.fault({ operation, fault: 'status', status, times });

describe('a call answered 401', () => {
  it('is repeated once with a new token, and nobody is bothered', async () => {
    const { gateway, merchant } = bench.adapters();
    const before = await bench.callsTo('token');
    await answersWith('transactions.list', 401, 1);

    expect(await gateway.findByReference(merchant, 'SO-1')).toEqual([]);
    expect(await bench.answers('transactions.list')).toEqual({ 401: 1, 200: 1 });
    expect((await bench.callsTo('token')) - before).toBe(2);
    expect(await bench.openExceptions()).toEqual([]);
  });

  it('is not repeated a second time: everybody of the merchant waits, in every process', async () => {
    const { gateway, merchant } = bench.adapters();
    await answersWith('transactions.list', 401, 100);
    await expect(gateway.findByReference(merchant, 'SO-1')).rejects.toThrow(
      withCode('PROVIDER_CREDENTIALS', { operation: 'GET /transactions', status: 401 }),
    );

    const other = bench.adapters();
    await expect(other.gateway.findByReference(other.merchant, 'SO-2')).rejects.toThrow(PutOff);
    await expect(gateway.get(merchant, 'T11223344.4gGXcDGqRCMnQRzgSDZFCv')).rejects.toThrow(PutOff);
    expect(await bench.answers('transactions.list')).toEqual({ 401: 2 });
    expect(await bench.openExceptions()).toEqual(['PROVIDER_CREDENTIALS']);
  });

  it('renews the token of a file once, too', async () => {
    const adapters = await withReport();
    await answersWith('settlement.attachment', 401, 1);

    expect((await adapters.report()).lines).toHaveLength(1);
    // The sandbox counts what comes with a token; in between, the file was asked for without any.
    expect(await bench.answers('settlement.attachment')).toEqual({ 401: 1, 200: 1 });
  });

  it('closes the gate for a file as for anything else when the new token is refused', async () => {
    const adapters = await withReport();
    await answersWith('settlement.attachment', 401, 100);

    await expect(adapters.report()).rejects.toThrow(withCode('PROVIDER_CREDENTIALS'));
    await expect(adapters.report()).rejects.toThrow(PutOff);
    expect(await bench.answers('settlement.attachment')).toEqual({ 401: 2 });
  });
});

describe('a call answered 403', () => {
  const CHECKOUT_ONLY = { scopes: ['write:checkout', 'read:checkout'] };

  it('names the operation and the scope, is not repeated, and stops nothing else', async () => {
    await bench.sandbox.configure(CHECKOUT_ONLY);
    const { gateway, settlements, merchant } = bench.adapters();
    const list = settlements.list(merchant, LONG_AGO, null);

    await expect(list).rejects.toThrow(NotPermitted);
    await expect(list).rejects.toMatchObject({
      code: 'PROVIDER_SCOPE_MISSING',
      retryable: false,
      details: {
        operation: 'GET /accounts/{aid}/settlements',
        scope: expect.stringContaining('read:settlements') as string,
        status: 403,
      },
    });
    expect(await bench.answers('settlements.list')).toEqual({ 403: 1 });
    expect(await gateway.findByReference(merchant, 'SO-1')).toEqual([]);
    expect(await bench.openExceptions()).toEqual([]); // whoever gives the step up opens the case
  });

  it.each<[string, object, (adapters: Adapters) => Promise<unknown>, string]>([
    [
      'an invoice cannot be made',
      { scopes: ['read:checkout'] },
      ({ gateway, merchant }) => gateway.issue(merchant, invoiceRequest('SO-1')),
      'write:checkout',
    ],
    [
      'a transaction cannot be read',
      { scopes: ['write:checkout'] },
      ({ gateway, merchant }) => gateway.findByReference(merchant, 'SO-1'),
      'read:checkout',
    ],
  ])('says which scope is missing when %s', async (_what, settings, call, scope) => {
    await bench.sandbox.configure(settings);

    await expect(call(bench.adapters())).rejects.toMatchObject({
      code: 'PROVIDER_SCOPE_MISSING',
      details: { scope: expect.stringContaining(scope) as string },
    });
  });

  it('is told of the file of a settlement too', async () => {
    const adapters = await withReport();
    await bench.sandbox.configure(CHECKOUT_ONLY);
    const restarted = await withReport(adapters);

    await expect(restarted.report()).rejects.toMatchObject({
      code: 'PROVIDER_SCOPE_MISSING',
      details: { operation: 'GET /accounts/{aid}/settlements/{settlement_id}/attachments/{attachment_id}' },
    });
  });

  it('does not keep an old token, because a scope that is granted is in the next one only', async () => {
    await bench.sandbox.configure(CHECKOUT_ONLY);
    const { gateway, settlements, merchant } = bench.adapters();
    await gateway.findByReference(merchant, 'SO-1');
    await bench.sandbox.configure({ scopes: [...CHECKOUT_ONLY.scopes, 'read:settlements'] });
    // A new token is kept, or every refusal would fetch another.
    await expect(settlements.list(merchant, LONG_AGO, null)).rejects.toThrow(NotPermitted);
    await expect(settlements.list(merchant, LONG_AGO, null)).rejects.toThrow(NotPermitted);

    const now = Date.now;
    jest.spyOn(Date, 'now').mockImplementation(() => now() + 20_000);
    await expect(settlements.list(merchant, LONG_AGO, null)).rejects.toThrow(NotPermitted);
    expect((await settlements.list(merchant, LONG_AGO, null)).settlements).toEqual([]);
  });

  it('to the wish for a PDF leaves it to come by itself, and is not asked for again', async () => {
    await bench.sandbox.configure({ pdfDelayMs: 60_000 });
    const { documents, gateway, merchant } = bench.adapters();
    const issued = await gateway.issue(merchant, invoiceRequest('SO-1'));
    await answersWith('event', 403, 100);

    const first = await documents.fetch(merchant, issued.transactionId);
    const second = await documents.fetch(merchant, issued.transactionId);
    expect([first, second]).toMatchObject([{ kind: 'missing' }, { kind: 'missing' }]);
    expect(await bench.answers('event')).toEqual({ 403: 1 });
    await bench.sandbox.advance(61);
    expect(await documents.fetch(merchant, issued.transactionId)).toMatchObject({ kind: 'document' });
  });
});

interface WithReport extends Adapters {
  readonly ids: { readonly settlementId: string; readonly reportId: string };
  report(): ReturnType<Adapters['settlements']['report']>;
}

/** Adapters, and the settlement of one paid invoice; or new adapters for the same settlement. */
async function withReport(earlier?: WithReport): Promise<WithReport> {
  const adapters = bench.adapters();
  const ids = earlier?.ids ?? (await settledInvoice(adapters));
  const { settlements, merchant } = adapters;
  return { ...adapters, ids, report: () => settlements.report(merchant, ids.settlementId, ids.reportId) };
}

async function settledInvoice({ gateway, settlements, merchant }: Adapters): Promise<WithReport['ids']> {
  const issued = await gateway.issue(merchant, invoiceRequest('SO-1'));
  await gateway.startCollection(merchant, issued, 'SO-1-capture');
  await bench.sandbox.debtorPays(issued.transactionId, 161_250, { callback: false });
  await bench.sandbox.control('POST', '/accounts/T11223344/settlements', {});
  const [listed] = (await settlements.list(merchant, LONG_AGO, null)).settlements;
  if (!listed?.reportId) throw new Error('The settlement has no report.');
  return { settlementId: listed.settlementId, reportId: listed.reportId };
}
