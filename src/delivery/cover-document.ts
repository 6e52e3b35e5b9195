import { readFile } from 'node:fs/promises';
import { Logger } from '@nestjs/common';
import fontkit from '@cantoo/fontkit';
import { PDFDocument, type PDFFont, type PDFImage, type PDFPage, rgb } from 'pdf-lib';
import { messageOf } from '../domain/errors.js';
import { assetPath } from '../platform/config/project-root.js';
import type { DeliveryWords } from './delivery-words.js';

/** What the cover page says. Payment details stay where they are: on the invoice behind it. */
export interface Cover {
  readonly merchantName: string;
  readonly merchantNumber: string;
  readonly orderNumber: string;
  readonly debtorName: string;
  readonly debtorReference: string | null;
  readonly invoiceNumber: string | null;
  /** PNG or JPEG bytes. */
  readonly logo: Buffer | null;
  readonly words: DeliveryWords;
}

const A4: [number, number] = [595.28, 841.89];
const MARGIN = 64;
const INK = rgb(0.12, 0.13, 0.16);
const FAINT = rgb(0.42, 0.44, 0.5);
const LOGO_BOX = { width: 200, height: 72 };

const logger = new Logger('CoverDocument');

/**
 * Puts a cover page before the invoice and names the document. The invoice's own pages are carried over untouched.
 * Gives null when the PDF is encrypted or broken, or cannot be drawn on: then it is sent as it came.
 */
export async function coverDocument(original: Buffer, cover: Cover): Promise<Buffer | null> {
  try {
    const document = await PDFDocument.load(original, { updateMetadata: false });
    document.registerFontkit(fontkit);
    const [regular, bold] = await Promise.all(
      ['Inter-Regular.ttf', 'Inter-Bold.ttf'].map(async (file) =>
        document.embedFont(await readFile(assetPath('fonts', file)), { subset: true }),
      ),
    );
    if (!regular || !bold) return null;
    const logo = cover.logo ? await embedLogo(document, cover.logo) : null;
    drawCover(document.insertPage(0, A4), cover, { regular, bold }, logo);
    const { words, merchantName, orderNumber } = cover;
    document.setTitle(words.subject(merchantName, orderNumber));
    document.setAuthor(merchantName);
    document.setSubject(`${words.orderNumber} ${orderNumber}`);
    document.setLanguage(words.locale);
    return Buffer.from(await document.save());
  } catch (error) {
    logger.warn({ msg: 'the invoice PDF cannot be covered, it is sent as it came', reason: messageOf(error) });
    return null;
  }
}

async function embedLogo(document: PDFDocument, logo: Buffer): Promise<PDFImage> {
  const isPng = logo.subarray(1, 4).toString('latin1') === 'PNG';
  return isPng ? document.embedPng(logo) : document.embedJpg(logo);
}

interface Fonts {
  readonly regular: PDFFont;
  readonly bold: PDFFont;
}

function drawCover(page: PDFPage, cover: Cover, { regular, bold }: Fonts, logo: PDFImage | null): void {
  const { words } = cover;
  const height = page.getHeight();
  if (logo) {
    const { width, height: tall } = logo.scaleToFit(LOGO_BOX.width, LOGO_BOX.height);
    page.drawImage(logo, { x: MARGIN, y: height - MARGIN - tall, width, height: tall });
  } else {
    page.drawText(cover.merchantName, { x: MARGIN, y: height - MARGIN - 22, size: 22, font: bold, color: INK });
  }
  page.drawText(words.coverTitle, { x: MARGIN, y: height - 260, size: 34, font: bold, color: INK });

  const rows: [string, string | null][] = [
    [words.orderNumber, cover.orderNumber],
    [words.invoiceNumber, cover.invoiceNumber],
    [words.yourReference, cover.debtorReference],
  ];
  let y = height - 310;
  page.drawText(cover.debtorName, { x: MARGIN, y, size: 14, font: regular, color: INK });
  for (const [label, value] of rows) {
    if (value === null) continue;
    y -= 26;
    page.drawText(label, { x: MARGIN, y, size: 11, font: regular, color: FAINT });
    page.drawText(value, { x: MARGIN + 150, y, size: 11, font: bold, color: INK });
  }
  page.drawText(words.coverHint, { x: MARGIN, y: y - 48, size: 11, font: regular, color: INK });

  const footer = `${cover.merchantName} · ${words.organizationNumber} ${cover.merchantNumber}`;
  page.drawText(footer, { x: MARGIN, y: MARGIN, size: 9, font: regular, color: FAINT });
}
