import { readFileSync } from 'node:fs';
import type { MailLogo } from '../../domain/mail/mail-design.js';
import { imageKind } from '../../platform/mail/image-kind.js';

/** Mails travel by the thousand; a logo of this size is already a large one. */
const BYTES_MAX = 200_000;
/** The logo is drawn no larger than this, in CSS pixels. */
const BOX = { width: 220, height: 64 };

/** Reads a logo, and how large it is to be drawn. @throws Error with what is wrong with the file */
export function readMailLogo(path: string): MailLogo {
  let content: Buffer;
  try {
    content = readFileSync(path);
  } catch {
    throw new Error('cannot be read');
  }
  if (content.length > BYTES_MAX) throw new Error(`is larger than ${BYTES_MAX / 1000} kB`);
  const image = imageKind(content);
  if (!image) throw new Error('is neither a PNG nor a JPEG');
  const scale = Math.min(1, BOX.width / image.width, BOX.height / image.height);
  return {
    content,
    contentType: image.contentType,
    width: Math.max(1, Math.round(image.width * scale)),
    height: Math.max(1, Math.round(image.height * scale)),
  };
}
