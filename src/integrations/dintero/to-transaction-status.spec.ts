import { ACCEPTED, CAPTURE, readTransaction } from '../../../test/support/documented-transactions.js';

describe('a status', () => {
  it.each([
    ['AUTHORIZED', 'accepted', false],
    ['PARTIALLY_CAPTURED', 'accepted', false],
    ['CAPTURED', 'accepted', true],
    ['AUTHORIZATION_VOIDED', 'accepted', false],
    ['REFUNDED', 'accepted', false],
    ['FAILED', 'refused', false],
    ['DECLINED', 'refused', false],
    ['INITIATED', 'pending', false],
    ['ON_HOLD', 'pending', false],
    ['UNKNOWN', 'pending', false],
  ])('%s means %s', (status, standing, claimsPaid) => {
    expect(readTransaction({ ...ACCEPTED, status })).toMatchObject({ status, standing, claimsPaid });
  });

  it('that is left out is the one after the newest event, wherever that stands, and without events nobody knows', () => {
    const { status: _, ...without } = ACCEPTED;

    expect(readTransaction({ ...without, events: [...ACCEPTED.events, CAPTURE] }).status).toBe('CAPTURED');
    expect(readTransaction({ ...without, events: [CAPTURE, ...ACCEPTED.events] }).status).toBe('CAPTURED');
    const mute = { event: 'SETTLEMENT', created_at: '2026-07-01T08:00:00Z' };
    expect(readTransaction({ ...without, events: [...ACCEPTED.events, mute] }).status).toBe('AUTHORIZED');
    expect(readTransaction({ ...without, events: [] })).toMatchObject({ status: 'UNKNOWN', standing: 'pending' });
  });

  it('that says voided is a fact even where no event shows it, and is told once', () => {
    const voided = { ...ACCEPTED, status: 'AUTHORIZATION_VOIDED', updated_at: '2026-06-05T08:00:00Z' };
    const shown = { id: '2', event: 'VOID', success: true, created_at: '2026-06-04T08:00:00Z' };

    expect(readTransaction(voided).events.at(-1)).toMatchObject({
      key: 'status-AUTHORIZATION_VOIDED',
      kind: 'voided',
      occurredAt: new Date('2026-06-05T08:00:00Z'),
    });
    expect(readTransaction({ ...voided, events: [shown] }).events.map(({ key }) => key)).toEqual(['2']);
    expect(readTransaction({ ...voided, events: [{ ...shown, success: false }] }).events).toHaveLength(2);
  });

  it('that refuses without a reason says so; a reason may forbid repeating', () => {
    const final = {
      event: 'AUTHORIZE',
      success: false,
      error: { message: 'no', retry_policy: { retry_codes: ['DO_NOT_RETRY'] } },
    };

    expect(readTransaction({ id: 'T1', status: 'DECLINED' }).refusal).toEqual({
      code: 'DECLINED',
      message: 'the payment declined without a reason',
      final: false,
      ofChannel: false,
    });
    expect(readTransaction({ id: 'T1', status: 'FAILED', events: [final] }).refusal).toEqual({
      code: 'FAILED',
      message: 'no',
      final: true,
      ofChannel: false,
    });
  });

  it('that refuses has its reason also where the event does not say that it failed', () => {
    const event = { event: 'AUTHORIZE', transaction_status: 'FAILED', error: { code: 'no_credit', message: 'no' } };

    expect(readTransaction({ id: 'T1', status: 'FAILED', events: [event] }).refusal).toMatchObject({
      code: 'no_credit',
    });
  });

  it('that refuses the channel is told apart from one that refuses the order', () => {
    const error = { code: 'invoice_channel_not_supported', message: 'no' };
    const raw = { id: 'T1', status: 'FAILED', events: [{ event: 'AUTHORIZE', success: false, error }] };

    expect(readTransaction(raw).refusal).toMatchObject({ ofChannel: true });
  });
});
