interface ImageKind {
  readonly contentType: 'image/png' | 'image/jpeg';
  /** In the image's own pixels. */
  readonly width: number;
  readonly height: number;
}

const PNG_START = Buffer.from('89504e470d0a1a0a', 'hex');
/** JPEG markers that begin a frame, where the size stands: C0 to CF without the tables C4, C8 and CC. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** What kind of image this is and how large, or null when it is neither PNG nor JPEG, or broken. */
export function imageKind(content: Buffer): ImageKind | null {
  const size = content.subarray(0, 8).equals(PNG_START) ? pngSize(content) : jpegSize(content);
  if (!size || size.width === 0 || size.height === 0) return null;
  return size;
}

/** The first chunk of a PNG is its header. Source: W3C PNG, 11.2.1 IHDR. */
function pngSize(content: Buffer): ImageKind | null {
  if (content.length < 24 || content.toString('latin1', 12, 16) !== 'IHDR') return null;
  return { contentType: 'image/png', width: content.readUInt32BE(16), height: content.readUInt32BE(20) };
}

/** A JPEG is a row of segments, each with its length; the frame among them says the size. Source: ITU-T T.81, B.1 and B.2.2. */
function jpegSize(content: Buffer): ImageKind | null {
  if (content.length < 4 || content.readUInt16BE(0) !== 0xffd8) return null;
  let at = 2;
  while (at + 9 <= content.length && content[at] === 0xff) {
    if (isFrame(content[at + 1] ?? 0)) {
      return { contentType: 'image/jpeg', height: content.readUInt16BE(at + 5), width: content.readUInt16BE(at + 7) };
    }
    at += 2 + content.readUInt16BE(at + 2);
  }
  return null;
}
