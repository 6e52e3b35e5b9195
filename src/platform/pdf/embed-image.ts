import type { PDFDocument, PDFImage } from 'pdf-lib';
import { imageKind } from '../mail/image-kind.js';

/** Takes a PNG or JPEG into the document. @throws Error when it is neither, or broken */
export async function embedImage(document: PDFDocument, content: Buffer): Promise<PDFImage> {
  const isPng = imageKind(content)?.contentType === 'image/png';
  return isPng ? document.embedPng(content) : document.embedJpg(content);
}
