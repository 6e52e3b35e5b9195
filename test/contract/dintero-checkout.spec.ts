import { ChannelRefused, OutcomeUnknown, ProviderRejected } from '../../src/domain/errors.js';
import { sessionStanding } from '../../src/domain/invoice/provider-session.js';
import { type Adapters, DinteroBench, invoiceRequest } from '../support/dintero-bench.js';

const SOON = { expiresAt: new Date(Date.now() + 3_600_000), identityRequired: false };

const bench = DinteroBench.forTheseTests();
let adapters: Adapters;

beforeEach(() => {
  adapters = bench.adapters();
});

const open = (reference = 'SO-1'): ReturnType<Adapters['sessions']['open']> =>
  adapters.sessions.open(adapters.merchant, invoiceRequest(reference, { channel: 'kravia' }), null);
const pay = (sessionId: string): ReturnType<Adapters['sessions']['pay']> =>
  adapters.sessions.pay(adapters.merchant, sessionId, invoiceRequest('SO-1', { channel: 'kravia' }));
const answerWith = (body: object, fault = 'status-after-success', status = 200): Promise<unknown> =>
  bench.sandbox.fault({ operation: 'session.pay', fault, status, body });

describe('a session we pay', () => {
  it('becomes the invoice that was asked for', async () => {
    const { sessionId } = await open();
    const paid = await pay(sessionId);

    expect(paid).toMatchObject({
      reference: 'SO-1',
      sessionId,
      standing: 'accepted',
      product: 'b2b',
      facts: { channel: 'kravia' },
    });
    expect(await adapters.sessions.get(adapters.merchant, sessionId)).toMatchObject({
      transactionId: paid.transactionId,
    });
  });

  it('is made from the stored profile where there is one', async () => {
    const { merchant, sessions } = adapters;
    const withProfile = { ...merchant, invoicing: { ...merchant.invoicing, profileId: 'default' } };
    const { sessionId } = await sessions.open(withProfile, invoiceRequest('SO-1', { channel: 'kravia' }), null);

    const { raw } = await pay(sessionId);
    expect(raw).toMatchObject({ metadata: { 'session:profile_id': 'default' } });
  });

  it('is read again when the answer has links, or an error, and no transaction', async () => {
    for (const [number, body] of [{ links: [] }, { error: 'Rejected' }].entries()) {
      await answerWith(body);
      const { sessionId } = await open(`SO-${number}`);
      expect(await pay(sessionId)).toMatchObject({ sessionId, standing: 'accepted' });
    }
  });

  it('is undecided when the answer has links and the session no transaction yet', async () => {
    const { sessionId } = await open();
    await answerWith({ links: [] }, 'status');

    await expect(pay(sessionId)).rejects.toThrow(OutcomeUnknown);
  });

  it('is rejected with the details when the answer is an error and the session has no transaction', async () => {
    const { sessionId } = await open();
    await answerWith({ error: 'Rejected', error_details: { code: 'no_credit' } }, 'status');

    await expect(pay(sessionId)).rejects.toThrow('Rejected: {"code":"no_credit"}');
  });

  it('is told apart when it is the channel that the answer refuses', async () => {
    const { sessionId } = await open();
    await answerWith({ error: { code: 'channel_not_supported', message: 'no' } }, 'status');

    await expect(pay(sessionId)).rejects.toThrow(ChannelRefused);
  });

  it('yields one transaction, and a 412 for whoever pays it again', async () => {
    const { sessionId } = await open();
    await pay(sessionId);

    await expect(pay(sessionId)).rejects.toThrow(ProviderRejected);
    expect(await adapters.gateway.findByReference(adapters.merchant, 'SO-1')).toHaveLength(1);
  });

  it('cannot be paid once it was cancelled', async () => {
    const { sessionId } = await open();
    await adapters.sessions.cancel(adapters.merchant, sessionId);

    await expect(pay(sessionId)).rejects.toThrow(ProviderRejected);
    const session = await adapters.sessions.get(adapters.merchant, sessionId);
    expect(sessionStanding(session, new Date())).toBe('cancelled');
  });
});

describe('a session the debtor pays', () => {
  const checkout = (terms = SOON): ReturnType<Adapters['sessions']['open']> =>
    adapters.sessions.open(adapters.merchant, invoiceRequest('SO-1', { channel: 'kravia' }), terms);

  it('has a link, and shows among the paid ones only after the debtor has been there', async () => {
    const { merchant, sessions } = adapters;
    const [first, second] = [await checkout(), await checkout()];
    const ids = [first.sessionId, second.sessionId];
    expect(first.url).toContain(first.sessionId);
    expect([...(await sessions.paidAmong(merchant, ids))]).toEqual([]);

    await bench.sandbox.control('POST', `/sessions/${second.sessionId}/customer`, { does: 'pay' });
    expect([...(await sessions.paidAmong(merchant, ids))]).toEqual([second.sessionId]);
  });

  it('asks for BankID, so that no server can pay it', async () => {
    const { sessionId } = await checkout({ ...SOON, identityRequired: true });

    await expect(pay(sessionId)).rejects.toThrow(/BankID/);
  });

  it('keeps what was refused', async () => {
    const { sessionId } = await checkout();
    await bench.sandbox.control('POST', `/sessions/${sessionId}/customer`, { does: 'fail' });

    const { refused, transactionId } = await adapters.sessions.get(adapters.merchant, sessionId);
    expect([refused?.reason, transactionId]).toEqual(['Rejected', null]);
  });
});
