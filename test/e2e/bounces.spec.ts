import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { projectRoot } from '../../src/platform/config/project-root.js';
import { control, eventually } from '../support/api.js';
import { fakturabro } from '../support/cli.js';
import { ADMIN_KEY } from '../support/connector.js';
import { Mission } from '../support/mission.js';
import { smallOrder } from '../support/orders.js';

jest.setTimeout(60_000);

interface DeliveryAnswer {
  readonly id: string;
  readonly recipient: string;
  readonly state: string;
  readonly messageId: string;
  readonly sendNumber: number;
  readonly documentSha256: string;
  readonly acceptedAt: string | null;
  readonly windowEndsOn: string | null;
  readonly deliveredAt: string | null;
  readonly bouncedAt: string | null;
  readonly bounces: { readonly class: string; readonly status: string | null; readonly said: string }[];
}

interface CaseAnswer {
  readonly id: string;
  readonly subject: { readonly id: string };
  readonly details: Record<string, unknown>;
}

let mission: Mission;

beforeAll(async () => {
  // The sample's mailbox is there, but commented out.
  mission = await Mission.start((yaml) =>
    yaml.replace('# imap:', 'imap:').replace('  from:', '  fallbackTo: post@nordic-supplies.example\n  from:'),
  );
});

afterAll(() => mission.close());

/** Sends an invoice for a new order to this address, and gives its delivery once that has come to something. */
async function invoiced(orderId: string, email: string): Promise<DeliveryAnswer> {
  await mission.api.post('orders', smallOrder(orderId, 12_500, { debtor: { email } }));
  return deliveryOf(`${orderId}-1`, ({ state }) => !['planned', 'sending'].includes(state));
}

async function deliveryOf(reference: string, isRight: (delivery: DeliveryAnswer) => boolean): Promise<DeliveryAnswer> {
  const [newest] = await eventually(
    () => mission.api.items<DeliveryAnswer>(`deliveries?invoice=${reference}`),
    ([first]) => first !== undefined && isRight(first),
  );
  return newest!;
}

function caseOf(code: string, subject: string): Promise<CaseAnswer | undefined> {
  return mission.api
    .items<CaseAnswer>(`exceptions?code=${code}`)
    .then((cases) => cases.find((each) => each.subject.id === subject));
}

function untilCase(code: string, subject: string): Promise<CaseAnswer | undefined> {
  return eventually(
    () => caseOf(code, subject),
    (found) => found !== undefined,
  );
}

function fault(operation: string, name: string, recipient: string): Promise<unknown> {
  return control(mission.dintero, 'POST', 'faults', { operation, fault: name, match: { recipient } });
}

function suppressionsOf(address: string): Promise<{ id: string; cause: string; status: string | null }[]> {
  return mission.api
    .items<{ id: string; address: string; cause: string; status: string | null }>('suppressions')
    .then((all) => all.filter((each) => each.address === address));
}

describe('an invoice whose mail comes back', () => {
  const gone = 'gone@fjordtest.example';

  it('is sent under a return address of its own, and a report to it is read from the mailbox', async () => {
    await fault('smtp.data', 'bounce', gone);
    const sent = await invoiced('B-1', gone);
    const [mail] = await mission.mailsTo(gone);
    expect(mail).toMatchObject({
      envelope: { from: expect.stringMatching(/^bounces\+[0-9a-z]+-[0-9a-f]{24}@nordic-supplies\.example$/) as string },
    });
    expect(sent).toMatchObject({ state: 'accepted', deliveredAt: null, bouncedAt: null, bounces: [] });
    expect(sent.windowEndsOn).toMatch(/^\d{4}-\d\d-\d\d$/);

    const run = await mission.api.run('deliveries');
    expect(run).toMatchObject({ state: 'succeeded', counts: { 'bounces.taken': 1 } });
    const bounced = await deliveryOf('B-1-1', ({ bouncedAt }) => bouncedAt !== null);
    expect(bounced).toMatchObject({
      state: 'accepted',
      acceptedAt: sent.acceptedAt,
      deliveredAt: null,
      bounces: [{ class: 'hard', status: '5.1.1', said: '550 5.1.1 no such mailbox' }],
    });
  });

  it('is told to a person with the server’s words and no address, and shown on the invoice', async () => {
    const found = await untilCase('DELIVERY_BOUNCED', 'B-1-1');
    expect(found?.details).toMatchObject({ status: '5.1.1', class: 'hard' });
    expect(JSON.stringify(found)).not.toContain(gone);

    const invoice = await mission.api.get('invoices/B-1-1');
    expect(invoice).toMatchObject({
      collectionStartedAt: expect.any(String) as string,
      acceptedAt: expect.any(String) as string,
      deliveredAt: null,
      bouncedAt: expect.any(String) as string,
    });
    expect((await mission.api.run('verify')).counts['audit.bouncedNotResent']).toBe(1);
  });

  it('is read once, however often the mailbox is looked at', async () => {
    expect((await mission.api.run('deliveries')).counts).toMatchObject({ 'bounces.looked': 0, 'bounces.taken': 0 });
    expect((await deliveryOf('B-1-1', () => true)).bounces).toHaveLength(1);
  });

  it('puts its address on the list of those that get no mail: the next invoice waits for a person', async () => {
    expect(await suppressionsOf(gone)).toMatchObject([{ cause: 'bounce', status: '5.1.1' }]);

    const next = await invoiced('B-2', gone);
    expect(next.state).toBe('withheld');
    await untilCase('ADDRESS_SUPPRESSED', 'B-2-1');
    expect(await mission.mailsTo(gone)).toHaveLength(1);
    const again = await mission.api.post<{ code: string }>('invoices/B-1-1/resend', { reason: 'once more' });
    expect([again.status, again.body.code]).toEqual([409, 'ADDRESS_SUPPRESSED']);
  });

  it('goes to the right address with the same bytes and a new Message-ID, once a person has corrected it', async () => {
    const right = 'right@fjordtest.example';
    const before = await deliveryOf('B-1-1', () => true);
    const answer = await mission.api.post('invoices/B-1-1/address', { to: right, reason: 'told by phone' });
    expect(answer.status).toBe(202);

    const after = await deliveryOf('B-1-1', ({ state }) => state === 'accepted');
    expect(after).toMatchObject({
      recipient: right,
      sendNumber: 2,
      documentSha256: before.documentSha256,
      bouncedAt: null,
    });
    expect(after.messageId).not.toBe(before.messageId);
    expect(await caseOf('DELIVERY_BOUNCED', 'B-1-1')).toBeUndefined();
    expect((await mission.api.run('verify')).counts['audit.bouncedNotResent']).toBe(0);

    // It stays corrected.
    await mission.api.post('invoices/B-1-1/resend', { reason: 'asked for a copy' });
    expect(await deliveryOf('B-1-1', ({ sendNumber }) => sendNumber === 3)).toMatchObject({ recipient: right });
  });

  it('goes to the fallback address when a person says so, and to it alone', async () => {
    await mission.api.post('invoices/B-2-1/resend', { fallback: true, reason: 'print and post it' });
    const sent = await deliveryOf('B-2-1', ({ state }) => state === 'accepted');
    expect(sent.recipient).toBe('post@nordic-supplies.example');
    expect(await caseOf('ADDRESS_SUPPRESSED', 'B-2-1')).toBeUndefined();
    const both = await mission.api.post('invoices/B-2-1/resend', { fallback: true, to: gone, reason: 'x' });
    expect(both.status).toBe(422);
  });

  it('goes out by itself when the suppression is lifted, by the command line, with a reason', async () => {
    const waiting = await invoiced('B-3', gone);
    expect(waiting.state).toBe('withheld');
    const [suppression] = await suppressionsOf(gone);
    const environment = { FAKTURABRO_API_KEY: ADMIN_KEY, FAKTURABRO_URL: mission.connector.url };
    const lift = ['suppressions', 'lift', 'nordic-supplies', suppression?.id ?? ''];

    expect((await fakturabro(environment, ...lift, '--reason', 'mailbox is back', '--json')).stdout).toContain(
      '"sent": 1',
    );

    expect(await deliveryOf('B-3-1', ({ state }) => state === 'accepted')).toMatchObject({ id: waiting.id });
    expect(await caseOf('ADDRESS_SUPPRESSED', 'B-3-1')).toBeUndefined();
    expect(await suppressionsOf(gone)).toEqual([]);
  });
});

describe('a mail server that refuses at once', () => {
  it('is the same as one that says so later: noted, told, suppressed', async () => {
    const address = 'nobody@fjordtest.example';
    await fault('smtp.rcpt', 'reject', address);

    const refused = await invoiced('B-4', address);

    expect(refused).toMatchObject({
      state: 'refused',
      acceptedAt: null,
      bounces: [{ class: 'hard', status: '5.1.1' }],
    });
    expect(refused.bouncedAt).not.toBeNull();
    await untilCase('DELIVERY_REFUSED', 'B-4-1');
    expect(await suppressionsOf(address)).toHaveLength(1);
  });

  it('does not blame the address when it refuses the message', async () => {
    const address = 'strict@fjordtest.example';
    await fault('smtp.data', 'reject', address);

    expect((await invoiced('B-5', address)).state).toBe('refused');
    await untilCase('DELIVERY_REFUSED', 'B-5-1');
    expect(await suppressionsOf(address)).toEqual([]);
  });
});

describe('what else comes back', () => {
  it('is noted while the server still tries, and no person is asked', async () => {
    const address = 'slow@fjordtest.example';
    await fault('smtp.data', 'bounce-delayed', address);
    await invoiced('B-6', address);
    await mission.api.run('deliveries');

    const noted = await deliveryOf('B-6-1', ({ bounces }) => bounces.length > 0);
    expect(noted).toMatchObject({ bouncedAt: null, bounces: [{ class: 'soft', status: '4.4.1' }] });
    expect(await caseOf('DELIVERY_BOUNCED', 'B-6-1')).toBeUndefined();
  });

  it('is understood when an old server writes it in words only', async () => {
    const address = 'old@fjordtest.example';
    await fault('smtp.data', 'bounce-in-words', address);
    await invoiced('B-7', address);
    await mission.api.run('deliveries');

    const bounced = await deliveryOf('B-7-1', ({ bouncedAt }) => bouncedAt !== null);
    expect(bounced.bounces).toMatchObject([{ class: 'hard', status: '5.1.1' }]);
  });

  it('is kept and changes nothing when it is an answer from a holiday', async () => {
    const address = 'away@fjordtest.example';
    await fault('smtp.data', 'auto-reply', address);
    const sent = await invoiced('B-8', address);
    expect((await mission.api.run('deliveries')).counts['bounces.taken']).toBe(1);

    const [kept] = await eventually(
      () => mission.api.items<{ handledAt: string | null }>(`inbox?source=bounce&subject=delivery:${sent.id}`),
      ([first]) => typeof first?.handledAt === 'string',
    );
    expect(kept).toBeDefined();
    expect(await deliveryOf('B-8-1', () => true)).toMatchObject({ bouncedAt: null, bounces: [] });
  });
});

describe('a returned mail that is posted', () => {
  async function posted(raw: Buffer, key = ADMIN_KEY): Promise<{ status: number; body: Record<string, unknown> }> {
    const answer = await fetch(`${mission.connector.url}/v1/merchants/nordic-supplies/deliveries/bounces`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'message/rfc822' },
      body: new Uint8Array(raw),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  async function report(returnAddress: string): Promise<Buffer> {
    const path = join(projectRoot(), 'test', 'fixtures', 'bounces', 'postfix.eml');
    const text = await readFile(path, 'utf8');
    return Buffer.from(text.replaceAll(/bounces\+[0-9a-z-]+@nordic\.example/g, returnAddress));
  }

  async function returnAddressOf(email: string): Promise<string> {
    const [mail] = await mission.mailsTo(email);
    return (mail as unknown as { envelope: { from: string } }).envelope.from;
  }

  it('is kept first, read once, and answered 200 the second time', async () => {
    const email = 'ap@fjordtest.example';
    const sent = await invoiced('B-9', email);
    const raw = await report(await returnAddressOf(email));

    const [first, second] = [await posted(raw), await posted(raw)];

    expect([first.status, first.body.delivery]).toEqual([202, sent.id]);
    expect([second.status, second.body]).toEqual([200, { message: null, delivery: sent.id }]);
    const bounced = await deliveryOf('B-9-1', ({ bouncedAt }) => bouncedAt !== null);
    expect(bounced.bounces).toHaveLength(1);
    const body = await mission.api.get<string>(`inbox/${String(first.body.message)}/body`);
    expect(body).toContain('X-Postfix-Queue-ID');
  });

  it('says nothing about a delivery whose token it does not have', async () => {
    const sent = await invoiced('B-10', 'safe@fjordtest.example');
    const address = await returnAddressOf('safe@fjordtest.example');
    const forged = address.replace(/-[0-9a-f]{24}@/, `-${'0'.repeat(24)}@`);

    const answer = await posted(await report(forged));

    expect([answer.status, answer.body.delivery]).toEqual([202, null]);
    await eventually(
      () => mission.api.items<{ id: string; handledAt: string | null }>('inbox?source=bounce'),
      (kept) => kept.find(({ id }) => id === answer.body.message)?.handledAt !== null,
    );
    expect(await deliveryOf('B-10-1', () => true)).toMatchObject({ id: sent.id, bouncedAt: null, bounces: [] });
  });

  it('is refused without a key, and when it is empty', async () => {
    expect((await posted(Buffer.from('From: x@y.example\r\n\r\n'), 'not-a-key')).status).toBe(401);
    expect((await posted(Buffer.alloc(0))).status).toBe(422);
  });
});

describe('a mailbox that cannot be read', () => {
  it('is told once, and the case closes when it can be read again', async () => {
    await control(mission.dintero, 'POST', 'faults', { operation: 'imap.login', fault: 'reject', times: 1 });
    const failed = await mission.api.run('deliveries');
    expect(failed.state).toBe('attention');
    const found = await untilCase('BOUNCES_UNREADABLE', 'nordic-supplies');
    expect(JSON.stringify(found)).not.toContain('sandbox-mail-password');

    expect((await mission.api.run('deliveries')).state).toBe('succeeded');
    expect(await caseOf('BOUNCES_UNREADABLE', 'nordic-supplies')).toBeUndefined();
  });

  it('may cut the connection after a message was kept: it is read again, and counts once', async () => {
    const address = 'cut@fjordtest.example';
    await fault('smtp.data', 'bounce', address);
    await invoiced('B-11', address);
    await control(mission.dintero, 'POST', 'faults', { operation: 'imap.store', fault: 'lost-answer', times: 1 });

    await mission.api.run('deliveries');

    const bounced = await deliveryOf('B-11-1', ({ bouncedAt }) => bouncedAt !== null);
    expect(bounced.bounces).toHaveLength(1);
  });
});

describe('an invoice that cannot be delivered by e-mail', () => {
  it('is handed over to Kravia: voided, credited, and issued anew on the other channel', async () => {
    const address = 'never@fjordtest.example';
    await fault('smtp.rcpt', 'reject', address);
    await invoiced('B-12', address);
    const answer = await mission.api.post('invoices/B-12-1/hand-over', { reason: 'no address works' });
    expect([answer.status, answer.body]).toEqual([202, { order: 'B-12', revision: 2 }]);

    await mission.untilState('B-12-1', 'voided');
    const issued = (await mission.untilState('B-12-2', 'issued')) as unknown as { channel: string };
    expect(issued.channel).toBe('kravia');
    expect(await mission.api.items('deliveries?invoice=B-12-2')).toEqual([]);
    const state = await control<{ transactionsByMerchantReference: Record<string, number> }>(
      mission.dintero,
      'GET',
      'state?account=T11223344',
    );
    expect(state.transactionsByMerchantReference).toMatchObject({ 'B-12-1': 1, 'B-12-2': 1 });
  });

  it.each([
    ['Kravia delivers it already', 'B-12-2', 'Kravia delivers'],
    ['it has a newer one', 'B-12-1', 'newer invoice'],
  ])('is not handed over when %s', async (_, reference, words) => {
    const answer = await mission.api.post<{ code: string; detail: string }>(`invoices/${reference}/hand-over`, {
      reason: 'again',
    });
    expect([answer.status, answer.body.code]).toEqual([409, 'NOT_HANDED_OVER']);
    expect(answer.body.detail).toContain(words);
  });

  it('is not handed over when the debtor has paid some of it', async () => {
    await invoiced('B-13', 'payer@fjordtest.example');
    const { transactionId } = await mission.invoice('B-13-1');
    await mission.pay(transactionId, 2_500);
    await mission.untilState('B-13-1', 'partly-paid');

    const answer = await mission.api.post('invoices/B-13-1/hand-over', { reason: 'too late' });

    expect(answer.status).toBe(409);
    expect((await mission.invoice('B-13-1')).state).toBe('partly-paid');
  });
});
