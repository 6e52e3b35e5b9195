import { decideHook, type KnownHook } from './hook-decision.js';
import type { HookSubscription } from './types/hook.js';

const URL_OF_OURS = 'https://hooks.example.com/v1/merchants/acme/dintero/hook';
const EVENTS = ['checkout_transaction', 'settlement_add'];
const WANTED = { url: URL_OF_OURS, events: EVENTS };

const hook = (id: string, changes: Partial<HookSubscription> = {}): HookSubscription => ({
  id,
  config: { url: URL_OF_OURS },
  events: EVENTS,
  ...changes,
});
const elsewhere = (id: string): HookSubscription => hook(id, { config: { url: 'https://shop.example.com/hook' } });
const known = (changes: Partial<KnownHook> = {}): KnownHook => ({
  subscriptionId: 'h1',
  url: URL_OF_OURS,
  signsAsWanted: true,
  ...changes,
});

describe('the webhook that serves us', () => {
  it('is made when there is none, and nobody else’s is touched', () => {
    expect(decideHook(null, [elsewhere('h9')], WANTED)).toEqual({ use: null, remove: [], vanished: false });
  });

  it('is kept as it was left', () => {
    expect(decideHook(known(), [elsewhere('h9'), hook('h1')], WANTED)).toEqual({
      use: 'h1',
      remove: [],
      vanished: false,
    });
  });

  it('is made again when it has vanished', () => {
    expect(decideHook(known(), [elsewhere('h9')], WANTED)).toEqual({ use: null, remove: [], vanished: true });
  });

  it.each([
    ['was switched off', { active: false }],
    ['was deleted and is still listed', { deleted_at: '2026-11-20T00:00:00Z' }],
  ])('has vanished when it %s', (_what, changes) => {
    expect(decideHook(known(), [hook('h1', changes)], WANTED)).toMatchObject({ use: null, vanished: true });
  });

  it('is somebody else’s once it was pointed elsewhere: it stays, and a new one is made', () => {
    expect(decideHook(known(), [elsewhere('h1')], WANTED)).toEqual({ use: null, remove: [], vanished: true });
  });

  it('is found by its address after an answer that was lost', () => {
    expect(decideHook(null, [hook('h2')], WANTED)).toEqual({ use: 'h2', remove: [], vanished: false });
    expect(decideHook(known(), [hook('h2')], WANTED)).toEqual({ use: 'h2', remove: [], vanished: true });
  });

  it('is one, however many there are', () => {
    expect(decideHook(known(), [hook('h2'), hook('h1'), hook('h3')], WANTED)).toEqual({
      use: 'h1',
      remove: ['h2', 'h3'],
      vanished: false,
    });
  });

  it('is replaced when our address, the secret or the events changed, without having vanished', () => {
    const old = { url: 'https://old.example.com/hook' };
    const before = known(old);

    expect(decideHook(before, [hook('h1', { config: old })], WANTED)).toMatchObject({ use: null, vanished: false });
    expect(decideHook(before, [hook('h1', { config: old })], WANTED).remove).toEqual(['h1']);
    expect(decideHook(known({ signsAsWanted: false }), [hook('h1')], WANTED).remove).toEqual(['h1']);
    expect(decideHook(known(), [hook('h1', { events: ['settlement_add'] })], WANTED).remove).toEqual(['h1']);
  });

  it('is believed to have the events it does not show', () => {
    const silent: HookSubscription = { id: 'h1', config: { url: URL_OF_OURS } };

    expect(decideHook(known(), [silent], WANTED).use).toBe('h1');
  });

  it('is told from others by the address, however that is written', () => {
    const written = hook('h1', {
      config: { url: URL_OF_OURS.replace('hooks.', 'HOOKS.').replace('.com', '.com:443') },
    });

    expect(decideHook(known(), [written], WANTED).use).toBe('h1');
  });
});
