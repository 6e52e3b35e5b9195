import fc from 'fast-check';
import { contrastOf, inkOn, READABLE_CONTRAST } from './contrast.js';

const color = fc
  .tuple(...['r', 'g', 'b'].map(() => fc.integer({ min: 0, max: 255 })))
  .map((channels) => `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`);

describe('the contrast of two colours', () => {
  // The values that the W3C and WebAIM give for these pairs.
  it.each([
    ['#000000', '#ffffff', 21],
    ['#777777', '#ffffff', 4.48],
    ['#767676', '#ffffff', 4.54],
    ['#0000ff', '#ffffff', 8.59],
    ['#ff0000', '#ffffff', 4],
    ['#123456', '#123456', 1],
  ])('%s on %s is %d', (one, other, ratio) => {
    expect(contrastOf(one, other)).toBeCloseTo(ratio, 1);
    expect(contrastOf(other, one)).toBe(contrastOf(one, other));
  });

  it('is always enough for the ink that is chosen for an accent', () => {
    fc.assert(fc.property(color, (background) => contrastOf(inkOn(background), background) >= READABLE_CONTRAST));
  });
});
