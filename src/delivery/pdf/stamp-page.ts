import { degrees, type PDFFont, type PDFPage, rgb } from 'pdf-lib';
import { cutToWidth } from '../../platform/pdf/fit-text.js';

const SIZE = 8;
const SIDE = 28;
/** Printers reach 5 mm from the edge; this is 6. */
const ABOVE_EDGE = 17;
const FAINT = rgb(0.42, 0.44, 0.5);

interface Place {
  readonly x: number;
  readonly y: number;
  readonly angle: number;
}

/**
 * Writes one line at the foot of the page as it is seen, however it lies in the file. The page's own streams stay: the
 * stamp is one of its own. Never for the invoice's pages, whose foot may be a payment slip that machines read.
 */
export function stampPage(page: PDFPage, text: string, font: PDFFont): void {
  const angle = ((page.getRotation().angle % 360) + 360) % 360;
  const box = page.getCropBox();
  const width = angle % 180 === 0 ? box.width : box.height;
  const line = cutToWidth(font, text, SIZE, Math.max(0, width - 2 * SIDE));
  const left = (width - font.widthOfTextAtSize(line, SIZE)) / 2;
  const place = placeOf(box, angle, left, ABOVE_EDGE);
  page.drawText(line, { x: place.x, y: place.y, rotate: degrees(place.angle), size: SIZE, font, color: FAINT });
}

/** A point `right` of and `up` from the corner that is seen at the bottom left, on a page turned clockwise by `angle`. */
function placeOf(box: ReturnType<PDFPage['getCropBox']>, angle: number, right: number, up: number): Place {
  const farX = box.x + box.width;
  const farY = box.y + box.height;
  if (angle === 90) return { x: farX - up, y: box.y + right, angle };
  if (angle === 180) return { x: farX - right, y: farY - up, angle };
  if (angle === 270) return { x: box.x + up, y: farY - right, angle };
  return { x: box.x + right, y: box.y + up, angle: 0 };
}
