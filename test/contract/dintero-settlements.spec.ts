import { DOWNLOAD_STYLES, SIGN_STYLES } from '../../sandbox/dintero/account-settings.js';
import { doubtsAbout } from '../../src/domain/settlement/settlement.js';
import type { ListedSettlement, SettlementReport } from '../../src/reconciliation/settlement-source.port.js';
import { type Adapters, DinteroBench, invoiceRequest } from '../support/dintero-bench.js';
import { withCode } from '../support/with-code.js';

const PAGE = 100;
const LONG_AGO = '2000-01-01';

const bench = DinteroBench.forTheseTests();

describe('a settlement', () => {
  const ways = DOWNLOAD_STYLES.flatMap((style) => SIGN_STYLES.map((signs) => [style, signs] as const));

  it.each(ways)('is read, and every figure agrees: file as %s, signs as in %s', async (downloadStyle, signStyle) => {
    const adapters = await paidInvoices('SO-1', 'SO-2');
    await settle({ downloadStyle, signStyle });
    const listed = await only(adapters);
    const report = await read(adapters, listed);

    expect(report.lines.map(({ reference }) => reference).toSorted()).toEqual(['SO-1', 'SO-2']);
    expect(report.lines.map(({ captureMinor }) => captureMinor)).toEqual([161_250n, 161_250n]);
    const { settlementId, settledOn: date, totals } = listed;
    expect(doubtsAbout({ ...report, settlementId, date, listed: totals })).toEqual([]);
    expect(listed).toMatchObject({ currency: 'NOK', paymentStatus: 'paid' });
    expect(report.currency).toBe('NOK');
  });

  it('names on each line the payment that it pays out', async () => {
    const adapters = await paidInvoices('SO-1');
    await settle();
    const [line] = (await read(adapters, await only(adapters))).lines;
    const [transaction] = await adapters.gateway.findByReference(adapters.merchant, 'SO-1');

    expect(line).toMatchObject({ transactionId: transaction?.transactionId, chargebackMinor: 0n, refundMinor: 0n });
    expect(line?.feeMinor).not.toBe(0n);
  });

  it('has no report while there is none that a program can read', async () => {
    const adapters = await paidInvoices('SO-1');
    await settle({ jsonDelayMs: 60_000 });
    const before = await only(adapters);
    await bench.sandbox.advance(61);

    expect(before.reportId).toBeNull();
    expect((await only(adapters)).reportId).not.toBeNull();
  });

  it('says when the money was held back', async () => {
    const adapters = await paidInvoices('SO-1');
    await settle({ paymentStatus: 'postponed' });

    expect((await only(adapters)).paymentStatus).toBe('postponed');
  });

  it('shows a line without transaction and one that takes money back as they are', async () => {
    const adapters = await paidInvoices('SO-1');
    await settle({ unknownLineMinor: 4200, chargebackMinor: 1000 });
    const { lines } = await read(adapters, await only(adapters));

    expect(lines).toHaveLength(3);
    expect(lines.some(({ transactionId }) => transactionId === null)).toBe(true);
    expect(lines.filter(({ chargebackMinor }) => chargebackMinor !== 0n)).toHaveLength(1);
  });
});

describe('a report', () => {
  it.each([
    ['is gone', { fault: 'status', status: 404 }],
    ['is the page of a gateway', { fault: 'status', status: 200, html: true }],
    ['is JSON, but no report', { fault: 'status', status: 200, body: { lines: [] } }],
    ['has an amount with a fraction', { fault: 'status', status: 200, body: { transactions: [{ capture: 0.5 }] } }],
  ])('that %s is for a person to look at', async (_what, fault) => {
    const adapters = await paidInvoices('SO-1');
    await settle();
    const listed = await only(adapters);
    await bench.sandbox.fault({ operation: 'settlement.attachment', ...fault });

    await expect(read(adapters, listed)).rejects.toThrow(withCode('REPORT_UNREADABLE'));
  });

  it('that cannot be had now is read later', async () => {
    const adapters = await paidInvoices('SO-1');
    await settle();
    const listed = await only(adapters);
    await bench.sandbox.fault({ operation: 'settlement.attachment', fault: 'status', status: 503 });

    await expect(read(adapters, listed)).rejects.toMatchObject({ code: 'PROVIDER_FAULT', retryable: true });
    expect((await read(adapters, listed)).lines).toHaveLength(1);
  });

  it('is not fetched from where we must not call', async () => {
    const adapters = await paidInvoices('SO-1');
    await settle();
    const listed = await only(adapters);
    const body = { url: 'https://10.0.0.1/report.json' };
    await bench.sandbox.fault({ operation: 'settlement.attachment', fault: 'status', status: 200, body });

    await expect(read(adapters, listed)).rejects.toThrow(withCode('ADDRESS_REFUSED'));
  });
});

describe('the list', () => {
  it('gives every settlement once, over several pages', async () => {
    const adapters = await paidInvoices('SO-1');
    const { settlements, merchant } = adapters;
    for (let index = 0; index <= PAGE; index += 1) await settle({ unknownLineMinor: 100 });
    const first = await settlements.list(merchant, LONG_AGO, null);
    const second = await settlements.list(merchant, LONG_AGO, first.next);
    const ids = [...first.settlements, ...second.settlements].map(({ settlementId }) => settlementId);

    expect([first.settlements.length, second.settlements.length, second.next]).toEqual([PAGE, 1, null]);
    expect(new Set(ids).size).toBe(PAGE + 1);
  });

  it('is empty before the first payout', async () => {
    const { settlements, merchant } = bench.adapters();

    expect(await settlements.list(merchant, LONG_AGO, null)).toEqual({ settlements: [], next: null });
  });

  it('goes by when a settlement was made, not by the day it bears', async () => {
    const { settlements, merchant } = await paidInvoices('SO-1');
    await settle({ settledAt: '2001-01-01T00:00:00Z' });
    const today = new Date().toISOString().slice(0, 10);

    expect((await settlements.list(merchant, today, null)).settlements).toMatchObject([{ settledOn: '2001-01-01' }]);
  });

  it('that cannot be read is no empty list', async () => {
    const { settlements, merchant } = bench.adapters();
    await bench.sandbox.fault({ operation: 'settlements.list', fault: 'status', status: 200, html: true });

    await expect(settlements.list(merchant, LONG_AGO, null)).rejects.toThrow(withCode('ANSWER_UNREADABLE'));
  });
});

/** Invoices that their debtors have paid in full. */
async function paidInvoices(...references: readonly string[]): Promise<Adapters> {
  const adapters = bench.adapters();
  const { gateway, merchant } = adapters;
  for (const reference of references) {
    const issued = await gateway.issue(merchant, invoiceRequest(reference));
    await gateway.startCollection(merchant, issued, `${reference}-capture`);
    await bench.sandbox.debtorPays(issued.transactionId, 161_250, { callback: false });
  }
  return adapters;
}

async function settle(order: object = {}): Promise<void> {
  const reply = await bench.sandbox.control('POST', '/accounts/T11223344/settlements', order);
  if (reply.status !== 201) throw new Error(`The payout was answered ${reply.status}: ${JSON.stringify(reply.raw)}`);
}

async function only({ settlements, merchant }: Adapters): Promise<ListedSettlement> {
  const page = await settlements.list(merchant, LONG_AGO, null);
  const [first] = page.settlements;
  if (!first || page.settlements.length > 1) throw new Error(`There are ${page.settlements.length} settlements.`);
  return first;
}

function read({ settlements, merchant }: Adapters, listed: ListedSettlement): Promise<SettlementReport> {
  return settlements.report(merchant, listed.settlementId, listed.reportId ?? '');
}
