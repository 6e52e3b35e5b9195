import { jest } from '@jest/globals';
import { freePort } from '../../src/platform/net/free-port.js';
import { Api, control, eventually } from '../support/api.js';
import { Connector } from '../support/connector.js';
import { createTestDatabase } from '../support/databases.js';

import { install } from '../support/installation.js';
import { smallOrder } from '../support/orders.js';

jest.setTimeout(60_000);

interface ProviderState {
  readonly sessions: number;
  readonly payCalls: number;
  readonly transactions: number;
}

it('pays the session that a killed worker had opened, and opens no other', async () => {
  // One call a second leaves a second between the session's commit and its payment, in which to die. A payment that may
  // have been sent is waited for as long as a call may take: two seconds here instead of thirty.
  const installation = await install((yaml) =>
    yaml
      .replace('flow: one-step', 'flow: two-step')
      .replace('requestsPerSecond: 50', 'requestsPerSecond: 1\n  timeoutSeconds: 2'),
  );
  const database = await createTestDatabase();
  const port = await freePort();
  const base = { installation, databaseUrl: database.url, publicUrl: `http://127.0.0.1:${port}` };
  const api = await Connector.start({ ...base, port, roles: 'api' });
  const victim = await Connector.start({ ...base, roles: 'worker' });
  const dintero = new URL(installation.sandbox.dinteroUrl).origin;
  const state = (): Promise<ProviderState> => control(dintero, 'GET', 'state?account=T11223344');
  const client = new Api(api.url);
  const connectors = [api, victim];
  try {
    await client.post('orders', smallOrder('CR-1', 12_500, { invoice: { channel: 'kravia' } }));
    const opened = await eventually(
      () => client.get<{ sessionId: string | null }>('invoices/CR-1-1'),
      ({ sessionId }) => typeof sessionId === 'string',
    );
    await victim.kill();
    expect(await state()).toMatchObject({ sessions: 1, payCalls: 0, transactions: 0 });

    connectors.push(await Connector.start({ ...base, roles: 'worker' }));
    const issued = await eventually(
      () => client.get<{ state: string; sessionId: string }>('invoices/CR-1-1'),
      (invoice) => invoice.state === 'issued',
    );
    expect(issued.sessionId).toBe(opened.sessionId);
    expect(await state()).toMatchObject({ sessions: 1, payCalls: 1, transactions: 1 });
  } finally {
    await Promise.all(connectors.map((connector) => connector.kill()));
    await installation.close();
    await database.drop();
  }
});
