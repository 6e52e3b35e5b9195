import { degrees, type PDFFont, type PDFImage, type PDFPage, rgb } from 'pdf-lib';
import { cutToWidth, wrapText } from '../../platform/pdf/fit-text.js';
import type { PdfFonts } from '../../platform/pdf/pdf-fonts.js';
import type { DocumentFacts } from './document-facts.js';

/** Points: 1/72 inch. */
export const A4: [number, number] = [595.28, 841.89];
const MARGIN = 64;
const WIDTH = A4[0] - 2 * MARGIN;
const LABELS = 150;
const INK = rgb(0.12, 0.13, 0.16);
const FAINT = rgb(0.42, 0.44, 0.5);
const LOGO_BOX = { width: 200, height: 72 };

/** Draws our own first page: who sends the invoice, and to which order it belongs. */
export function drawCover(page: PDFPage, facts: DocumentFacts, fonts: PdfFonts, logo: PDFImage | null): void {
  standUpright(page);
  const { words } = facts;
  const top = A4[1] - MARGIN;
  if (logo) drawLogo(page, logo, top);
  else drawLines(page, fonts.bold, facts.merchantName, { y: top - 22, size: 22 });
  drawLines(page, fonts.bold, words.coverTitle, { y: A4[1] - 260, size: 34 });
  let y = drawLines(page, fonts.regular, facts.debtorName, { y: A4[1] - 310, size: 14 });

  const rows: [string, string | null][] = [
    [words.orderNumber, facts.orderNumber],
    [words.invoiceNumber, facts.invoiceNumber],
    [words.yourReference, facts.debtorReference],
  ];
  for (const [label, value] of rows) {
    if (value === null) continue;
    y -= 26;
    page.drawText(label, { x: MARGIN, y, size: 11, font: fonts.regular, color: FAINT });
    const text = cutToWidth(fonts.bold, value, 11, WIDTH - LABELS);
    page.drawText(text, { x: MARGIN + LABELS, y, size: 11, font: fonts.bold, color: INK });
  }
  drawLines(page, fonts.regular, words.coverHint, { y: y - 48, size: 11 });
}

/** Pages inherit from their parents in the invoice, which may lie on their side or be cropped. */
function standUpright(page: PDFPage): void {
  page.setRotation(degrees(0));
  page.setCropBox(0, 0, ...A4);
}

function drawLogo(page: PDFPage, logo: PDFImage, top: number): void {
  const { width, height } = logo.scaleToFit(LOGO_BOX.width, LOGO_BOX.height);
  page.drawImage(logo, { x: MARGIN, y: top - height, width, height });
}

/** At most two lines; gives where the last one stands. */
function drawLines(page: PDFPage, font: PDFFont, text: string, { y, size }: { y: number; size: number }): number {
  const lines = wrapText(font, text, size, WIDTH, 2);
  lines.forEach((line, index) => {
    page.drawText(line, { x: MARGIN, y: y - index * size * 1.25, size, font, color: INK });
  });
  return y - Math.max(0, lines.length - 1) * size * 1.25;
}
