import { DataSource, type EntityManager } from 'typeorm';
import { MailboxTurns } from '../../src/delivery/bounces/mailbox-turns.js';
import { WatchDeliveries } from '../../src/delivery/watch-deliveries.js';
import type { BounceMailboxSettings, Merchant } from '../../src/domain/merchant.js';
import { Secret } from '../../src/domain/secret.js';
import { Exceptions } from '../../src/exceptions/exceptions.js';
import { dataSourceOptions } from '../../src/platform/database/data-source-options.js';
import { query, queryOne } from '../../src/platform/database/sql.js';
import { createTestDatabase, type TestDatabase } from '../support/databases.js';
import { nordicSupplies } from '../support/sandbox-merchant.js';
import { deliveryRow, invoiceRow } from '../support/sent-invoices.js';

const MAILBOX: BounceMailboxSettings = {
  host: 'mail.nordic.example',
  port: 993,
  tls: 'implicit',
  user: new Secret('bounces'),
  password: new Secret('hush'),
  folder: 'INBOX',
  moveTo: null,
};

let database: TestDatabase;
let dataSource: DataSource;
let manager: EntityManager;
let turns: MailboxTurns;
let watch: WatchDeliveries;
let merchants = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({ ...dataSourceOptions(database.url, 4), logging: false }).initialize();
  manager = dataSource.manager;
  turns = new MailboxTurns(dataSource);
  watch = new WatchDeliveries(dataSource, turns, new Exceptions());
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

/** A Norwegian merchant of the test's own, whose bounces come to a mailbox unless they are posted. */
function aMerchant(mailbox: BounceMailboxSettings | null = MAILBOX): Merchant {
  merchants += 1;
  const bounces = { address: 'bounces+TOKEN@nordic.example', mailbox };
  return { ...nordicSupplies({ delivery: { bounces } }), id: `nordic-${merchants}` };
}

/** Code and details of the open cases, by invoice. */
async function openCases(merchant: Merchant): Promise<Record<string, string>> {
  const rows = await query<{ subject_id: string; code: string; details: object }>(
    manager,
    `select subject_id, code, details from exception_case where merchant_id = $1 and state = 'open'`,
    [merchant.id],
  );
  return Object.fromEntries(
    rows.map(({ subject_id: id, code, details }) => [id, `${code} ${JSON.stringify(details)}`]),
  );
}

/** Somebody read the mailbox to its end at this moment. */
async function mailboxRead(merchant: Merchant, at: string): Promise<void> {
  const turn = await turns.begin(merchant.id, MAILBOX);
  await turns.end(merchant.id, turn?.reader ?? '', { uidValidity: 1n, lastUid: 1 }, true);
  await manager.query('update bounce_mailbox set read_at = $2 where merchant_id = $1', [merchant.id, at]);
}

async function deliveredAt(id: string): Promise<string | null> {
  const row = await queryOne<{ delivered_at: Date | null }>(
    manager,
    'select delivered_at from delivery where id = $1',
    [id],
  );
  return row?.delivered_at?.toISOString() ?? null;
}

describe('the start of collection', () => {
  it('is late on the second bank day after the authorisation, not over a weekend before', async () => {
    const merchant = aMerchant();
    await invoiceRow(manager, merchant, { reference: 'L-1', state: 'authorised', createdAt: '2026-11-20T15:00:00Z' });

    expect(await watch.run(merchant, new Date('2026-11-23T22:30:00Z'))).toMatchObject({ late: 0 });
    expect(await watch.run(merchant, new Date('2026-11-23T23:30:00Z'))).toMatchObject({ late: 1 });
    expect(await openCases(merchant)).toEqual({ 'L-1': 'COLLECTION_LATE {"days":2,"limit":1,"since":"2026-11-20"}' });
  });

  it('is no longer late once it has happened', async () => {
    const merchant = aMerchant();
    const id = await invoiceRow(manager, merchant, { reference: 'L-2', state: 'authorised' });
    await watch.run(merchant, new Date('2026-11-20T09:00:00Z'));
    await manager.query(`update invoice set state = 'issued', collection_started_at = now() where id = $1`, [id]);

    await watch.run(merchant, new Date('2026-11-20T09:00:00Z'));

    expect(await openCases(merchant)).toEqual({});
  });
});

describe('the acceptance of the mail', () => {
  it('is late while no mail server has taken one, and closes when one has', async () => {
    const merchant = aMerchant();
    const id = await invoiceRow(manager, merchant, { reference: 'L-3', startedAt: '2026-11-18T09:00:00Z' });
    await deliveryRow(manager, merchant, id, { acceptedAt: null });

    await watch.run(merchant, new Date('2026-11-20T09:00:00Z'));
    expect(await openCases(merchant)).toEqual({ 'L-3': 'ACCEPTANCE_LATE {"days":2,"limit":1,"since":"2026-11-18"}' });

    await deliveryRow(manager, merchant, id);
    await watch.run(merchant, new Date('2026-11-20T09:05:00Z'));
    expect(await openCases(merchant)).toEqual({});
  });

  it('is nobody’s concern any more when the debtor has paid, or the invoice was cancelled', async () => {
    const merchant = aMerchant();
    await invoiceRow(manager, merchant, { reference: 'L-4', state: 'paid' });
    await invoiceRow(manager, merchant, { reference: 'L-5', state: 'voided' });

    expect(await watch.run(merchant, new Date('2026-11-20T09:00:00Z'))).toMatchObject({ late: 0 });
  });
});

describe('an accepted mail that nothing came back of', () => {
  async function accepted(merchant: Merchant, reference: string): Promise<string> {
    const invoice = await invoiceRow(manager, merchant, { reference });
    return deliveryRow(manager, merchant, invoice, { windowEndsOn: '2026-11-18' });
  }

  it('counts as delivered from the first look after the window, when the mailbox was read after it', async () => {
    const merchant = aMerchant();
    const id = await accepted(merchant, 'L-6');
    await mailboxRead(merchant, '2026-11-19T06:00:00Z');

    expect(await watch.run(merchant, new Date('2026-11-18T12:00:00Z'))).toMatchObject({ delivered: 0, undecided: 0 });
    expect(await watch.run(merchant, new Date('2026-11-19T06:10:00Z'))).toMatchObject({ delivered: 1, undecided: 0 });
    expect(await watch.run(merchant, new Date('2026-11-20T06:10:00Z'))).toMatchObject({ delivered: 0 });
    expect(await deliveredAt(id)).toBe('2026-11-19T06:10:00.000Z');
  });

  it('is undecided while nobody has listened, and decided once somebody has', async () => {
    const merchant = aMerchant();
    const id = await accepted(merchant, 'L-7');
    await mailboxRead(merchant, '2026-11-18T21:00:00Z');

    expect(await watch.run(merchant, new Date('2026-11-19T06:10:00Z'))).toMatchObject({ delivered: 0, undecided: 1 });
    expect(await openCases(merchant)).toEqual({ 'L-7': 'DELIVERY_UNDECIDED {"since":"2026-11-18"}' });
    expect(await deliveredAt(id)).toBeNull();

    await mailboxRead(merchant, '2026-11-20T06:00:00Z');
    expect(await watch.run(merchant, new Date('2026-11-20T06:10:00Z'))).toMatchObject({ delivered: 1, undecided: 0 });
    expect(await openCases(merchant)).toEqual({});
  });

  it('counts as delivered without a mailbox too, when bounces are posted', async () => {
    const merchant = aMerchant(null);
    const id = await accepted(merchant, 'L-8');

    await watch.run(merchant, new Date('2026-11-19T06:10:00Z'));

    expect(await deliveredAt(id)).not.toBeNull();
  });

  it('never counts as delivered when it bounced', async () => {
    const merchant = aMerchant(null);
    const id = await accepted(merchant, 'L-9');
    await manager.query('update delivery set bounced_at = now() where id = $1', [id]);

    expect(await watch.run(merchant, new Date('2026-11-30T06:10:00Z'))).toMatchObject({ delivered: 0, undecided: 0 });
  });
});

describe('the turn to read a mailbox', () => {
  it('goes to one process at a time, and to the next when that one has ended or given up', async () => {
    const { id } = aMerchant();
    const claims = await Promise.all(Array.from({ length: 8 }, () => turns.begin(id, MAILBOX)));
    const [turn, ...others] = claims.filter((claim) => claim !== null);

    expect([turn?.since, others]).toEqual([null, []]);
    await turns.giveUp(id, turn?.reader ?? '');
    const next = await turns.begin(id, MAILBOX);
    await turns.end(id, next?.reader ?? '', { uidValidity: 7n, lastUid: 41 }, false);

    expect((await turns.begin(id, MAILBOX))?.since).toEqual({ uidValidity: 7n, lastUid: 41 });
    expect(await turns.readAt(id)).toBeNull();
  });

  it('is taken over from a reader that was killed, whose late word then counts for nothing', async () => {
    const { id } = aMerchant();
    const killed = await turns.begin(id, MAILBOX);
    await manager.query(`update bounce_mailbox set reader_until = now() - interval '1 second' where merchant_id = $1`, [
      id,
    ]);

    const next = await turns.begin(id, MAILBOX);
    await turns.end(id, killed?.reader ?? '', { uidValidity: 7n, lastUid: 99 }, true);

    expect(next).not.toBeNull();
    expect(await turns.begin(id, MAILBOX)).toBeNull();
    expect(await turns.readAt(id)).toBeNull();
  });

  it('begins anew in another mailbox', async () => {
    const { id } = aMerchant();
    const turn = await turns.begin(id, MAILBOX);
    await turns.end(id, turn?.reader ?? '', { uidValidity: 7n, lastUid: 41 }, true);

    expect((await turns.begin(id, { ...MAILBOX, folder: 'Bounces' }))?.since).toBeNull();
  });
});

describe('a case about a mail that failed', () => {
  it('closes when the invoice is paid or cancelled, because the mail need not arrive any more', async () => {
    const merchant = aMerchant();
    const exceptions = new Exceptions();
    for (const [reference, state] of [
      ['L-10', 'paid'],
      ['L-11', 'voided'],
      ['L-12', 'issued'],
    ] as const) {
      const id = await invoiceRow(manager, merchant, { reference, state });
      await deliveryRow(manager, merchant, id);
      const subject = { kind: 'invoice' as const, id: reference };
      await exceptions.raise(manager, { merchantId: merchant.id, code: 'DELIVERY_BOUNCED', subject });
    }

    await watch.run(merchant, new Date('2026-11-02T10:00:00Z'));

    expect(Object.keys(await openCases(merchant))).toEqual(['L-12']);
  });
});
