import { sessionStanding } from '../../domain/invoice/provider-session.js';
import { toSession } from './to-session.js';
import type { DinteroSession } from './types/session.js';

const NOW = new Date('2026-11-20T12:00:00Z');

describe('toSession', () => {
  it('reads what a session has come to', () => {
    const raw = { id: 'T11223344.s', transaction_id: 'T11223344.t', expires_at: '2026-11-21T12:00:00Z' };

    expect(toSession(raw, NOW)).toEqual({
      sessionId: 'T11223344.s',
      transactionId: 'T11223344.t',
      expiresAt: new Date('2026-11-21T12:00:00Z'),
      isCancelled: false,
      refused: null,
    });
  });

  it('needs nothing but an id', () => {
    expect(toSession({ id: 'T11223344.s' }, NOW)).toMatchObject({
      transactionId: null,
      expiresAt: null,
      refused: null,
    });
  });

  it('is not over because a field says that nothing has happened', () => {
    const raw = { id: 's', cancelled_at: null, cancelled_by: null, transaction_id: null, expires_at: null };

    expect(toSession(raw as unknown as DinteroSession, NOW)).toMatchObject({
      isCancelled: false,
      transactionId: null,
      expiresAt: null,
    });
  });

  it('takes the newest refused attempt, in whatever order the events stand', () => {
    const events = [
      { name: 'PAY_FAILED', created_at: '2026-11-20T11:00:00Z', details: { error: 'Rejected' } },
      { name: 'DECLINED', created_at: '2026-11-20T10:00:00Z', details: { error: 'Too early' } },
      { name: 'VISITED', created_at: '2026-11-20T11:30:00Z' },
    ];

    expect(toSession({ id: 's', events }, NOW).refused).toEqual({
      reason: 'Rejected',
      at: new Date('2026-11-20T11:00:00Z'),
    });
  });

  it('lets a refusal without words or time speak for itself', () => {
    expect(toSession({ id: 's', events: [{ name: 'FAILED' }] }, NOW).refused).toEqual({ reason: 'failed', at: NOW });
  });
});

describe('where a session stands', () => {
  it.each([
    ['open', {}, 'open'],
    ['open until its time has come', { expires_at: '2026-11-20T12:00:01Z' }, 'open'],
    ['expired from that moment on', { expires_at: '2026-11-20T12:00:00Z' }, 'expired'],
    ['cancelled by its own field', { cancelled_at: '2026-11-20T11:00:00Z' }, 'cancelled'],
    ['cancelled by an event alone', { events: [{ name: 'CANCELLED' }] }, 'cancelled'],
    [
      'cancelled rather than expired',
      { cancelled_at: '2026-11-20T11:00:00Z', expires_at: '2026-11-20T10:00:00Z' },
      'cancelled',
    ],
    ['open when its end cannot be read', { expires_at: 'soon' }, 'open'],
  ])('is %s', (_, fields, standing) => {
    expect(sessionStanding(toSession({ id: 's', ...fields }, NOW), NOW)).toBe(standing);
  });
});
