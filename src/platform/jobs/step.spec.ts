import { defineStep, wishKey } from './step.js';

const ISSUE = defineStep('issue-invoice', 'provider', 50, 'invoice');
const REFRESH = defineStep('refresh-invoice', 'provider', 10, 'invoice');

describe('wishKey', () => {
  const wish = { step: ISSUE, merchantId: 'acme', subject: '7' };

  it('is the same for the same wish, so that the second is dropped', () => {
    expect(wishKey({ ...wish })).toBe(wishKey(wish));
    expect(wishKey(wish)).toBe('issue-invoice:acme:7');
  });

  it('does not depend on when the job is to start', () => {
    expect(wishKey({ ...wish, startAfter: new Date(0) })).toBe(wishKey(wish));
  });

  it('differs by step, by merchant and by subject', () => {
    const keys = [wish, { ...wish, step: REFRESH }, { ...wish, merchantId: 'other' }, { ...wish, subject: '8' }].map(
      wishKey,
    );

    expect(new Set(keys).size).toBe(4);
  });

  it('differs by its cause, where one is given', () => {
    const keys = [wish, { ...wish, because: 'paid' }, { ...wish, because: 'voided' }].map(wishKey);

    expect(new Set(keys).size).toBe(3);
    expect(wishKey({ ...wish, because: '' })).toBe(wishKey(wish));
  });
});
