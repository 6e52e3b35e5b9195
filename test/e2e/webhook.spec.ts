import { createHmac } from 'node:crypto';
import { jest } from '@jest/globals';
import pg from 'pg';
import { control, eventually } from '../support/api.js';
import { DinteroAccount } from '../support/dintero-account.js';
import { Mission } from '../support/mission.js';
import { smallOrder } from '../support/orders.js';

jest.setTimeout(60_000);

const SUBSCRIPTIONS = '/accounts/T11223344/hooks/subscriptions';
const EVENTS = ['checkout_transaction', 'checkout_authorization', 'settlement_add'];

let mission: Mission;
let account: DinteroAccount;

beforeAll(async () => {
  mission = await Mission.start();
  account = await DinteroAccount.logIn(mission.installation);
});

afterAll(() => mission.close());

describe('the webhook of the account', () => {
  it('is made at the start, and its ping arrives', async () => {
    const [hook] = await eventually(ours, (some) => some.length === 1);

    expect(hook).toMatchObject({ events: EVENTS, config: { url: hookAddress(), secret: { type: 'HMAC-SHA1' } } });
    expect(await eventually(pings, (some) => some.length > 0)).toHaveLength(1);
    expect(await mission.api.run('webhook')).toMatchObject({ state: 'succeeded', counts: { 'webhook.kept': 1 } });
    expect(await ours()).toEqual([hook]);
  });

  it('is made again when Dintero has dropped it, and that is told', async () => {
    const [before] = await ours();
    await account.send('DELETE', `${SUBSCRIPTIONS}/${before?.id ?? ''}`);

    expect(await mission.api.run('webhook')).toMatchObject({ counts: { 'webhook.created': 1 } });
    const [after] = await ours();
    expect(after?.id).not.toBe(before?.id);
    expect(await casesOf('WEBHOOK_VANISHED', 'open')).toEqual([]);
    expect(await casesOf('WEBHOOK_VANISHED', 'resolved')).toMatchObject([
      {
        subject: { kind: 'merchant', id: 'nordic-supplies' },
        what: expect.stringContaining(before?.id ?? '?') as string,
      },
    ]);
    expect(await trail()).toEqual(['webhook created', 'webhook vanished', 'webhook created']);
  });

  it('that somebody pointed elsewhere is theirs now: it stays, and ours is made anew', async () => {
    const [before] = await ours();
    const theirs = { config: { url: 'https://elsewhere.example.com/hook' }, events: EVENTS };
    await account.send('PUT', `${SUBSCRIPTIONS}/${before?.id ?? ''}`, theirs);

    expect(await mission.api.run('webhook')).toMatchObject({ counts: { 'webhook.created': 1 } });
    const all = await subscriptions();
    expect(all.map(({ id, config }) => [id === before?.id, config.url])).toEqual([
      [true, theirs.config.url],
      [false, hookAddress()],
    ]);
  });

  it('is one, also after an answer that was lost', async () => {
    const [before] = await ours();
    await account.send('DELETE', `${SUBSCRIPTIONS}/${before?.id ?? ''}`);
    // The list comes first, then the answer to the creation is lost.
    await control(mission.dintero, 'POST', 'faults', { operation: 'hooks', fault: 'slow', delayMs: 1, times: 1 });
    await control(mission.dintero, 'POST', 'faults', { operation: 'hooks', fault: 'lost-answer', times: 1 });

    expect(await mission.api.run('webhook')).toMatchObject({ state: 'succeeded', counts: { 'webhook.adopted': 1 } });
    expect(await ours()).toHaveLength(1);
  });

  it('that is refused is an exception, which closes when it is allowed', async () => {
    await control(mission.dintero, 'POST', 'faults', {
      operation: 'hooks',
      fault: 'status',
      status: 403,
      body: { error: { code: 'FORBIDDEN', message: 'hooks are not for you' } },
      times: 1,
    });

    expect(await mission.api.run('webhook')).toMatchObject({
      state: 'attention',
      result: 'run-keep-webhook: hooks are not for you',
    });
    expect(await casesOf('WEBHOOK_REFUSED', 'open')).toHaveLength(1);
    await mission.api.run('webhook');
    expect(await casesOf('WEBHOOK_REFUSED', 'open')).toEqual([]);
    expect(await casesOf('PROVIDER_SCOPE_MISSING', 'resolved')).toEqual([]);
  });
});

describe('what comes by it', () => {
  it.each(['receipt_add', 'an_event_of_the_future'])('%s is kept and answered 200', async (event) => {
    const body = JSON.stringify({ account_id: 'T11223344', event, event_delivery: `d-${event}` });

    expect(await deliver(event, body, signatureOf(body))).toBe(200);
    expect(await mission.api.items(`inbox?source=dintero-hook&subject=${event}`)).toHaveLength(1);
  });

  it('is refused when it was altered on the way, down to one byte', async () => {
    const body = JSON.stringify({ event: 'altered' });

    expect(await deliver('altered', `${body} x`, signatureOf(body))).toBe(401);
    expect(await mission.api.items('inbox?source=dintero-hook&subject=altered')).toEqual([]);
  });

  it('settlement_add lists settlements, once for all that come together', async () => {
    await mission.api.post('orders', smallOrder('W-1', 30_000, { invoice: { channel: 'kravia' } }));
    const { transactionId } = await mission.untilState('W-1-1', 'issued');
    const added: string[] = [];
    for (const amount of [10_000, 5000, 15_000]) {
      await mission.pay(transactionId, amount, false);
      added.push((await control<{ id: string }>(mission.dintero, 'POST', 'accounts/T11223344/settlements', {})).id);
    }
    const runs = await eventually(settlementRuns, ([run]) => run?.state === 'succeeded');

    expect(runs).toMatchObject([{ trigger: 'webhook', counts: { 'settlements.new': 3 } }]);
    const listed = await mission.api.items<{ settlementId: string }>('settlements');
    expect(listed.map(({ settlementId }) => settlementId).sort()).toEqual(added.sort());
  });

  it('a hint that follows leads to one more run, about a minute later', async () => {
    const hint = JSON.stringify({ event: 'settlement_add' });
    await deliver('settlement_add', hint, signatureOf(hint));
    const [next, first] = await eventually(settlementRuns, (runs) => runs.length === 2);
    await deliver('settlement_add', hint, signatureOf(hint));
    await eventually(
      () => mission.api.items<{ handledAt: string | null }>('inbox?source=dintero-hook&subject=settlement_add'),
      (messages) => messages.length === 5 && messages.every(({ handledAt }) => handledAt !== null),
    );

    expect(await settlementRuns()).toHaveLength(2);
    const startsAt = Date.parse(next?.slot.replace('webhook:', '') ?? '');
    expect(startsAt - Date.parse(first?.startedAt ?? '')).toBe(60_000);
  });
});

interface Hook {
  readonly id: string;
  readonly config: { readonly url: string };
}

interface RunAnswer {
  readonly state: string;
  readonly slot: string;
  readonly trigger: string;
  readonly startedAt: string | null;
}

function hookAddress(): string {
  return `${mission.connector.url}/v1/merchants/nordic-supplies/dintero/hook`;
}

function settlementRuns(): Promise<RunAnswer[]> {
  return mission.api.items<RunAnswer>('runs?kind=settlements');
}

function pings(): Promise<unknown[]> {
  return mission.api.items('inbox?source=dintero-hook&subject=ping');
}

async function casesOf(code: string, state: string): Promise<unknown[]> {
  return mission.api.items(`exceptions?code=${code}&state=${state}&language=en`);
}

async function subscriptions(): Promise<Hook[]> {
  return account.send<Hook[]>('GET', SUBSCRIPTIONS);
}

async function ours(): Promise<Hook[]> {
  return (await subscriptions()).filter(({ config }) => config.url === hookAddress());
}

/** What the connector did by itself, oldest first. */
async function trail(): Promise<string[]> {
  const client = new pg.Client({ connectionString: mission.database.url });
  await client.connect();
  const text = `select action from audit_event where actor = 'fakturabro' and merchant_id = 'nordic-supplies' order by id`;
  const { rows } = await client.query<{ action: string }>(text);
  await client.end();
  return rows.map(({ action }) => action);
}

async function deliver(event: string, body: string, signature: string): Promise<number> {
  const headers = { event, 'event-signature': signature, 'content-type': 'application/json' };
  return (await fetch(hookAddress(), { method: 'POST', headers, body })).status;
}

function signatureOf(body: string): string {
  return createHmac('sha1', mission.installation.secrets.NORDIC_DINTERO_HOOK_SECRET ?? '')
    .update(body)
    .digest('hex');
}
