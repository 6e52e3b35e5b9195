import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { jest } from '@jest/globals';
import { billingPeriodOf, type InvoiceInterval } from '../../src/domain/invoice/billing-period.js';
import { addDays, type LocalDate, localDate } from '../../src/domain/local-date.js';
import { projectRoot } from '../../src/platform/config/project-root.js';
import { Api, control, eventually } from '../support/api.js';
import { ADMIN_KEY } from '../support/connector.js';
import { Mission } from '../support/mission.js';
import { smallOrder } from '../support/orders.js';

jest.setTimeout(90_000);

interface GroupedInvoice {
  readonly invoiceNumber: string;
  readonly invoiceDate: string;
  readonly dueDate: string;
  readonly orderCount: number;
  readonly cancelledOrderCount: number;
  readonly totalAmount: number;
  readonly paidAmount: number;
  readonly openAmount: number;
}

interface Coming {
  readonly debtor: { readonly name: string; readonly reference: string | null };
  readonly interval: string;
  readonly period: { readonly from: string; readonly to: string };
  readonly issueDate: string;
  readonly dueDate: string;
  readonly orderCount: number;
  readonly totalAmount: number;
  readonly authorisedAmount: number;
  readonly voidBefore: string;
  readonly lastMomentToVoid: string;
  readonly warnings: readonly { readonly code: string; readonly orders: number; readonly amount: number }[];
  readonly orders: readonly { readonly orderId: string; readonly amount: number }[];
}

interface Entry {
  readonly kind: string;
  readonly date: string;
  readonly text: string;
}

let mission: Mission;

beforeAll(async () => {
  mission = await Mission.start();
});

afterAll(() => mission.close());

const DAY_MS = 86_400_000;
const daysAgo = (days: number): Date => new Date(Date.now() - days * DAY_MS);
const isIt = (at: Date | string): Promise<unknown> =>
  control(mission.dintero, 'POST', 'time', { set: typeof at === 'string' ? at : at.toISOString() });
const noonOn = (day: LocalDate): string => `${day}T12:00:00Z`;
const period = (at: Date, every: InvoiceInterval, country: 'NO' | 'SE'): ReturnType<typeof billingPeriodOf> =>
  billingPeriodOf(localDate(at, country === 'NO' ? 'Europe/Oslo' : 'Europe/Stockholm'), every, country);
const casesOf = (api: Api, code: string): Promise<{ subject: { id: string }; what: string }[]> =>
  api.items(`exceptions?code=${code}&language=en`);

/** An order for a grouped invoice of a company that only this test knows. */
function purchase(orderId: string, amount: number, company: string, changes: Record<string, unknown> = {}): unknown {
  return smallOrder(orderId, amount, {
    orderDate: localDate(new Date(), 'Europe/Oslo'),
    invoice: { product: 'b2b-grouped', channel: 'kravia', daysUntilDue: 14 },
    ...changes,
    debtor: { debtorId: `D-${company}`, name: company, reference: null, ...(changes.debtor as object | undefined) },
  });
}

async function coming(api: Api, debtorId: string): Promise<Coming[]> {
  return api.items<Coming>(`grouped-invoices/forecast?debtorId=${debtorId}&language=en`);
}

describe('monthly grouped invoices', () => {
  const today = new Date();

  it('are forecast for each debtor: what, when, and until when it can be changed', async () => {
    await mission.api.post('orders', purchase('M-1', 25_000, 'Fjord AS'));
    await mission.api.post('orders', purchase('M-2', 37_500, 'Fjord AS'));
    await mission.api.post('orders', purchase('M-3', 10_000, 'Fjord AS'));
    await mission.api.post(
      'orders',
      purchase('M-4', 5000, 'FJORD AS', { debtor: { debtorId: 'D-Fjord AS', name: 'FJORD AS' } }),
    );
    await mission.api.post('orders', purchase('M-5', 2500, 'Fjord AS', { debtor: { reference: 'PO-9' } }));
    for (const id of ['M-1', 'M-2', 'M-3', 'M-4', 'M-5']) await mission.untilState(`${id}-1`, 'authorised');

    const invoices = await coming(mission.api, 'D-Fjord AS');

    const { first, last, issueDate } = period(today, 'monthly', 'NO');
    expect(invoices).toHaveLength(3);
    const main = invoices.find(({ orderCount }) => orderCount === 3);
    expect(main).toMatchObject({
      debtor: { name: 'Fjord AS', organizationNumber: '923609016', country: 'NO', reference: null },
      interval: 'monthly',
      period: { from: first, to: last },
      issueDate,
      dueDate: addDays(issueDate, 14),
      totalAmount: 72_500,
      authorisedAmount: 72_500,
      warnings: [
        { code: 'NAME_DIFFERS', orders: 1, amount: 5000 },
        { code: 'REFERENCE_DIFFERS', orders: 1, amount: 2500 },
      ],
    });
    expect(main?.orders.map(({ orderId }) => orderId)).toEqual(['M-1', 'M-2', 'M-3']);
    expect(localDate(new Date(main?.voidBefore ?? 0), 'Europe/Oslo')).toBe(addDays(last, 1));
    expect(main?.lastMomentToVoid).toContain('24:00 (Europe/Oslo)');
  });

  it('are listed page by page, each once', async () => {
    const seen: Coming[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { items: Coming[]; nextCursor: string | null } = await mission.api.get(
        `grouped-invoices/forecast?limit=1${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      seen.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(seen.map(({ totalAmount }) => totalAmount).toSorted((a, b) => a - b)).toEqual([2500, 5000, 72_500]);
    expect((await mission.api.send('GET', 'grouped-invoices/forecast?cursor=x')).status).toBe(422);
  });

  it('are shown on the command line, with their warnings', async () => {
    const verb = ['grouped', 'forecast', 'nordic-supplies', '--debtor', 'D-Fjord AS', '--language', 'en'];
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(projectRoot(), 'dist', 'src', 'cli', 'main.js'), ...verb, '--url', mission.connector.url],
      { env: { PATH: process.env.PATH, FAKTURABRO_API_KEY: ADMIN_KEY } },
    );
    expect(stdout).toContain('Fjord AS (923609016, PO-9)');
    expect(stdout).toMatch(/issueDate +dueDate +orderCount +totalAmount +currency/);
    expect(stdout).toContain('! The same organisation number is also written as "FJORD AS".');
  });

  it('leave out what is voided before the period ends, which needs no credit note', async () => {
    await mission.api.post('invoices/M-3-1/void', { cause: 'sale-undone' });
    await mission.untilState('M-3-1', 'voided');

    expect((await coming(mission.api, 'D-Fjord AS')).map(({ totalAmount }) => totalAmount)).toContain(62_500);
    expect(await mission.api.items('journal-entries?orderId=M-3')).toEqual([]);
  });

  it('are booked on the date of the invoice once it is made, with one number for all', async () => {
    const { issueDate } = period(today, 'monthly', 'NO');
    await isIt(noonOn(issueDate));
    await mission.api.run('poll-open');
    for (const id of ['M-1', 'M-2', 'M-4', 'M-5']) await mission.untilState(`${id}-1`, 'issued');

    const numbers = await Promise.all(
      ['M-1', 'M-2', 'M-4', 'M-5'].map((id) => mission.api.get<{ invoiceNumber: string }>(`invoices/${id}-1`)),
    );
    const [one, two, ...others] = numbers.map(({ invoiceNumber }) => invoiceNumber);
    expect(two).toBe(one);
    expect(new Set([one, ...others]).size).toBe(3);
    const [sale] = await mission.api.items<Entry>('journal-entries?orderId=M-1');
    expect(sale).toMatchObject({ kind: 'invoice', date: issueDate });

    const listed = await mission.api.items<GroupedInvoice>('grouped-invoices');
    expect(listed).toHaveLength(3);
    expect(listed.find(({ invoiceNumber }) => invoiceNumber === one)).toMatchObject({
      invoiceDate: issueDate,
      dueDate: addDays(issueDate, 14),
      orderCount: 2,
      totalAmount: 62_500,
      openAmount: 62_500,
    });
    expect(await coming(mission.api, 'D-Fjord AS')).toEqual([]);
  });

  it('have one file, which is kept', async () => {
    const { invoiceNumber } = await mission.api.get<{ invoiceNumber: string }>('invoices/M-1-1');
    const bytes = await eventually(
      () => mission.api.bytes(`grouped-invoices/${invoiceNumber}/document`),
      (some) => Buffer.from(some).subarray(0, 5).toString() === '%PDF-',
    );
    expect(bytes.byteLength).toBeGreaterThan(1000);
    expect((await mission.api.send('GET', 'grouped-invoices/NOBODY/document')).status).toBe(404);
  });

  it('take the provider’s spread of a part payment, one entry for each purchase', async () => {
    const { invoiceNumber } = await mission.api.get<{ invoiceNumber: string }>('invoices/M-1-1');
    await control(mission.dintero, 'POST', `invoices/${invoiceNumber}/payments`, { amountMinor: 40_000 });
    // Which of the two is the older at the provider is chance.
    const both = await eventually(
      () => Promise.all([mission.invoice('M-1-1'), mission.invoice('M-2-1')]),
      (invoices) => invoices.reduce((sum, { paidAmount }) => sum + paidAmount, 0) === 40_000,
    );
    expect(both.map(({ state }) => state).toSorted()).toEqual(['paid', 'partly-paid']);
    const paid = await Promise.all(
      ['M-1', 'M-2'].map(async (id) =>
        (await mission.api.items<Entry>(`journal-entries?orderId=${id}`)).filter(({ kind }) => kind === 'payment'),
      ),
    );
    expect(paid.map((entries) => entries.length)).toEqual([1, 1]);
    expect(await mission.api.get(`grouped-invoices/${invoiceNumber}`)).toMatchObject({
      paidAmount: 40_000,
      openAmount: 22_500,
      orders: [{ orderId: 'M-1' }, { orderId: 'M-2' }],
    });
  });
});

describe('a grouped invoice', () => {
  it('that the merchant would deliver is refused in words before anything is stored', async () => {
    const order = purchase('R-1', 10_000, 'Egen AS', { invoice: { product: 'b2b-grouped', channel: 'merchant' } });
    const { status, body } = await mission.api.post<{ errors: { pointer: string; message: string }[] }>(
      'orders',
      order,
    );
    expect(status).toBe(422);
    expect(JSON.stringify(body)).toContain('/invoice/channel');
    expect(JSON.stringify(body)).toContain('Kravia makes and delivers it');
  });

  it('that a rule would let the merchant deliver stops with a reason', async () => {
    await mission.api.post('orders', purchase('R-2', 10_000, 'Egen AS', { invoice: { product: 'b2b-grouped' } }));
    const [found] = await eventually(
      () => casesOf(mission.api, 'GROUPED_BY_MERCHANT'),
      (some) => some.length > 0,
    );
    expect(found?.subject.id).toBe('R-2');
  });
});

describe('quarterly grouped invoices', () => {
  it('wait for the end of the quarter, by the Swedish calendar', async () => {
    await isIt(new Date());
    const swedish = new Api(mission.connector.url, 'svenska-verktyg');
    const debtor = {
      organizationNumber: '5560360793',
      address: { line1: 'Provgatan 1', line2: null, postalCode: '11122', city: 'Stockholm', country: 'SE' },
    };
    const line = { lineId: '1', description: 'Varor', quantity: '1', amount: 25_000, vatRate: '25', vatAmount: 5000 };
    const order = { currency: 'SEK', debtor, orderDate: localDate(new Date(), 'Europe/Stockholm'), lines: [line] };
    expect((await swedish.post('orders', purchase('Q-1', 25_000, 'Sjö AB', order))).status).toBe(202);
    const state = (wanted: string): Promise<{ state: string; invoiceDate: string }> =>
      eventually(
        () => swedish.get<{ state: string; invoiceDate: string }>('invoices/Q-1-1'),
        (invoice) => invoice.state === wanted,
      );
    await state('authorised');

    const { first, last, issueDate } = period(new Date(), 'quarterly', 'SE');
    expect(await coming(swedish, 'D-Sjö AB')).toMatchObject([
      { interval: 'quarterly', period: { from: first, to: last }, issueDate, totalAmount: 25_000, warnings: [] },
    ]);

    await isIt(noonOn(addDays(issueDate, -2)));
    await swedish.run('poll-open');
    expect((await state('authorised')).invoiceDate).toBeNull();
    await isIt(noonOn(issueDate));
    await swedish.run('poll-open');
    expect((await state('issued')).invoiceDate).toBe(issueDate);
  });
});

describe('a purchase of an earlier month', () => {
  const then = daysAgo(40);
  const { first, issueDate } = period(then, 'monthly', 'NO');

  it('is told of when its order is of a month before, which is closed', async () => {
    await isIt(then);
    await mission.api.post('orders', purchase('L-1', 10_000, 'Sen AS', { orderDate: addDays(first, -1) }));
    await mission.untilState('L-1-1', 'authorised');
    const [late] = await casesOf(mission.api, 'GROUPED_ORDER_LATE');
    expect(late?.subject.id).toBe('L-1-1');
    expect(late?.what).toContain(issueDate);
  });

  it('is missed when it is not on an invoice some bank days after the day it should have been', async () => {
    await mission.api.run('nightly-sync');
    const [missed] = await casesOf(mission.api, 'GROUPED_NOT_ISSUED');
    expect(missed?.subject.id).toBe('L-1-1');
    await mission.api.run('nightly-sync');
    expect(await casesOf(mission.api, 'GROUPED_NOT_ISSUED')).toEqual([missed]);
  });

  it('is booked without its number, and gets it whenever that appears', async () => {
    await control(mission.dintero, 'PUT', 'accounts/T11223344', { groupedNumberDelayMs: 3_600_000 });
    await isIt(noonOn(issueDate));
    await mission.api.run('poll-open');
    await mission.untilState('L-1-1', 'issued');
    const before = await mission.api.get<{ invoiceNumber: string | null; providerStatus: string }>('invoices/L-1-1');
    expect(before.invoiceNumber).toBeNull();
    expect(await mission.api.items<Entry>('journal-entries?orderId=L-1')).toMatchObject([{ date: issueDate }]);
    expect(await casesOf(mission.api, 'GROUPED_NOT_ISSUED')).toEqual([]);

    await control(mission.dintero, 'POST', 'time', { advanceSeconds: 7200 });
    await mission.api.run('poll-open');
    const after = await eventually(
      () => mission.api.get<{ invoiceNumber: string | null; invoiceDate: string }>('invoices/L-1-1'),
      ({ invoiceNumber }) => invoiceNumber !== null,
    );
    expect(after.invoiceDate).toBe(issueDate);
    expect(await mission.api.get(`grouped-invoices/${after.invoiceNumber ?? ''}`)).toMatchObject({ orderCount: 1 });
    expect(await casesOf(mission.api, 'INVOICE_DATE_LATE')).toEqual([]);
    expect(await mission.api.items('journal-entries?orderId=L-1')).toHaveLength(1);
  });
});
