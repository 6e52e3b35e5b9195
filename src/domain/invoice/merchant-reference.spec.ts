import fc from 'fast-check';
import { merchantReference } from './merchant-reference.js';

describe('merchantReference', () => {
  it.each([
    ['SO-10017', 1, 'SO-10017-1'],
    ['SO-10017', 2, 'SO-10017-2'],
  ])('%s in revision %p is %s', (orderId, revision, reference) => {
    expect(merchantReference(orderId, revision)).toBe(reference);
  });

  it('always fits the provider and never changes', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 100, unit: 'grapheme' }),
        fc.integer({ min: 1, max: 9999 }),
        (id, revision) => {
          const reference = merchantReference(id, revision);
          expect(reference).toMatch(/^[A-Za-z0-9_-]{1,35}$/);
          expect(merchantReference(id, revision)).toBe(reference);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('is different for different orders, also for those that look alike once shortened', () => {
    const ids = [
      'A/B',
      'A-B',
      'A B',
      'A_B',
      'ÆØÅ',
      'ØÆÅ',
      `${'x'.repeat(40)}1`,
      `${'x'.repeat(40)}2`,
      'A',
      'A-1',
      'A-1-1',
    ];
    const references = ids.flatMap((id) => [1, 2, 11].map((revision) => merchantReference(id, revision)));
    expect(new Set(references).size).toBe(references.length);
  });
});
