import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { PDFDocument } from 'pdf-lib';
import { contentsOf } from '../../src/platform/pdf/page-contents.js';
import { Api, control, eventually } from '../support/api.js';
import { fakturabro } from '../support/cli.js';
import { ADMIN_KEY } from '../support/connector.js';
import { Mission } from '../support/mission.js';
import { readPdf } from '../support/pdf-reader.js';
import { orderBody } from '../../sandbox/sample-order.js';

jest.setTimeout(60_000);

let mission: Mission;

beforeAll(async () => {
  mission = await Mission.start();
});

afterAll(() => mission.close());

describe('an order the merchant delivers', () => {
  it('is invoiced, collected, mailed, paid in two parts, settled, and stands in the ERP', async () => {
    await mission.webhook(orderBody({ orderId: 'E-1' }));
    const issued = await mission.untilState('E-1-1', 'issued');

    const [delivery] = await eventually(
      () => mission.api.items<{ state: string; messageId: string; smtpAnswer: string }>('deliveries?invoice=E-1-1'),
      ([first]) => first?.state === 'accepted',
    );
    expect(delivery?.smtpAnswer).toMatch(/^250/);
    const mail = await mission.mailWith(delivery?.messageId ?? '');
    expect(mail.text).toContain(issued.kid);
    expect(mail.headers['message-id']).toBe(delivery?.messageId);
    const sent = (await PDFDocument.load(await mission.attachmentOf(mail, 0))).getPages();
    const original = await PDFDocument.load(await mission.api.bytes('invoices/E-1-1/document?kind=original'));
    expect(sent.slice(1).map(contentsOf)).toEqual(original.getPages().map(contentsOf));
    const { pages } = await readPdf(await mission.attachmentOf(mail, 0));
    expect(pages[0]).toMatch(/^Nordic Supplies AS Faktura .* Ordrenummer /);
    const shown = await previewOf('E-1');
    expect(shown.text.trim()).toBe(mail.text.trim());
    const message = await simpleParser(shown.eml);
    expect(message.to).toMatchObject({ text: 'ap@fjordtest.example' });
    expect(message.attachments[0]?.size).toBe((await mission.attachmentOf(mail, 0)).byteLength);

    await mission.pay(issued.transactionId, 100_000);
    await mission.untilState('E-1-1', 'partly-paid');
    await mission.pay(issued.transactionId, 61_250);
    await mission.untilState('E-1-1', 'paid');

    const settlement = await control<{ id: string; amounts: { amount: number }[] }>(
      mission.dintero,
      'POST',
      'accounts/T11223344/settlements',
      { transactionIds: [issued.transactionId], feeBasisPoints: 50 },
    );
    await mission.api.run('settlements');
    await eventually(
      () => mission.api.get<{ state: string }>(`settlements/${settlement.id}`),
      ({ state }) => state === 'posted',
    );
    const paidOut = settlement.amounts[0]?.amount ?? 0;
    const wrong = await mission.api.post(`settlements/${settlement.id}/payout`, {
      amount: paidOut - 1,
      currency: 'NOK',
      date: '2026-11-24',
    });
    expect([wrong.status, wrong.body.code]).toEqual([422, 'BANK_AMOUNT_DIFFERS']);
    const right = await mission.api.post(`settlements/${settlement.id}/payout`, {
      amount: paidOut,
      currency: 'NOK',
      date: '2026-11-24',
    });
    expect(right.status).toBe(204);

    const entries = await mission.api.items<{ reference: string }>('journal-entries?limit=200');
    const kinds = entries.map(({ reference }) => reference.split(':')[0]);
    expect(kinds.sort()).toEqual(['invoice', 'payment', 'payment', 'payout', 'settlement']);
    const balances = await mission.api.items<{ role: string; balance: number }>('balances');
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
    const audit = await mission.api.run('verify');
    expect([audit.state, audit.result]).toEqual(['succeeded', 'everything agrees']);
  });
});

describe('around it', () => {
  it('keeps tenants apart: a key for one merchant sees no other, whatever it asks', async () => {
    const spec = (await (await fetch(`${mission.connector.url}/openapi.json`)).json()) as {
      paths: Record<string, Record<string, unknown>>;
    };
    const { key } = JSON.parse(await createKey()) as { key: string };
    const routes = Object.entries(spec.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method): [string, string] => [method.toUpperCase(), path]),
    );
    const ofMerchants = routes.filter(([, path]) => path.includes('{merchant}'));
    expect(ofMerchants.length).toBeGreaterThan(20);
    for (const [method, path] of ofMerchants) {
      const url = mission.connector.url + path.replace('{merchant}', 'nordic-supplies').replaceAll(/\{\w+\}/g, '1');
      const answer = await fetch(url, { method, headers: { authorization: `Bearer ${key}` } });
      // The intake tells a stranger nothing at all; every other route says there is no such merchant.
      expect([path, method, answer.status]).toEqual([
        path,
        method,
        method === 'POST' && path.endsWith('/orders') ? 401 : 404,
      ]);
    }
    const own = await new Api(mission.connector.url, 'svenska-verktyg', key).send('GET', 'orders');
    expect(own.status).toBe(200);
  });

  it('is healthy, measurable and documented', async () => {
    expect((await fetch(`${mission.connector.url}/health/live`)).status).toBe(200);
    expect((await fetch(`${mission.connector.url}/health/ready`)).status).toBe(200);
    expect(await (await fetch(`${mission.connector.url}/metrics`)).text()).toContain(
      'fakturabro_unauthenticated_requests_total',
    );
    expect(await (await fetch(`${mission.connector.url}/docs`)).text()).toContain('swagger');
    expect((await fetch(`${mission.connector.url}/v1/merchants`)).status).toBe(401);
  });

  it('sends the morning report', async () => {
    expect((await mission.api.run('report')).state).toBe('succeeded');
    const messages = await mission.mailsTo('finance@nordic-supplies.example');
    expect(messages).toHaveLength(1);
    expect(messages[0]?.messageId).toMatch(/^<report\.nordic-supplies\.\d+@nordic-supplies\.example>$/);
  });

  it('shows no secret in anything it printed', () => {
    expect(mission.printedSecrets()).toEqual([]);
  });

  it('stops in order when it is asked to', async () => {
    expect(await mission.connector.stop()).toBe(0);
  });
});

async function erpState(): Promise<{ entries: unknown[]; duplicatesByReference: Record<string, number> }> {
  return control(mission.erp, 'GET', 'nordic-supplies/state');
}

/** What the command line shows of the newest mail of an order that the connector knows. */
async function previewOf(orderId: string): Promise<{ text: string; eml: Buffer }> {
  const folder = join(mission.installation.dataDir, 'preview');
  const verb = ['mail', 'preview', '--merchant', 'nordic-supplies', '--order', orderId, '--out', folder, '--eml'];
  const { stderr } = await fakturabro(
    { FAKTURABRO_URL: mission.connector.url, FAKTURABRO_API_KEY: ADMIN_KEY },
    ...verb,
  );
  expect(stderr).toBe('');
  const name = join(folder, 'nordic-supplies.invoice');
  return { text: await readFile(`${name}.txt`, 'utf8'), eml: await readFile(`${name}.eml`) };
}

async function createKey(): Promise<string> {
  const name = `test-${randomUUID()}`;
  const create = ['keys', 'create', name, '--merchant', 'svenska-verktyg', '--json'];
  return (await fakturabro({ DATABASE_URL: mission.database.url }, ...create)).stdout;
}
