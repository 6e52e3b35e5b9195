import { blackLogo } from '../../../test/support/pictures.js';
import { imageKind } from './image-kind.js';

/** The segments of a JPEG up to its frame, as a camera writes them: a header, an unused table, then the frame. */
const jpeg = (frame = 'c0', height = '0080', width = '0140'): Buffer =>
  Buffer.from(
    `ffd8ffe000104a46494600010100000100010000ffc4000400ffff${frame}001108${height}${width}03012200021101`,
    'hex',
  );

describe('a picture', () => {
  it('tells its kind and size, whatever its file is called', () => {
    expect(imageKind(blackLogo(30, 20))).toEqual({ contentType: 'image/png', width: 30, height: 20 });
  });

  it.each(['c0', 'c1', 'c2'])('in JPEG says its size in the frame %s, behind other segments', (frame) => {
    // The table between them is four bytes long and full of nothing.
    const file = Buffer.from(jpeg(frame).toString('hex').replace('ffc4000400ff', 'ffc400040000'), 'hex');

    expect(imageKind(file)).toEqual({ contentType: 'image/jpeg', width: 320, height: 128 });
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['half a PNG', blackLogo(30, 20).subarray(0, 18)],
    ['a PNG of no size', blackLogo(30, 0)],
    ['half a JPEG', jpeg().subarray(0, 30)],
    ['a GIF', Buffer.from('GIF89a\u0001\u0000\u0001\u0000')],
  ])('is not %s', (_, content) => {
    expect(imageKind(content)).toBeNull();
  });
});
