import { execFile } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { jest } from '@jest/globals';
import { PDFDocument } from 'pdf-lib';
import { projectRoot } from '../../src/platform/config/project-root.js';
import { Api, control, eventually } from '../support/api.js';
import { Connector } from '../support/connector.js';
import { createTestDatabase, type TestDatabase } from '../support/databases.js';
import { install, type Installation } from '../support/installation.js';
import { orderBody, smallOrder } from '../support/orders.js';

jest.setTimeout(60_000);

let installation: Installation;
let database: TestDatabase;
let connector: Connector;
let api: Api;
let dintero: string;
let erp: string;

beforeAll(async () => {
  installation = await install();
  database = await createTestDatabase();
  connector = await Connector.start({ installation, databaseUrl: database.url });
  api = new Api(connector.url);
  dintero = new URL(installation.sandbox.dinteroUrl).origin;
  erp = installation.sandbox.erpUrl;
});

afterAll(async () => {
  await connector.stop();
  await installation.close();
  await database.drop();
});

interface InvoiceAnswer {
  readonly state: string;
  readonly transactionId: string;
  readonly openAmount: number;
  readonly paidAmount: number;
  readonly kid: string;
  readonly dueDate: string;
}

const invoice = (reference: string): Promise<InvoiceAnswer> => api.get<InvoiceAnswer>(`invoices/${reference}`);
const untilState = (reference: string, state: string): Promise<InvoiceAnswer> =>
  eventually(
    () => invoice(reference),
    (some) => some.state === state,
  );
const pay = (transactionId: string, amountMinor: number, callback = true): Promise<unknown> =>
  control(dintero, 'POST', `transactions/${transactionId}/payments`, { amountMinor, callback });
const webhook = (
  order: Record<string, unknown>,
  options: Record<string, unknown> = {},
): Promise<{ answers: { status: number }[] }> =>
  control(erp, 'POST', 'nordic-supplies/webhooks', {
    url: `${connector.url}/v1/merchants/nordic-supplies/orders`,
    order,
    ...options,
  });

describe('an order the merchant delivers', () => {
  it('is invoiced, collected, mailed, paid in two parts, settled, and stands in the ERP', async () => {
    await webhook(orderBody({ orderId: 'E-1' }));
    const issued = await untilState('E-1-1', 'issued');

    const [delivery] = await eventually(
      () => api.items<{ state: string; messageId: string; smtpAnswer: string }>('deliveries?invoice=E-1-1'),
      ([first]) => first?.state === 'accepted',
    );
    expect(delivery?.smtpAnswer).toMatch(/^250/);
    const mail = await mailWith(delivery?.messageId ?? '');
    expect(mail.text).toContain(issued.kid);
    expect(mail.headers['message-id']).toBe(delivery?.messageId);
    const pdf = await fetch(`${installation.sandbox.mailboxUrl}/api/messages/${mail.id}/attachments/0`);
    const pages = (await PDFDocument.load(await pdf.arrayBuffer())).getPageCount();
    const original = await PDFDocument.load(await bytesOf('invoices/E-1-1/document?kind=original'));
    expect(pages).toBe(original.getPageCount() + 1);

    await pay(issued.transactionId, 100_000);
    await untilState('E-1-1', 'partly-paid');
    await pay(issued.transactionId, 61_250);
    await untilState('E-1-1', 'paid');

    const settlement = await control<{ id: string; amounts: { amount: number }[] }>(
      dintero,
      'POST',
      'accounts/T11223344/settlements',
      { transactionIds: [issued.transactionId], feeBasisPoints: 50 },
    );
    await api.run('settlements');
    await eventually(
      () => api.get<{ state: string }>(`settlements/${settlement.id}`),
      ({ state }) => state === 'posted',
    );
    const paidOut = settlement.amounts[0]?.amount ?? 0;
    const wrong = await api.post(`settlements/${settlement.id}/payout`, {
      amount: paidOut - 1,
      currency: 'NOK',
      date: '2026-11-24',
    });
    expect([wrong.status, wrong.body.code]).toEqual([422, 'BANK_AMOUNT_DIFFERS']);
    const right = await api.post(`settlements/${settlement.id}/payout`, {
      amount: paidOut,
      currency: 'NOK',
      date: '2026-11-24',
    });
    expect(right.status).toBe(204);

    const entries = await api.items<{ reference: string }>('journal-entries?limit=200');
    const kinds = entries.map(({ reference }) => reference.split(':')[0]);
    expect(kinds.sort()).toEqual(['invoice', 'payment', 'payment', 'payout', 'settlement']);
    const balances = await api.items<{ role: string; balance: number }>('balances');
    expect(balances.reduce((sum, { balance }) => sum + balance, 0)).toBe(0);
    expect(balances.find(({ role }) => role === 'receivable')?.balance).toBe(0);
    expect(balances.find(({ role }) => role === 'providerClearing')?.balance).toBe(0);
    expect(balances.find(({ role }) => role === 'bank')?.balance).toBe(paidOut);

    // The ERP owns the invoice entry; the others are handed over, once each, and read back.
    const handed = await eventually(
      () => erpState(),
      ({ entries: some }) => some.length === 4,
    );
    expect(handed.duplicatesByReference).toEqual({});
    const audit = await api.run('verify');
    expect([audit.state, audit.result]).toEqual(['succeeded', 'everything agrees']);
  });
});

describe('intake', () => {
  it('answers 202 for a new order, 200 for the same again, and stores both', async () => {
    const order = smallOrder('E-2');
    const { answers } = await webhook(order, { times: 2 });
    expect(answers.map(({ status }) => status)).toEqual([202, 200]);
    expect(await api.items('inbox?subject=E-2')).toHaveLength(2);
    await untilState('E-2-1', 'issued');
    expect(await api.items('invoices?orderId=E-2')).toHaveLength(1);
  });

  it('names every wrong field in one answer, and keeps what was sent', async () => {
    const order = orderBody({
      orderId: 'E-3',
      totalAmount: 1,
      debtor: { email: 'nobody', phone: '12' },
      address: { postalCode: '' },
    });
    const answer = await api.post<{ errors: { pointer: string; rule: string; message: string; fix: string }[] }>(
      'orders',
      order,
    );
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body.errors.map(({ pointer }) => pointer).sort()).toEqual([
      '/debtor/address/postalCode',
      '/debtor/email',
      '/debtor/phone',
      '/totalAmount',
    ]);
    expect(answer.body.errors.every(({ rule, message, fix }) => rule && message && fix)).toBe(true);
    expect(await api.items('inbox?subject=E-3&verdict=refused')).toHaveLength(1);
    const [exception] = await eventually(
      () => api.items<{ code: string }>('exceptions?code=ORDER_INVALID'),
      (some) => some.length === 1,
    );
    expect(exception).toMatchObject({ subject: { kind: 'order', id: 'E-3' } });
    // A correct version closes the case by itself.
    await api.post('orders', smallOrder('E-3'));
    await eventually(
      () => api.items('exceptions?code=ORDER_INVALID'),
      (some) => some.length === 0,
    );
  });

  it('refuses a changed order that has an invoice, with the difference', async () => {
    await api.post('orders', smallOrder('E-4', 12_500, { invoice: { channel: 'kravia' } }));
    await untilState('E-4-1', 'issued');
    const answer = await api.post<{ differences: string[] }>(
      'orders',
      smallOrder('E-4', 25_000, { invoice: { channel: 'kravia' } }),
    );
    expect(answer.status).toBe(409);
    expect(answer.body.differences).toContain('/totalMinor');
    await eventually(
      () => api.items('exceptions?code=ORDER_CHANGED'),
      (some) => some.length === 1,
    );
  });

  it.each([
    ['a wrong signature', { corrupt: 'signature' }],
    ['an altered body', { corrupt: 'body' }],
    ['an old timestamp', { corrupt: 'timestamp' }],
  ])('answers 401 to %s and stores nothing', async (_, options) => {
    const { answers } = await webhook(smallOrder('E-5'), options);
    expect(answers.map(({ status }) => status)).toEqual([401]);
    expect(await api.items('inbox?subject=E-5')).toHaveLength(0);
  });

  it('answers 413 to a body that is too large, and 422 to one that is not JSON', async () => {
    const big = await api.send('POST', 'orders', JSON.stringify({ padding: 'x'.repeat(1_100_000) }));
    expect(big.status).toBe(413);
    const broken = await api.send<{ code: string }>('POST', 'orders', '{"orderId": ');
    expect([broken.status, broken.body.code]).toEqual([422, 'ORDER_INVALID']);
  });

  it('finds in the nightly sync what no webhook brought', async () => {
    await control(
      erp,
      'PUT',
      'nordic-supplies/orders/E-6',
      smallOrder('E-6', 10_000, { invoice: { channel: 'kravia' } }),
    );
    const run = await api.run('nightly-sync');
    expect(run.counts['orders.new']).toBeGreaterThanOrEqual(1);
    await untilState('E-6-1', 'issued');
  });
});

describe('cancelling', () => {
  it('voids an unpaid invoice and books a credit note of its own number series', async () => {
    const order = smallOrder('E-7', 50_000, { invoice: { channel: 'kravia' } });
    await api.post('orders', order);
    await untilState('E-7-1', 'issued');
    const answer = await api.post('orders', { ...order, status: 'cancelled', cause: 'returned' });
    expect([200, 202]).toContain(answer.status);
    await untilState('E-7-1', 'voided');
    const [note] = await api.items<{ documentNumber: string; kind: string }>(
      'journal-entries?orderId=E-7&kind=credit-note',
    );
    expect(note?.documentNumber).toMatch(/^CN-\d+$/);
    expect((await api.get<{ state: string }>('orders/E-7')).state).toBe('cancelled');
    // The late original cannot bring it back.
    expect((await api.post('orders', order)).status).toBe(200);
    expect((await invoice('E-7-1')).state).toBe('voided');
  });

  it('never sends an order that is cancelled before it arrives', async () => {
    await api.post('orders', { orderId: 'E-8', status: 'cancelled', cause: 'entered twice' });
    await eventually(
      () => api.send<{ state: string }>('GET', 'orders/E-8'),
      ({ body }) => body.state === 'cancelled',
    );
    expect((await api.post('orders', smallOrder('E-8'))).status).toBe(200);
    expect(await api.items('invoices?orderId=E-8')).toHaveLength(0);
  });
});

describe('the provider', () => {
  it('may lose its answer: the invoice is adopted, not doubled', async () => {
    await control(dintero, 'POST', 'faults', {
      operation: 'sessions.pay',
      fault: 'lost-answer',
      times: 1,
      match: { merchantReference: 'E-9-1' },
    });
    await api.post('orders', smallOrder('E-9', 20_000, { invoice: { channel: 'kravia' } }));
    await untilState('E-9-1', 'issued');
    const state = await control<{ transactionsByMerchantReference: Record<string, number> }>(
      dintero,
      'GET',
      'state?account=T11223344',
    );
    expect(state.transactionsByMerchantReference['E-9-1']).toBe(1);
  });

  it('may refuse: the order stops with its reason, and can be tried again', async () => {
    await api.post('orders', smallOrder('E-10', 20_000, { debtor: { email: 'ap+refused@fjordtest.example' } }));
    await untilState('E-10-1', 'rejected');
    const [exception] = await api.items<{ id: string; what: string; retryable: boolean }>(
      'exceptions?code=PROVIDER_REJECTED&language=en',
    );
    expect(exception).toMatchObject({ subject: { kind: 'invoice', id: 'E-10-1' }, retryable: true });
    expect((await api.post(`exceptions/${exception?.id ?? ''}/retry`)).status).toBe(202);
    const again = await eventually(
      () => api.items<{ id: string }>('exceptions?code=PROVIDER_REJECTED'),
      ([first]) => first !== undefined && first.id !== exception?.id,
    );
    expect(again).toHaveLength(1);
  });

  it('may call back with a wrong signature: 401, and nothing is believed', async () => {
    const answer = await fetch(
      `${connector.url}/v1/merchants/nordic-supplies/dintero/callback?transaction_id=T11223344.x`,
      {
        headers: { 'dintero-signature': `t=${Math.floor(Date.now() / 1000)},v0-hmac-sha256=${'0'.repeat(64)}` },
      },
    );
    expect(answer.status).toBe(401);
  });

  it('may call by GET or POST, ten times, about anything: every message is kept and answered 200', async () => {
    const path = `/v1/merchants/nordic-supplies/dintero/callback?transaction_id=T11223344.unknown&merchant_reference=NOT-OURS&event=CAPTURE`;
    const url = new URL(connector.url + path);
    for (const method of ['GET', 'POST', ...Array.from({ length: 8 }, () => 'POST')]) {
      const answer = await fetch(url, { method, headers: { 'dintero-signature': signatureOf(method, url) } });
      expect(answer.status).toBe(200);
    }
    expect((await api.items('inbox?subject=T11223344.unknown')).length).toBe(10);
  });

  it('may lose a callback: polling finds the payment', async () => {
    await api.post('orders', smallOrder('E-11', 30_000, { invoice: { channel: 'kravia' } }));
    const { transactionId } = await untilState('E-11-1', 'issued');
    await pay(transactionId, 30_000, false);
    await api.run('poll-open');
    expect((await untilState('E-11-1', 'paid')).paidAmount).toBe(30_000);
  });

  it('may send a settlement one øre short: nothing is posted, and the difference is explained', async () => {
    const { id } = await control<{ id: string }>(dintero, 'POST', 'accounts/T11223344/settlements', {
      shortByMinor: 1,
      shortAs: 'header',
    });
    await api.run('settlements');
    await eventually(
      () => api.get<{ state: string }>(`settlements/${id}`),
      ({ state }) => state === 'stopped',
    );
    const [exception] = await api.items<{ what: string; subject: { id: string } }>(
      'exceptions?code=SETTLEMENT_UNBALANCED',
    );
    expect(exception?.subject.id).toBe(id);
    expect(await api.items(`journal-entries?settlementId=${id}`)).toHaveLength(0);
  });
});

describe('around it', () => {
  it('keeps tenants apart: a key for one merchant sees no other, whatever it asks', async () => {
    const spec = (await (await fetch(`${connector.url}/openapi.json`)).json()) as {
      paths: Record<string, Record<string, unknown>>;
    };
    const { key } = JSON.parse(await createKey()) as { key: string };
    const routes = Object.entries(spec.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method): [string, string] => [method.toUpperCase(), path]),
    );
    const ofMerchants = routes.filter(([, path]) => path.includes('{merchant}'));
    expect(ofMerchants.length).toBeGreaterThan(20);
    for (const [method, path] of ofMerchants) {
      const url = connector.url + path.replace('{merchant}', 'nordic-supplies').replaceAll(/\{\w+\}/g, '1');
      const answer = await fetch(url, { method, headers: { authorization: `Bearer ${key}` } });
      // The intake tells a stranger nothing at all; every other route says there is no such merchant.
      expect([path, method, answer.status]).toEqual([
        path,
        method,
        method === 'POST' && path.endsWith('/orders') ? 401 : 404,
      ]);
    }
    const own = await new Api(connector.url, 'svenska-verktyg', key).send('GET', 'orders');
    expect(own.status).toBe(200);
  });

  it('is healthy, measurable and documented', async () => {
    expect((await fetch(`${connector.url}/health/live`)).status).toBe(200);
    expect((await fetch(`${connector.url}/health/ready`)).status).toBe(200);
    expect(await (await fetch(`${connector.url}/metrics`)).text()).toContain(
      'fakturabro_unauthenticated_requests_total',
    );
    expect(await (await fetch(`${connector.url}/docs`)).text()).toContain('swagger');
    expect((await fetch(`${connector.url}/v1/merchants`)).status).toBe(401);
  });

  it('sends the morning report', async () => {
    expect((await api.run('report')).state).toBe('succeeded');
    const messages = await mailsTo('finance@nordic-supplies.example');
    expect(messages).toHaveLength(1);
    expect(messages[0]?.messageId).toMatch(/^<report\.nordic-supplies\.\d+@nordic-supplies\.example>$/);
  });

  it('shows no secret in anything it printed', () => {
    for (const secret of Object.values(installation.secrets)) expect(connector.printed).not.toContain(secret);
  });

  it('stops in order when it is asked to', async () => {
    expect(await connector.stop()).toBe(0);
  });
});

async function erpState(): Promise<{ entries: unknown[]; duplicatesByReference: Record<string, number> }> {
  return control(erp, 'GET', 'nordic-supplies/state');
}

interface Mail {
  readonly id: string;
  readonly messageId: string;
  readonly text: string;
  readonly headers: Record<string, string>;
}

async function mailsTo(address: string): Promise<Mail[]> {
  const answer = await fetch(`${installation.sandbox.mailboxUrl}/api/messages?to=${encodeURIComponent(address)}`);
  return ((await answer.json()) as { messages: Mail[] }).messages;
}

async function mailWith(messageId: string): Promise<Mail> {
  const found = (await mailsTo('ap@fjordtest.example')).filter((mail) => mail.messageId === messageId);
  expect(found).toHaveLength(1);
  return (await (await fetch(`${installation.sandbox.mailboxUrl}/api/messages/${found[0]?.id ?? ''}`)).json()) as Mail;
}

async function bytesOf(path: string): Promise<ArrayBuffer> {
  const response = await fetch(`${connector.url}/v1/merchants/nordic-supplies/${path}`, {
    headers: { authorization: 'Bearer an-admin-key-for-tests-only' },
  });
  return response.arrayBuffer();
}

/** Written apart from the product's own code: the six lines of the documentation. */
function signatureOf(method: string, url: URL): string {
  const t = Math.floor(Date.now() / 1000);
  const query = new URLSearchParams(url.search);
  query.sort();
  const text = [t, 'T11223344', method, url.hostname, url.pathname, query.toString()].join('\n');
  const secret = installation.secrets.NORDIC_DINTERO_SIGNATURE ?? '';
  return `t=${t},v0-hmac-sha256=${createHmac('sha256', secret).update(text).digest('hex')}`;
}

async function createKey(): Promise<string> {
  const main = join(projectRoot(), 'dist', 'src', 'cli', 'main.js');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [main, 'keys', 'create', `test-${randomUUID()}`, '--merchant', 'svenska-verktyg', '--json'],
    { env: { ...process.env, DATABASE_URL: database.url } },
  );
  return stdout;
}
