import { DataSource, type EntityManager } from 'typeorm';
import { BounceTokens } from '../../src/delivery/bounces/bounce-tokens.js';
import { HandleBounces } from '../../src/delivery/bounces/handle-bounces.js';
import { RecordBounce } from '../../src/delivery/bounces/record-bounce.js';
import { Suppressions } from '../../src/delivery/bounces/suppressions.js';
import { Deliveries } from '../../src/delivery/deliveries.js';
import type { Merchant } from '../../src/domain/merchant.js';
import { Exceptions } from '../../src/exceptions/exceptions.js';
import type { InboxMessage } from '../../src/inbox/inbox-message.js';
import { Merchants } from '../../src/merchants/merchants.js';
import { dataSourceOptions } from '../../src/platform/database/data-source-options.js';
import { query, queryOne } from '../../src/platform/database/sql.js';
import { createTestDatabase, type TestDatabase } from '../support/databases.js';
import { nordicSupplies } from '../support/sandbox-merchant.js';
import { deliveryRow, inboxRow, invoiceRow, type SentInvoice, TEST_VAULT } from '../support/sent-invoices.js';

const DEBTOR = 'ap@fjordtest.example';
const ARCHIVE = 'Archive@nordic.example';

let database: TestDatabase;
let dataSource: DataSource;
let manager: EntityManager;
const tokens = new BounceTokens(TEST_VAULT);
const suppressions = new Suppressions(TEST_VAULT);
const merchant = aMerchant('nordic-supplies');
const neighbour = aMerchant('nordic-neighbour');
let handle: HandleBounces;
let invoices = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({ ...dataSourceOptions(database.url, 4), logging: false }).initialize();
  manager = dataSource.manager;
  const deliveries = new Deliveries(TEST_VAULT);
  const record = new RecordBounce(deliveries, suppressions, new Exceptions());
  handle = new HandleBounces(new Merchants([merchant, neighbour]), tokens, deliveries, record);
});

beforeEach(() => manager.query('truncate suppression, exception_case'));

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

function aMerchant(id: string): Merchant {
  const bounces = { address: 'bounces+TOKEN@nordic.example', mailbox: null };
  return { ...nordicSupplies({ delivery: { bounces, bcc: [ARCHIVE] } }), id };
}

interface Sent {
  readonly invoiceId: string;
  readonly reference: string;
  readonly deliveryId: string;
}

async function sent(state: SentInvoice['state'] = 'issued'): Promise<Sent> {
  invoices += 1;
  const reference = `R-${invoices}`;
  const invoiceId = await invoiceRow(manager, merchant, { reference, state });
  return { invoiceId, reference, deliveryId: await deliveryRow(manager, merchant, invoiceId, { recipient: DEBTOR }) };
}

/** A report to the return address of a delivery about these recipients. */
function report(deliveryId: string, ...blocks: readonly string[]): string {
  return [
    'From: mailer-daemon@mx.nordic.example',
    `To: ${tokens.addressFor(merchant, deliveryId) ?? ''}`,
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.nordic.example',
    '',
    blocks.join('\r\n\r\n'),
    '',
    '--b--',
    '',
  ].join('\r\n');
}

function failed(address: string, status = '5.1.1'): string {
  return `Final-Recipient: rfc822; ${address}\r\nAction: failed\r\nStatus: ${status}\r\nDiagnostic-Code: smtp; 550 ${status} <${address}> no`;
}

/** The message came, to this merchant; gives it, to be handled again. */
async function arrives(text: string, to = merchant): Promise<InboxMessage> {
  const id = await inboxRow(manager, to, 'bounce');
  const message: InboxMessage = {
    id,
    merchantId: to.id,
    source: 'bounce',
    subject: null,
    verdict: 'new',
    target: null,
    body: Buffer.from(text),
    receivedAt: new Date(),
  };
  await handle.handle(manager, [message]);
  return message;
}

async function factsOf(deliveryId: string) {
  const row = await queryOne<{ bounced: boolean; delivered: boolean; classes: string[] }>(
    manager,
    `select bounced_at is not null as bounced, delivered_at is not null as delivered,
       array(select class from bounce b where b.delivery_id = d.id order by id) as classes
     from delivery d where id = $1`,
    [deliveryId],
  );
  return row;
}

async function cases(): Promise<string[]> {
  const rows = await query<{ line: string }>(
    manager,
    `select subject_id || ' ' || code as line from exception_case where state = 'open' order by id`,
  );
  return rows.map(({ line }) => line);
}

describe('a bounce', () => {
  it('is told once, however often its message is handled', async () => {
    const { deliveryId, reference } = await sent();
    const message = await arrives(report(deliveryId, failed(DEBTOR)));
    await handle.handle(manager, [message, message]);

    expect(await factsOf(deliveryId)).toEqual({ bounced: true, delivered: false, classes: ['hard'] });
    expect(await cases()).toEqual([`${reference} DELIVERY_BOUNCED`]);
    expect(await suppressions.has(manager, merchant.id, DEBTOR.toUpperCase())).toBe(true);
  });

  it('means nothing at another merchant, whose token it is not', async () => {
    const { deliveryId } = await sent();
    await arrives(report(deliveryId, failed(DEBTOR)), neighbour);

    expect(await factsOf(deliveryId)).toMatchObject({ bounced: false, classes: [] });
    expect(await suppressions.has(manager, neighbour.id, DEBTOR)).toBe(false);
  });

  it('of a blind copy is not the debtor’s', async () => {
    const { deliveryId } = await sent();
    await arrives(report(deliveryId, failed(ARCHIVE.toLowerCase())));

    expect(await factsOf(deliveryId)).toMatchObject({ bounced: false, classes: [] });
    expect(await cases()).toEqual([]);
  });

  it('of the debtor counts beside one of a blind copy', async () => {
    const { deliveryId } = await sent();
    await arrives(report(deliveryId, failed('archive@nordic.example', '5.2.2'), failed(DEBTOR)));

    expect(await factsOf(deliveryId)).toMatchObject({ bounced: true, classes: ['hard'] });
    expect(await suppressions.has(manager, merchant.id, DEBTOR)).toBe(true);
  });

  it('from where the debtor’s mail is passed on to counts as the debtor’s', async () => {
    const { deliveryId } = await sent();
    await arrives(report(deliveryId, failed('accounting@elsewhere.example')));

    expect(await factsOf(deliveryId)).toMatchObject({ bounced: true });
    expect(await suppressions.has(manager, merchant.id, DEBTOR)).toBe(true);
  });

  it.each([
    ['the mailbox is full', '5.2.2', ['hard']],
    ['the message is unwelcome', '5.7.1', ['hard']],
    ['the server gave up', '4.4.7', ['gave-up']],
  ])('is told and suppresses nothing when %s', async (_, status, classes) => {
    const { deliveryId, reference } = await sent();
    await arrives(report(deliveryId, failed(DEBTOR, status)));

    expect(await factsOf(deliveryId)).toEqual({ bounced: true, delivered: false, classes });
    expect(await cases()).toEqual([`${reference} DELIVERY_BOUNCED`]);
    expect(await suppressions.has(manager, merchant.id, DEBTOR)).toBe(false);
  });

  it('that comes after the window takes back that the mail was delivered', async () => {
    const { deliveryId } = await sent();
    await manager.query('update delivery set delivered_at = now() where id = $1', [deliveryId]);
    await arrives(report(deliveryId, failed(DEBTOR)));

    expect(await factsOf(deliveryId)).toMatchObject({ bounced: true, delivered: false });
  });

  it('follows what was only late before', async () => {
    const { deliveryId } = await sent();
    const delayed = `Final-Recipient: rfc822; ${DEBTOR}\r\nAction: delayed\r\nStatus: 4.4.1`;
    await arrives(report(deliveryId, delayed));
    expect(await factsOf(deliveryId)).toMatchObject({ bounced: false, classes: ['soft'] });
    expect(await cases()).toEqual([]);

    await arrives(report(deliveryId, failed(DEBTOR, '4.4.7')));
    expect(await factsOf(deliveryId)).toMatchObject({ bounced: true, classes: ['soft', 'gave-up'] });
  });

  it('of a sending that was replaced asks nobody any more', async () => {
    const { deliveryId, invoiceId } = await sent();
    await deliveryRow(manager, merchant, invoiceId, { recipient: 'right@fjordtest.example' });
    await arrives(report(deliveryId, failed(DEBTOR)));

    expect(await factsOf(deliveryId)).toMatchObject({ bounced: true });
    expect(await cases()).toEqual([]);
  });

  it.each(['paid', 'voided'] as const)('of an invoice that is %s asks nobody', async (state) => {
    const { deliveryId } = await sent(state);
    await arrives(report(deliveryId, failed(DEBTOR)));

    expect(await cases()).toEqual([]);
  });
});

describe('a complaint', () => {
  it('stops mail to the address, and does not say that the invoice did not arrive', async () => {
    const { deliveryId } = await sent();
    const address = tokens.addressFor(merchant, deliveryId) ?? '';
    await arrives(
      [
        'From: feedback@fbl.mailer.test',
        `To: ${address}`,
        'Subject: FW: Faktura',
        'Content-Type: multipart/report; report-type=feedback-report; boundary="b"',
        '',
        '--b',
        'Content-Type: message/feedback-report',
        '',
        'Feedback-Type: abuse',
        '',
        '--b--',
      ].join('\r\n'),
    );

    expect(await factsOf(deliveryId)).toEqual({ bounced: false, delivered: false, classes: ['complaint'] });
    expect(await cases()).toEqual([]);
    const [listed] = await suppressions.list(manager, merchant.id, { before: null, lifted: false, count: 1 });
    expect(listed).toMatchObject({ address: DEBTOR, cause: 'complaint' });
  });
});

describe('the list of suppressed addresses', () => {
  it('holds an address once, and keeps what was lifted', async () => {
    const added = { cause: 'person', status: null, reason: 'left', addedBy: 'ops' } as const;
    const id = await suppressions.add(manager, merchant.id, DEBTOR, added);
    expect(await suppressions.add(manager, merchant.id, ` ${DEBTOR.toUpperCase()}`, added)).toBeNull();

    expect(await suppressions.lift(manager, neighbour.id, id ?? '', 'ops', 'mine?')).toBeNull();
    expect(await suppressions.lift(manager, merchant.id, id ?? '', 'ops', 'back')).toBe(DEBTOR);
    expect(await suppressions.has(manager, merchant.id, DEBTOR)).toBe(false);
    const [lifted] = await suppressions.list(manager, merchant.id, { before: null, lifted: true, count: 1 });
    expect(lifted).toMatchObject({ id, liftedBy: 'ops', liftReason: 'back' });
  });

  it('shows nobody an address without the key: not in clear, and not by a plain hash', async () => {
    await suppressions.add(manager, merchant.id, DEBTOR, { cause: 'bounce', status: null, reason: null, addedBy: 'x' });
    const [row] = await query<{ text: string }>(manager, 'select s::text as text from suppression s');
    const { createHash } = await import('node:crypto');

    expect(row?.text).not.toContain('fjordtest');
    expect(row?.text).not.toContain(createHash('sha256').update(DEBTOR).digest('hex'));
  });
});
