import { Secret } from '../../src/domain/secret.js';
import { NotPermitted, OutcomeUnknown, ProviderRejected, ProviderUnavailable } from '../../src/domain/errors.js';
import { PutOff } from '../../src/platform/jobs/step-run.js';
import { DinteroBench } from '../support/dintero-bench.js';
import { withCode } from '../support/with-code.js';

const FOUR_HOURS = 4 * 3600;
/** Of the right form, and nobody's. */
const UNKNOWN_ID = 'T11223344.4gGXcDGqRCMnQRzgSDZFCv';

const bench = DinteroBench.forTheseTests();

describe('the access token', () => {
  it('is asked for once when many callers need one at the same moment', async () => {
    const { gateway, merchant } = bench.adapters();
    const before = await bench.callsTo('token');
    await Promise.all(Array.from({ length: 10 }, () => gateway.findByReference(merchant, 'SO-1')));

    expect((await bench.callsTo('token')) - before).toBe(1);
  });

  it('is kept for the next call', async () => {
    const { gateway, merchant } = bench.adapters();
    const before = await bench.callsTo('token');
    await gateway.findByReference(merchant, 'SO-1');
    await gateway.findByReference(merchant, 'SO-2');

    expect((await bench.callsTo('token')) - before).toBe(1);
  });

  it('is renewed before it ends', async () => {
    await bench.sandbox.configure({ expiresInSeconds: 30 });
    const { gateway, merchant } = bench.adapters();
    const before = await bench.callsTo('token');
    await gateway.findByReference(merchant, 'SO-1');
    await gateway.findByReference(merchant, 'SO-1');

    expect((await bench.callsTo('token')) - before).toBe(2);
    expect(await bench.answers('transactions.list')).toEqual({ 200: 2 });
  });

  it('is renewed once for all when the provider does not know it any more', async () => {
    const { gateway, merchant } = bench.adapters();
    await gateway.findByReference(merchant, 'SO-1');
    const before = await bench.callsTo('token');
    await bench.sandbox.advance(FOUR_HOURS + 1);

    await Promise.all(Array.from({ length: 5 }, () => gateway.findByReference(merchant, 'SO-1')));
    expect((await bench.callsTo('token')) - before).toBe(1);
    expect(await bench.openExceptions()).toEqual([]);
  });
});

describe('a login that does not work', () => {
  it('stops every caller of the merchant, and is one exception however many steps it stops', async () => {
    const { gateway, merchant } = bench.adapters({ clientSecret: new Secret('wrong') });
    const refused = gateway.findByReference(merchant, 'SO-1');

    await expect(refused).rejects.toThrow(withCode('TOKEN_REFUSED', { status: 401 }));
    await expect(refused).rejects.toThrow(ProviderUnavailable);
    await expect(gateway.findByReference(merchant, 'SO-2')).rejects.toThrow(PutOff);
    expect(await bench.openExceptions()).toEqual(['PROVIDER_CREDENTIALS']);
  });

  it('is no exception any more after the first call that works', async () => {
    const { gateway, merchant } = bench.adapters();
    await bench.sandbox.fault({ operation: 'transactions.list', fault: 'status', status: 401, times: 2 });
    await expect(gateway.findByReference(merchant, 'SO-1')).rejects.toThrow(withCode('PROVIDER_CREDENTIALS'));
    expect(await bench.openExceptions()).toEqual(['PROVIDER_CREDENTIALS']);

    await bench.openGates();
    await gateway.findByReference(merchant, 'SO-1');
    expect(await bench.openExceptions()).toEqual([]);
  });

  it('is no exception any more after a restart with the right secret', async () => {
    const broken = bench.adapters({ clientSecret: new Secret('wrong') });
    await expect(broken.gateway.findByReference(broken.merchant, 'SO-1')).rejects.toThrow(withCode('TOKEN_REFUSED'));
    const mended = bench.adapters();
    await bench.openGates();
    await mended.gateway.findByReference(mended.merchant, 'SO-1');

    expect(await bench.openExceptions()).toEqual([]);
  });
});

describe('what a failed call means', () => {
  const answers = (status: number, more: object = {}): object => ({ fault: 'status', status, ...more });

  it.each([
    ['500', answers(500), OutcomeUnknown, 'PROVIDER_FAULT'],
    ['503', answers(503), OutcomeUnknown, 'PROVIDER_FAULT'],
    ['409, next to 503 in the documentation', answers(409), OutcomeUnknown, 'PROVIDER_FAULT'],
    ['the HTML page of a gateway with 502', answers(502, { html: true }), OutcomeUnknown, 'PROVIDER_FAULT'],
    ['the HTML page of a gateway with 200', answers(200, { html: true }), OutcomeUnknown, 'ANSWER_UNREADABLE'],
    ['a 200 that is no transaction', answers(200, { body: [] }), OutcomeUnknown, 'ANSWER_UNREADABLE'],
    ['the HTML page of a gateway with 400', answers(400, { html: true }), ProviderRejected, '400'],
    ['404', answers(404), ProviderRejected, 'SANDBOX_FAULT'],
    ['401, twice', answers(401, { times: 2 }), ProviderUnavailable, 'PROVIDER_CREDENTIALS'],
    ['403', answers(403), NotPermitted, 'PROVIDER_SCOPE_MISSING'],
    ['a connection cut before an answer', { fault: 'refuse-before' }, OutcomeUnknown, 'NO_ANSWER'],
  ])('is told for %s', async (_what, fault, kind, code) => {
    const { gateway, merchant } = bench.adapters();
    await bench.sandbox.fault({ operation: 'transaction.get', ...fault });
    const call = gateway.get(merchant, UNKNOWN_ID);

    await expect(call).rejects.toThrow(kind);
    await expect(call).rejects.toThrow(withCode(code));
  });

  it('is that nothing happened when nobody listens, and everybody waits a little', async () => {
    const nobody = 'http://127.0.0.1:9/v1';
    const { gateway, merchant } = bench.adapters({ checkoutUrl: nobody, apiUrl: nobody });

    await expect(gateway.get(merchant, UNKNOWN_ID)).rejects.toThrow(withCode('UNREACHABLE'));
    await expect(gateway.get(merchant, UNKNOWN_ID)).rejects.toThrow(PutOff);
  });

  it('names the operation without ids, and never the address or the token', async () => {
    const { gateway, merchant } = bench.adapters();

    await expect(gateway.get(merchant, UNKNOWN_ID)).rejects.toMatchObject({
      details: { operation: 'GET /transactions/{id}', status: 404 },
    });
  });
});

describe('an answer that asks us to wait', () => {
  it('puts off every call of the merchant for as long as it says', async () => {
    const { gateway, merchant } = bench.adapters();
    await bench.sandbox.fault({ operation: 'transactions.list', fault: 'status', status: 429, retryAfterSeconds: 40 });
    const before = Date.now();
    const until = async (call: Promise<unknown>): Promise<number> => {
      const error: unknown = await call.catch((thrown: unknown) => thrown);
      return error instanceof PutOff ? (error.until.getTime() - before) / 1000 : 0;
    };

    expect(await until(gateway.findByReference(merchant, 'SO-1'))).toBeGreaterThanOrEqual(40);
    // Another process learns of it from the gate, before it sends anything.
    const other = bench.adapters();
    const calls = await bench.callsTo('transactions.list');
    expect(await until(other.gateway.findByReference(other.merchant, 'SO-1'))).toBeGreaterThan(35);
    expect(await bench.callsTo('transactions.list')).toBe(calls);
  });

  it('is obeyed when it comes instead of a token', async () => {
    const { gateway, merchant } = bench.adapters();
    await bench.sandbox.fault({ operation: 'token', fault: 'status', status: 429, retryAfterSeconds: 40 });

    await expect(gateway.findByReference(merchant, 'SO-1')).rejects.toThrow(PutOff);
    expect(await bench.openExceptions()).toEqual([]);
  });
});
