import type { InboxMessage, InboxSource } from '../../inbox/inbox-message.js';
import { contentOf, type MessageContent } from './news-in-message.js';

const IDS = { transactionId: 'T1.t', reference: 'SO-1-1', sessionId: 'T1.s' };
const TRANSACTION = { id: 'T1.t', session_id: 'T1.s', merchant_reference: 'SO-1-1', status: 'CAPTURED' };

const received = (source: InboxSource, body: unknown, target: string, subject: string | null): MessageContent => {
  const message: InboxMessage = {
    id: '7',
    merchantId: 'acme',
    source,
    subject,
    verdict: 'new',
    target,
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    receivedAt: new Date(0),
  };
  return contentOf(message);
};
const callback = (query: string, body: unknown = ''): MessageContent =>
  received('dintero-callback', body, `/v1/merchants/acme/dintero/callback?${query}`, null);
const hook = (body: unknown, subject: string | null = null): MessageContent =>
  received('dintero-hook', body, '/v1/merchants/acme/dintero/hook', subject);
const news = (ids: Partial<typeof IDS>): object => {
  const none = { transactionId: null, reference: null, sessionId: null };
  return { news: { merchantId: 'acme', messageId: '7', ...none, ...ids }, tellsOfSettlement: false };
};

describe('a callback', () => {
  it.each(['sid', 'session_id'])('names its session as %s', (name) => {
    const query = `transaction_id=T1.t&${name}=T1.s&merchant_reference=SO-1-1&event=CAPTURE&event_id=4`;

    expect(callback(query)).toEqual(news(IDS));
  });

  it('of a failure may name nothing but its session and reference', () => {
    expect(callback('sid=T1.s&merchant_reference=SO-1-1&error=authorization')).toEqual(
      news({ sessionId: 'T1.s', reference: 'SO-1-1' }),
    );
    expect(callback('sid=T1.s&error=cancelled')).toEqual(news({ sessionId: 'T1.s' }));
  });

  it.each([
    ['without its session', TRANSACTION],
    ['with its session', { ...TRANSACTION, session: { id: 'T1.s', order: {} } }],
    ['with its session only inside', { ...TRANSACTION, session_id: undefined, session: { id: 'T1.s' } }],
  ])('may carry the transaction %s', (_what, body) => {
    expect(callback('event=CAPTURE', body)).toEqual(news(IDS));
  });

  it('is believed in what is signed, whatever the body says', () => {
    const forged = { ...TRANSACTION, id: 'T9.x', merchant_reference: 'SO-9-1', session_id: 'T9.y' };

    expect(callback('transaction_id=T1.t&sid=T1.s&merchant_reference=SO-1-1', forged)).toEqual(news(IDS));
  });

  it('about nothing leads to nothing', () => {
    expect(callback('time=2026-11-20T00%3A00%3A00Z', 'no JSON')).toEqual({ news: null, tellsOfSettlement: false });
  });

  it('cannot claim that there is a settlement', () => {
    expect(callback('sid=T1.s', { event: 'settlement_add' }).tellsOfSettlement).toBe(false);
  });
});

describe('a webhook', () => {
  it.each<[what: string, body: object, ids: Partial<typeof IDS>]>([
    ['checkout_transaction', { event: 'checkout_transaction', transaction: TRANSACTION }, IDS],
    [
      'checkout_authorization',
      {
        event: 'checkout_authorization',
        authorization: { transaction_id: 'T1.t', session_id: 'T1.s', merchant_reference: 'SO-1-1', error: null },
        transaction: { id: 'T1.t' },
      },
      IDS,
    ],
    [
      'one with its ids at the top',
      { transaction_id: 'T1.t', merchant_reference: 'SO-1-1' },
      { transactionId: 'T1.t', reference: 'SO-1-1' },
    ],
  ])('%s names its transaction', (_what, body, ids) => {
    expect(hook(body)).toEqual(news(ids));
  });

  it('settlement_add is a hint, named in the body or only in the header', () => {
    expect(hook({ event: 'settlement_add', settlement: {} })).toEqual({ news: null, tellsOfSettlement: true });
    expect(hook({}, 'settlement_add')).toEqual({ news: null, tellsOfSettlement: true });
  });

  it.each([['ping'], ['receipt_add'], ['an_event_of_the_future']])('%s leads to nothing', (event) => {
    expect(hook({ event, account_id: 'T1' }, event)).toEqual({ news: null, tellsOfSettlement: false });
  });
});
