import { readFile } from 'node:fs/promises';
import fontkit from '@cantoo/fontkit';
import type { PDFDocument, PDFFont } from 'pdf-lib';
import { assetPath } from '../config/project-root.js';

export interface PdfFonts {
  readonly regular: PDFFont;
  readonly bold: PDFFont;
}

/** Letters stay the letters they are when they are read back: no arrow for `->`, no joined `fi`. */
const PLAIN = { calt: false, liga: false, clig: false, dlig: false };

/** Six letters and a plus say that a font is not whole. Source: ISO 32000-1, 9.6.4. */
const SUBSET_TAG = 'FAKBRO';

/** Our fonts, of which only the letters that are drawn go into the file. */
export async function embedFonts(document: PDFDocument): Promise<PdfFonts> {
  document.registerFontkit(fontkit);
  const embed = async (file: string): Promise<PDFFont> =>
    document.embedFont(await readFile(assetPath('fonts', `${file}.ttf`)), {
      subset: true,
      features: PLAIN,
      customName: `${SUBSET_TAG}+${file}`,
    });
  return { regular: await embed('Inter-Regular'), bold: await embed('Inter-Bold') };
}
