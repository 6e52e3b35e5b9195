import { jest } from '@jest/globals';
import { control, eventually } from '../support/api.js';
import { Mission } from '../support/mission.js';
import { smallOrder } from '../support/orders.js';

jest.setTimeout(60_000);

interface Case {
  readonly id: string;
  readonly code: string;
  readonly what: string;
  readonly next: string;
  readonly subject: { readonly kind: string; readonly id: string };
}

let mission: Mission;

beforeAll(async () => {
  // A token fetched at the start, to look after the webhook, would have the scopes of then.
  mission = await Mission.start((yaml) => yaml.replace('dintero:\n', 'dintero:\n  manageHook: false\n'));
});

afterAll(() => mission.close());

/** What the client may do from now on; tokens end at once, so that the change counts at once. */
const mayOnly = (...scopes: readonly string[]): Promise<unknown> =>
  control(mission.dintero, 'PUT', 'accounts/T11223344', { scopes, expiresInSeconds: 30 });

const cases = (query: string): Promise<Case[]> => mission.api.items<Case>(`exceptions?${query}`);

async function callsTo(operation: string): Promise<number> {
  const { requests } = await control<{ requests: Record<string, Record<string, number>> }>(
    mission.dintero,
    'GET',
    'state?account=T11223344',
  );
  return Object.values(requests[operation] ?? {}).reduce((sum, times) => sum + times, 0);
}

describe('an operation our client at Dintero may not do', () => {
  it('stops the order with what to do in plain words, is not tried by itself, and goes on after a retry', async () => {
    await mayOnly('read:checkout', 'read:settlements');
    await mission.webhook(smallOrder('P-1', 20_000, { invoice: { channel: 'kravia' } }));
    const [stop] = await eventually(
      async () => (await mission.api.get<{ exceptions: Case[] }>('orders/P-1')).exceptions,
      (some) => some.length === 1,
    );
    expect(stop?.code).toBe('PROVIDER_SCOPE_MISSING');
    for (const language of ['nb', 'sv', 'en']) {
      const [told] = await cases(`code=PROVIDER_SCOPE_MISSING&language=${language}`);
      expect(told?.what).toMatch(/POST \/sessions\/pay.*write:checkout/);
      expect(told?.next).toContain('Dintero Backoffice');
    }

    const before = await callsTo('sessions.pay');
    await mission.api.run('nightly-sync');
    await mission.api.run('poll-open');
    expect([before, await callsTo('sessions.pay')]).toEqual([1, 1]);

    await mayOnly('read:checkout', 'write:checkout', 'read:settlements');
    await mission.api.post('exceptions/retry', { code: 'PROVIDER_SCOPE_MISSING' });
    await mission.untilState('P-1-1', 'issued');
    expect(await cases('code=PROVIDER_SCOPE_MISSING')).toEqual([]);
  });

  it('is one case for the merchant when a run may not do it, closed by the first run that may', async () => {
    await mayOnly('read:checkout', 'write:checkout');
    const first = await mission.api.run('settlements');
    await mission.api.run('settlements');
    expect([first.state, first.result]).toEqual(['attention', expect.stringContaining('run-list-settlements')]);
    expect(await cases('code=PROVIDER_SCOPE_MISSING')).toMatchObject([
      { subject: { kind: 'merchant', id: 'nordic-supplies' }, seenCount: 2, retryable: false },
    ]);
    // Everything else goes on.
    await mission.webhook(smallOrder('P-2', 20_000, { invoice: { channel: 'kravia' } }));
    await mission.untilState('P-2-1', 'issued');

    await mayOnly('read:checkout', 'write:checkout', 'read:settlements');
    expect((await mission.api.run('settlements')).state).toBe('succeeded');
    expect(await cases('code=PROVIDER_SCOPE_MISSING')).toEqual([]);
  });

  it('leaves a cancellation its way: what could not be captured can still be voided', async () => {
    const order = smallOrder('P-3', 20_000, { invoice: { channel: 'merchant' } });
    await control(mission.dintero, 'POST', 'faults', { operation: 'capture', fault: 'status', status: 403, times: 1 });
    await mission.webhook(order);
    await eventually(
      () => cases('code=PROVIDER_SCOPE_MISSING'),
      (some) => some.some(({ subject }) => subject.id === 'P-3-1'),
    );
    await mission.webhook({ ...order, status: 'cancelled', cause: 'returned' });

    await mission.untilState('P-3-1', 'voided');
    expect(await cases('code=PROVIDER_SCOPE_MISSING')).toEqual([]);
  });
});
