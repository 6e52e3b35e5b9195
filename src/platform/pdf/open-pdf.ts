import { PDFBool, PDFDict, PDFDocument, PDFName, PDFNumber } from 'pdf-lib';
import { messageOf } from '../../domain/errors.js';
import { contentsOf } from './page-contents.js';

/** Why a PDF must stay as it is. */
export type LeaveAlone = 'broken' | 'encrypted' | 'signed' | 'dynamic';

const REASONS: Readonly<Record<LeaveAlone, string>> = {
  broken: 'is broken',
  encrypted: 'is encrypted',
  signed: 'is signed, and a change would break the signature',
  dynamic: 'is a portfolio or a dynamic form, whose pages are not what a reader shows',
};

/** Readers look for the end of a PDF in its last kilobyte. Source: ISO 32000-1, annex H.3, note 18. */
const TAIL_BYTES = 1024;
/** Bit 1 of /SigFlags: there is a signature. Source: ISO 32000-1, table 219. */
const SIGNATURES_EXIST = 1;

/** A PDF that nothing may be added to. */
export class PdfLeftAlone extends Error {
  constructor(
    readonly reason: LeaveAlone,
    cause?: unknown,
  ) {
    super(REASONS[reason] + (cause === undefined ? '' : `: ${messageOf(cause)}`), { cause });
    this.name = 'PdfLeftAlone';
  }
}

/**
 * Opens a PDF that pages may be added to, whole: every page can be read, and its own metadata stay.
 * @throws PdfLeftAlone when it is broken, encrypted, signed, or not made of pages
 */
export async function openPdf(content: Buffer): Promise<PDFDocument> {
  if (!content.subarray(-TAIL_BYTES).includes('%%EOF')) throw new PdfLeftAlone('broken');
  // What says that a file is encrypted, and the value of a signature, always stand where nothing is compressed.
  if (content.includes('/Encrypt')) throw new PdfLeftAlone('encrypted');
  if (content.includes('/ByteRange')) throw new PdfLeftAlone('signed');
  const document = await parse(content);
  try {
    refuseSpecial(document);
    if (document.getPageCount() === 0) throw new Error('it has no page');
    document.getPages().forEach(contentsOf);
  } catch (error) {
    if (error instanceof PdfLeftAlone) throw error;
    throw new PdfLeftAlone('broken', error);
  }
  return document;
}

async function parse(content: Buffer): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(content, { updateMetadata: false, throwOnInvalidObject: true });
  } catch (error) {
    throw new PdfLeftAlone('broken', error);
  }
}

function refuseSpecial({ catalog }: PDFDocument): void {
  const form = catalog.lookupMaybe(PDFName.of('AcroForm'), PDFDict);
  const flags = form?.lookupMaybe(PDFName.of('SigFlags'), PDFNumber)?.asNumber() ?? 0;
  if ((flags & SIGNATURES_EXIST) !== 0 || catalog.has(PDFName.of('Perms'))) throw new PdfLeftAlone('signed');
  const isRendered = catalog.lookupMaybe(PDFName.of('NeedsRendering'), PDFBool)?.asBoolean() ?? false;
  if (isRendered || catalog.has(PDFName.of('Collection')) || form?.has(PDFName.of('XFA'))) {
    throw new PdfLeftAlone('dynamic');
  }
}
