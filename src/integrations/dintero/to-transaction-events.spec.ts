import { ACCEPTED, READ_AT, readTransaction } from '../../../test/support/documented-transactions.js';
import type { ProviderTransaction } from '../../domain/invoice/provider-transaction.js';
import type { DinteroEvent } from './types/transaction.js';

describe('an event', () => {
  const eventOf = (event: DinteroEvent): ProviderTransaction['events'][number] =>
    readTransaction({ ...ACCEPTED, events: [event] }).events[0]!;

  it.each([
    ['AUTHORIZE', 'authorised'],
    ['INITIATE_CAPTURE', 'collection-started'],
    ['CAPTURE', 'paid'],
    ['VOID', 'voided'],
    ['REFUND', 'reversed'],
    ['INITIATE', 'other'],
    ['INITIATE_VOID', 'void-started'],
    ['SETTLEMENT', 'other'],
    ['SOMETHING_NEW', 'other'],
  ])('%s is %s', (event, kind) => {
    expect(eventOf({ event })).toMatchObject({ kind, name: event });
  });

  it('without a name is kept', () => {
    expect(eventOf({})).toMatchObject({ kind: 'other', name: 'UNNAMED' });
  });

  it('succeeded unless it says that it did not', () => {
    expect(eventOf({ event: 'CAPTURE' }).succeeded).toBe(true);
    expect(eventOf({ event: 'CAPTURE', success: false }).succeeded).toBe(false);
    expect(eventOf({ event: 'CAPTURE', error: { message: 'no' } }).succeeded).toBe(false);
  });

  it.each([undefined, 12.5, '161250', null, 2 ** 60])('with the amount %p has none that can be booked', (amount) => {
    expect(eventOf({ event: 'CAPTURE', amount } as DinteroEvent).amount).toBeNull();
  });

  it('is known by its id, else by its request, else by what identifies it', () => {
    const bare = { event: 'CAPTURE', amount: 100, created_at: '2026-06-24T06:10:00.000Z' };

    expect(eventOf({ ...bare, id: '4', request_id: 'r' }).key).toBe('4');
    expect(eventOf({ ...bare, id: 4 }).key).toBe('4');
    expect(eventOf({ ...bare, request_id: 'r' }).key).toBe('r:CAPTURE');
    expect(eventOf(bare).key).toMatch(/^hash-[0-9a-f]{24}$/);
    expect(eventOf({ ...bare, metadata: { later: 1 } }).key).toBe(eventOf(bare).key);
    expect(eventOf({ ...bare, amount: 101 }).key).not.toBe(eventOf(bare).key);
  });

  it('is told apart from another one of the same request, and from its twin', () => {
    const keysOf = (...events: DinteroEvent[]): string[] =>
      readTransaction({ ...ACCEPTED, events }).events.map(({ key }) => key);
    const half = { event: 'CAPTURE', amount: 80_625, created_at: '2026-06-24T06:10:00.000Z' };

    const ofOneRequest = keysOf(
      { event: 'AUTHORIZE', request_id: 'r' },
      { event: 'INITIATE_CAPTURE', request_id: 'r' },
    );
    expect(new Set(ofOneRequest).size).toBe(2);
    const [first, second] = keysOf(half, half);
    expect(second).toBe(`${first}-2`);
    expect(keysOf(half)).toEqual([first]);
  });

  it('happened when it says, else when the transaction last changed, else now', () => {
    const raw = { id: 'T1', created_at: '2026-06-02T08:00:00Z', updated_at: '2026-06-05T08:00:00Z' };
    const timeOf = (transaction: object): string => readTransaction(transaction).events[0]!.occurredAt.toISOString();

    expect(timeOf({ ...raw, events: [{ created_at: 'yesterday' }] })).toBe('2026-06-05T08:00:00.000Z');
    expect(timeOf({ id: 'T1', created_at: raw.created_at, events: [{}] })).toBe('2026-06-02T08:00:00.000Z');
    expect(timeOf({ id: 'T1', events: [{ created_at: null }] })).toBe(READ_AT.toISOString());
    expect(timeOf({ id: 'T1', events: [{}] })).toBe(READ_AT.toISOString());
  });
});
