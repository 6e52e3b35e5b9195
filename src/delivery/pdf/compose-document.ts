import { isDeepStrictEqual } from 'node:util';
import { Logger } from '@nestjs/common';
import { type PDFDocument, type PDFImage, PDFName } from 'pdf-lib';
import { messageOf } from '../../domain/errors.js';
import { embedImage } from '../../platform/pdf/embed-image.js';
import { openPdf, PdfLeftAlone } from '../../platform/pdf/open-pdf.js';
import { contentsOf } from '../../platform/pdf/page-contents.js';
import { embedFonts, type PdfFonts } from '../../platform/pdf/pdf-fonts.js';
import type { DocumentFacts } from './document-facts.js';
import { A4, drawCover } from './draw-cover.js';
import { stampPage } from './stamp-page.js';

/** What goes around an invoice. */
export interface Surroundings {
  readonly facts: DocumentFacts;
  /** Null for no cover page; its logo is PNG or JPEG bytes. */
  readonly cover: { readonly logo: Buffer | null } | null;
  /** PDFs that follow the invoice, such as terms of sale. */
  readonly attachments: readonly Buffer[];
}

const logger = new Logger('ComposeDocument');

/**
 * Puts a cover page before the invoice and attachments behind it, and names the document. The invoice's own pages are
 * carried over untouched, which is looked at again in the result. The same input gives the same bytes.
 * Gives null when the PDF must be left alone: then it is sent as it came. Decision: docs/adr, "Nothing is drawn on an
 * invoice's own pages".
 */
export async function composeDocument(original: Buffer, around: Surroundings): Promise<Buffer | null> {
  try {
    const document = await openPdf(original);
    const fonts = await embedFonts(document);
    if (around.cover) {
      const logo = await embedLogo(document, around.cover.logo);
      const page = document.insertPage(0, A4);
      drawCover(page, around.facts, fonts, logo);
      stampPage(page, senderLine(around.facts), fonts.regular);
    }
    for (const [index, content] of around.attachments.entries()) {
      await append(document, await openPdf(content), index + 1, around.facts, fonts);
    }
    nameAfter(document, around.facts);
    const composed = Buffer.from(await document.save({ updateFieldAppearances: false }));
    await refuseOtherPages(original, composed, around.cover ? 1 : 0);
    return composed;
  } catch (error) {
    const reason = error instanceof PdfLeftAlone ? error.reason : 'not drawable';
    logger.warn({ msg: 'the invoice PDF is sent as it came', reason, detail: messageOf(error) });
    return null;
  }
}

/** A logo that was checked at the start and still cannot be drawn must not cost the debtor the cover. */
async function embedLogo(document: PDFDocument, logo: Buffer | null): Promise<PDFImage | null> {
  if (!logo) return null;
  try {
    return await embedImage(document, logo);
  } catch (error) {
    logger.warn({ msg: 'the logo cannot be drawn', detail: messageOf(error) });
    return null;
  }
}

async function append(
  document: PDFDocument,
  attachment: PDFDocument,
  number: number,
  facts: DocumentFacts,
  fonts: PdfFonts,
): Promise<void> {
  const { words, merchantName, orderNumber } = facts;
  const pages = await document.copyPages(attachment, attachment.getPageIndices());
  for (const [index, page] of pages.entries()) {
    const { x, y, width, height } = page.getCropBox();
    const turn = page.getRotation();
    document.addPage(page);
    // What it does not say itself it would inherit from the invoice now.
    page.setCropBox(x, y, width, height);
    page.setRotation(turn);
    const place = `${words.attachment} ${number}, ${words.pageOf(index + 1, pages.length)}`;
    stampPage(page, `${merchantName} · ${words.orderNumber} ${orderNumber} · ${place}`, fonts.regular);
  }
}

function senderLine({ merchantName, merchantNumber, orderNumber, words }: DocumentFacts): string {
  return `${merchantName} · ${words.organizationNumber} ${merchantNumber} · ${words.orderNumber} ${orderNumber}`;
}

function nameAfter(document: PDFDocument, { merchantName, orderNumber, words }: DocumentFacts): void {
  document.setTitle(words.subject(merchantName, orderNumber));
  document.setAuthor(merchantName);
  document.setSubject(`${words.orderNumber} ${orderNumber}`);
  document.setLanguage(words.locale);
  // It describes the file as it came, down to promises such as PDF/A that nobody has checked for this one.
  document.catalog.delete(PDFName.of('Metadata'));
}

/** @throws Error when a page of the invoice is not drawn by the very same bytes as before */
async function refuseOtherPages(original: Buffer, composed: Buffer, before: number): Promise<void> {
  const was = (await openPdf(original)).getPages();
  const is = (await openPdf(composed)).getPages().slice(before, before + was.length);
  const looks = (page: (typeof was)[number]): unknown => [page.getMediaBox(), page.getCropBox(), page.getRotation()];
  const isSame = was.every((page, index) => {
    const now = is[index];
    return now && isDeepStrictEqual(contentsOf(now), contentsOf(page)) && isDeepStrictEqual(looks(now), looks(page));
  });
  if (!isSame) throw new Error('A page of the invoice would have been changed.');
}
