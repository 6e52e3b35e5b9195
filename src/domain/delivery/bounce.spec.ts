import { blamesAddress, bounceClass, isFinal, withoutAddresses } from './bounce.js';

describe('the class of a bounce', () => {
  it.each([
    ['failed', '5.1.1', 'hard'],
    ['failed', '5.7.26', 'hard'],
    [null, '5.0.0', 'hard'],
    ['failed', null, 'hard'],
    ['failed', '4.4.7', 'gave-up'],
    ['delayed', '4.4.1', 'soft'],
    ['delayed', '5.1.1', 'soft'],
    [null, '4.2.2', 'soft'],
    ['delivered', '2.0.0', null],
    ['relayed', '2.0.0', null],
    ['expanded', '5.1.1', null],
    [null, null, null],
    [null, '2.1.5', null],
  ])('of %s with status %s is %s', (action, status, expected) => {
    expect(bounceClass({ action, status })).toBe(expected);
  });

  it('ends the sending when the server refused, or has stopped trying', () => {
    expect((['hard', 'gave-up', 'soft', 'complaint'] as const).filter(isFinal)).toEqual(['hard', 'gave-up']);
  });
});

describe('an address', () => {
  it.each(['5.1.1', '5.1.10', '5.2.1', '5.0.0', null])('is at fault when a hard bounce says %s', (status) => {
    expect(blamesAddress('hard', status)).toBe(true);
  });

  it.each(['5.2.2', '5.3.4', '5.4.4', '5.7.1'])('is not at fault when the server says %s', (status) => {
    expect(blamesAddress('hard', status)).toBe(false);
  });

  it('is not at fault while the server still tries, or gave up on a passing fault', () => {
    expect(blamesAddress('soft', '4.1.1')).toBe(false);
    expect(blamesAddress('gave-up', '4.4.7')).toBe(false);
  });
});

describe('what a server said', () => {
  it('is kept without the addresses in it', () => {
    const said = '550 5.1.1 <per@fjordtest.example>: Recipient address rejected: ap@x.example, unknown';

    expect(withoutAddresses(said)).toBe('550 5.1.1 <…>: Recipient address rejected: …, unknown');
  });
});
