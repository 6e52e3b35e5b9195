import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readCommandLine, UsageError } from '../../sandbox/command-line.js';
import { PortTaken } from '../../sandbox/http/listening.js';
import { startSandbox } from '../../sandbox/sandbox.js';
import { call, Client, faultyFields } from './support/client.js';
import { payBody } from './support/requests.js';

describe('the controls', () => {
  const client = Client.forTheseTests();

  it('count what happened, for a test to assert', async () => {
    const { id } = await client.invoice({ payment: { invoice_channel: 'merchant' } });
    await client.invoice({ order: { merchant_reference: 'SO-2' } });
    await client.pay({});
    await client.api('POST', `/transactions/${id}/capture`, { body: { amount: 161_250 } });
    await client.api('POST', `/transactions/${id}/capture`, { body: { amount: 161_250 } });
    await client.api('POST', `/transactions/${id}/void`);
    await client.api('POST', `/transactions/${id}/refund`, { body: { amount: 1 } });

    expect(await client.state()).toMatchObject({
      sessions: 2,
      transactions: 2,
      transactionsByStatus: { AUTHORIZATION_VOIDED: 1, AUTHORIZED: 1 },
      transactionsByMerchantReference: { 'SO-10017-1': 1, 'SO-2': 1 },
      invoicedTwice: [],
      payCalls: 3,
      captures: 1,
      voids: 1,
      refunds: 1,
      requests: { 'sessions.pay': { '200': 2, '400': 1 }, capture: { '200': 1, '400': 1 }, refund: { '400': 1 } },
      concurrentMax: 1,
    });
  });

  it('measure how hard an account is called', async () => {
    await client.configure({ latencyMs: 20 });

    await Promise.all(Array.from({ length: 8 }, () => client.api('GET', '/transactions')));

    const { concurrentMax, perSecondMax } = await client.state();
    expect(concurrentMax).toBeGreaterThan(1);
    expect(perSecondMax).toBeGreaterThanOrEqual(8);
  });

  it('show all accounts, and requests nobody could be named for', async () => {
    await client.api('GET', '/transactions', { token: null });

    const { body } = await client.control('GET', '/state');

    expect(Object.keys(body.accounts)).toEqual(['T11223344', 'T55667788']);
    expect(body.unidentifiedRequests).toEqual({ 'transactions.list': { '401': 1 } });
    expect((await client.control('GET', '/state?account=T00000000')).status).toBe(404);
  });

  it('show the requests, without their credentials', async () => {
    await client.invoice();

    const { requests } = (await client.control('GET', '/requests?account=T11223344&operation=sessions.pay')).body;

    expect(requests).toEqual([
      expect.objectContaining({
        method: 'POST',
        path: '/v1/sessions/pay',
        status: 200,
        body: payBody(),
        headers: expect.objectContaining({ authorization: 'Bearer ***' }) as unknown,
      }),
    ]);
  });

  it('keep a thousand requests and no more', async () => {
    for (let batch = 0; batch < 21; batch += 1) {
      await Promise.all(Array.from({ length: 100 }, () => client.api('GET', '/transactions?limit=1')));
    }

    expect((await client.control('GET', '/requests')).body.requests).toHaveLength(1000);
    expect((await client.state()).requests['transactions.list']).toEqual({ '200': 2100 });
  });

  it('move the clock, forwards and back', async () => {
    const now = async () => Date.parse((await client.control('GET', '/time')).body.now);
    await client.control('POST', '/time', { set: '2026-01-01T00:00:00Z' });
    expect(Math.abs((await now()) - Date.parse('2026-01-01T00:00:00Z'))).toBeLessThan(1000);

    await client.advance(-3600);

    expect(new Date(await now()).toISOString()).toMatch(/^2025-12-31T23:00/);
    expect((await client.control('POST', '/time', { set: 'soon' })).status).toBe(400);
    expect((await client.control('POST', '/time', {})).status).toBe(400);
  });

  it('let what waits keep its wait when the clock goes back', async () => {
    await client.reconfigure({ paymentDelayMs: 60_000 });
    const { id } = await client.invoice({ address: { email: 'ap+paid@nordmann.example' } });

    await client.advance(-3600);
    expect((await client.transaction(id)).status).toBe('AUTHORIZED');
    await client.advance(60);

    expect((await client.transaction(id)).status).toBe('CAPTURED');
  });

  it('create and change accounts, checked', async () => {
    const created = await client.configure({ clientId: 'c', clientSecret: 's', country: 'SE' }, 'T99999999');
    const changed = await client.configure({ latencyMs: 1 }, 'T99999999');

    expect([created.status, changed.status]).toEqual([201, 200]);
    expect(changed.body).toMatchObject({ id: 'T99999999', clientId: 'c', country: 'SE', latencyMs: 1 });
    expect((await client.requestToken('T99999999', 'c:s')).status).toBe(200);
    expect((await client.control('GET', '/accounts')).body.accounts).toHaveLength(3);
  });

  it.each([
    ['T1', { clientId: 'c', clientSecret: 's' }, ['id']],
    ['T99999998', {}, ['clientId', 'clientSecret']],
    ['T11223344', { latencyMs: -1 }, ['latencyMs']],
    ['T11223344', { pdfMode: 'direct' }, ['pdfMode']],
    ['T11223344', { supportedInvoiceChannels: ['post'] }, ['supportedInvoiceChannels']],
    ['T11223344', { captureStatus: 201 }, ['captureStatus']],
  ])('refuse for %s %j', async (id, settings, fields) => {
    const reply = await client.control('PUT', `/accounts/${id}`, settings);

    expect(reply.status).toBe(400);
    expect(faultyFields(reply)).toEqual(fields);
  });

  it('reset everything', async () => {
    const { id } = await client.invoice();
    await client.fault({ operation: 'token', fault: 'status', status: 500 });
    await client.advance(86_400);
    await client.configure({ latencyMs: 50 });

    expect((await client.control('DELETE', '')).status).toBe(204);

    const token = await client.fetchToken();
    expect((await client.api('GET', `/transactions/${id}`, { token })).status).toBe(404);
    expect((await client.state()).transactions).toBe(0);
    const { now } = (await client.control('GET', '/time')).body;
    expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(1000);
  });

  it('explain what is wrong with a call of theirs', async () => {
    expect((await client.control('POST', '/transactions/T11223344.x/payments', { amountMinor: 1 })).status).toBe(404);
    expect((await client.control('POST', '/groups/close-period', { account: 'T00000000' })).status).toBe(404);
    expect((await client.control('POST', '/accounts/T00000000/settlements', {})).status).toBe(404);
    expect((await call('POST', `${client.origin}/_sandbox/nothing`)).status).toBe(404);
  });
});

describe('starting the sandbox', () => {
  let occupant: Server;
  let port: number;

  beforeAll(async () => {
    occupant = createServer();
    await new Promise<void>((resolve) => occupant.listen(0, '127.0.0.1', resolve));
    port = (occupant.address() as AddressInfo).port;
  });
  afterAll(() => new Promise((resolve) => occupant.close(resolve)));

  it.each(['dinteroPort', 'erpPort', 'mailboxPort', 'smtpPort', 'imapPort'])(
    'tells when %s is taken, and leaves nothing open',
    async (name) => {
      const error: unknown = await startSandbox({ [name]: port }).catch((reason: unknown) => reason);

      expect(error).toBeInstanceOf(PortTaken);
      expect((error as PortTaken).port).toBe(port);
    },
  );

  it('makes two in one process that know nothing of each other', async () => {
    const [one, two] = await Promise.all([Client.start(), Client.start()]);
    await one.invoice();

    expect([(await one.state()).transactions, (await two.state()).transactions]).toEqual([1, 0]);
    await Promise.all([one.close(), two.close()]);
  });

  it('makes the same ids from the same seed', async () => {
    const ids = [];
    for (let run = 0; run < 2; run += 1) {
      const client = await Client.start({ seed: 5 });
      ids.push((await client.invoice()).id);
      await client.close();
    }

    expect(ids[0]).toBe(ids[1]);
  });

  it('has its ports and host on the command line', () => {
    expect(readCommandLine([])).toMatchObject({
      host: '127.0.0.1',
      dinteroPort: 4010,
      erpPort: 4011,
      mailboxPort: 4012,
      smtpPort: 4025,
      imapPort: 4143,
    });
    expect(readCommandLine(['--dintero-port', '0', '--host', '0.0.0.0', '--seed=3'])).toMatchObject({
      dinteroPort: 0,
      host: '0.0.0.0',
      seed: 3,
    });
    expect(readCommandLine(['--help'])).toBeNull();
  });

  describe('with a configuration file', () => {
    let file: string;

    beforeEach(async () => {
      file = join(await mkdtemp(join(tmpdir(), 'sandbox-')), 'config.json');
    });
    afterEach(() => rm(dirname(file), { recursive: true }));

    it('takes accounts and merchants from it', async () => {
      const accounts = [{ id: 'T00000001', clientId: 'c', clientSecret: 's' }];
      await writeFile(file, JSON.stringify({ accounts }));

      expect(readCommandLine(['--config', file])).toMatchObject({ accounts });
      expect(readCommandLine(['--config', file])).not.toHaveProperty('erpMerchants');
    });

    it('names every fault in it, with its place', async () => {
      await writeFile(file, JSON.stringify({ accounts: [{ id: 'T1', clientId: 'c' }], erpMerchants: [{ id: 'x' }] }));

      const read = () => readCommandLine(['--config', file]);

      expect(read).toThrow(/accounts\[0\]\.id .*\n.*accounts\[0\]\.clientSecret is required/);
      expect(read).toThrow(/erpMerchants\[0\]\.token is required/);
    });
  });

  it.each([[['--port', '1']], [['--erp-port', '70000']], [['--erp-port', 'x']], [['--config', '/nowhere.json']]])(
    'refuses %j',
    (args) => {
      expect(() => readCommandLine(args)).toThrow(UsageError);
    },
  );
});
