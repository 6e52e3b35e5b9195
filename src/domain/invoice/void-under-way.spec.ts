import { isVoidUnderWay } from './void-under-way.js';

const at = (
  time: string,
  kind: 'void-started' | 'voided' | 'paid',
  succeeded = true,
): Parameters<typeof isVoidUnderWay>[0][number] => ({
  kind,
  succeeded,
  occurredAt: new Date(`2026-11-20T${time}Z`),
});

describe('a void is under way', () => {
  it.each([
    ['not before anybody asked for one', [at('08:00:00', 'paid')], false],
    ['once the provider took the wish', [at('08:00:00', 'void-started'), at('08:00:01', 'paid')], true],
    ['not when the provider did not take it', [at('08:00:00', 'void-started', false)], false],
    ['not when it is done', [at('08:00:05', 'voided'), at('08:00:00', 'void-started')], false],
    ['not when it is done at the same instant', [at('08:00:00', 'void-started'), at('08:00:00', 'voided')], false],
    [
      'not when it failed: it may be asked for again',
      [at('08:00:00', 'void-started'), at('08:00:05', 'voided', false)],
      false,
    ],
  ])('%s', (_what, events, isUnderWay) => {
    expect(isVoidUnderWay(events)).toBe(isUnderWay);
  });
});
