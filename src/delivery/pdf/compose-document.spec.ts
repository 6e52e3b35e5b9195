import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { PDFDict, PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import {
  encryptedPdf,
  handMade,
  inheritingPdf,
  invoicePdf,
  signedPdf,
  SOUND_INVOICES,
  termsPdf,
} from '../../../test/support/invoice-pdfs.js';
import { readPdf } from '../../../test/support/pdf-reader.js';
import { blackLogo } from '../../../test/support/pictures.js';
import { contentsOf } from '../../platform/pdf/page-contents.js';
import { DELIVERY_WORDS } from '../delivery-words.js';
import { composeDocument, type Surroundings } from './compose-document.js';
import type { DocumentFacts } from './document-facts.js';

const FACTS: DocumentFacts = {
  merchantName: 'Blåbær & Sønn AS',
  merchantNumber: '923609016',
  orderNumber: '10017',
  debtorName: 'ÄÖÅ Økonomi æøå',
  debtorReference: 'PO-5567->A (fi)',
  invoiceNumber: 'FT7Q2-000104',
  words: DELIVERY_WORDS.nb,
};

type Changes = Omit<Partial<Surroundings>, 'facts'> & { readonly facts?: Partial<DocumentFacts> };

async function compose(original: Buffer, { facts, ...rest }: Changes = {}): Promise<Buffer | null> {
  return composeDocument(original, { cover: { logo: null }, attachments: [], ...rest, facts: { ...FACTS, ...facts } });
}

const load = (pdf: Buffer): Promise<PDFDocument> => PDFDocument.load(pdf, { updateMetadata: false });

async function composed(changes: Changes = {}): Promise<PDFDocument> {
  return load((await compose(await invoicePdf(), changes))!);
}

describe('composeDocument', () => {
  it.each(SOUND_INVOICES)('leaves the pages of an invoice as they are: %s', async (_, make) => {
    const original = await make();
    const [was, is] = [
      await load(original),
      await load((await compose(original, { attachments: [await termsPdf()] }))!),
    ];

    expect(is.getPageCount()).toBe(1 + was.getPageCount() + 2);
    for (const [index, page] of was.getPages().entries()) {
      const same = is.getPage(index + 1);
      expect(contentsOf(same)).toEqual(contentsOf(page));
      expect([same.getMediaBox(), same.getCropBox(), same.getRotation()]).toEqual([
        page.getMediaBox(),
        page.getCropBox(),
        page.getRotation(),
      ]);
    }
  });

  it('draws what a stranger’s reader reads, letters of the north included', async () => {
    const pdf = await compose(await invoicePdf(), { attachments: [await termsPdf(), await termsPdf('Personvern')] });
    const { pages } = await readPdf(pdf!);

    expect(pages).toEqual([
      'Blåbær & Sønn AS Faktura ÄÖÅ Økonomi æøå Ordrenummer 10017 Fakturanummer FT7Q2-000104 Deres referanse ' +
        'PO-5567->A (fi) Fakturaen med betalingsopplysningene følger på neste side. ' +
        'Blåbær & Sønn AS · Org.nr. 923609016 · Ordrenummer 10017',
      'Invoice, page 1',
      'Invoice, page 2',
      'Salgsvilkår: varene er selgers eiendom Blåbær & Sønn AS · Ordrenummer 10017 · Vedlegg 1, side 1 av 2',
      'Side to Blåbær & Sønn AS · Ordrenummer 10017 · Vedlegg 1, side 2 av 2',
      'Personvern Blåbær & Sønn AS · Ordrenummer 10017 · Vedlegg 2, side 1 av 2',
      'Side to Blåbær & Sønn AS · Ordrenummer 10017 · Vedlegg 2, side 2 av 2',
    ]);
  });

  it('names the document after the order and the merchant, in the language of the debtor, and keeps who made it', async () => {
    const pdf = await compose(await invoicePdf(), { facts: { words: DELIVERY_WORDS.sv } });
    const { info } = await readPdf(pdf!);

    expect(info).toMatchObject({
      Title: 'Faktura från Blåbær & Sønn AS, order 10017',
      Author: 'Blåbær & Sønn AS',
      Subject: 'Ordernummer 10017',
      Language: 'sv-SE',
      Producer: 'Kravia Print 4',
    });
  });

  it('carries only the letters it uses of its fonts', async () => {
    const document = await composed();
    const fonts = document.context
      .enumerateIndirectObjects()
      .flatMap(([, object]) => (object instanceof PDFDict && object.has(PDFName.of('FontFile2')) ? [object] : []));

    expect(fonts.map((font) => font.lookup(PDFName.of('FontName'))?.toString())).toEqual([
      expect.stringContaining('FAKBRO+Inter-Regular'),
      expect.stringContaining('FAKBRO+Inter-Bold'),
    ]);
    for (const font of fonts) {
      const file = font.lookup(PDFName.of('FontFile2'));
      expect((file as PDFRawStream).getContentsSize()).toBeLessThan(12_000);
    }
    expect((await compose(await invoicePdf()))!.length).toBeLessThan(30_000);
  });

  it('stands upright and whole, however the invoice lies', async () => {
    const cover = (await load((await compose(inheritingPdf()))!)).getPage(0);

    expect(cover.getRotation().angle).toBe(0);
    expect(cover.getCropBox()).toEqual({ x: 0, y: 0, width: 595.28, height: 841.89 });
  });

  it('keeps the pages of an attachment under the stamp', async () => {
    const terms = await load(await termsPdf());
    const document = await load((await compose(inheritingPdf(), { attachments: [await termsPdf()] }))!);

    for (const [index, was] of terms.getPages().entries()) {
      const is = document.getPage(2 + index);
      expect(contentsOf(is)).toEqual(expect.arrayContaining(contentsOf(was)));
      expect([is.getCropBox(), is.getRotation()]).toEqual([was.getCropBox(), was.getRotation()]);
    }
  });

  it('is the same file again from the same input', async () => {
    const [first, second] = [await compose(await invoicePdf()), await compose(await invoicePdf())];

    expect(first!.equals(second!)).toBe(true);
  });

  it('needs no cover page to append', async () => {
    const { pages } = await readPdf(
      (await compose(await invoicePdf(), { cover: null, attachments: [await termsPdf()] }))!,
    );

    expect(pages.map((page) => page.slice(0, 12))).toEqual([
      'Invoice, pag',
      'Invoice, pag',
      'Salgsvilkår:',
      'Side to Blåb',
    ]);
  });

  it('drops what the invoice’s packet of metadata says of another file', async () => {
    const xmp = '<< /Type /Metadata /Subtype /XML /Length 4 >>\nstream\n<x/>\nendstream';
    const pages = ['<< /Type /Pages /Kids [3 0 R] /Count 1 >>', '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>'];
    const original = handMade(['<< /Type /Catalog /Pages 2 0 R /Metadata 4 0 R >>', ...pages, xmp]);

    expect((await load((await compose(original))!)).catalog.has(PDFName.of('Metadata'))).toBe(false);
  });

  it.each<[string, Partial<DocumentFacts>, string]>([
    ['a name of two lines', { debtorName: 'Fjordtest AS\nOslo' }, 'Fjordtest AS Oslo'],
    ['control characters', { debtorReference: 'PO\t5567\u0007' }, 'PO 5567'],
    ['names of the east', { debtorName: 'Łódź Šiauliai Þór' }, 'Łódź Šiauliai Þór'],
    ['a name longer than two lines', { debtorName: 'Ø'.repeat(300) }, 'Ø…'],
    ['nothing that may be missing', { debtorReference: null, invoiceNumber: null }, 'Ordrenummer 10017'],
    ['signs no font of ours has', { debtorName: '漢字 🙂 العربية' }, 'Ordrenummer 10017'],
  ])('can be drawn with %s', async (_, facts, text) => {
    const { pages } = await readPdf((await compose(await invoicePdf(), { facts }))!);

    expect(pages[0]).toContain(text);
  });

  it('shows the logo in place of the name', async () => {
    const { pages } = await readPdf((await compose(await invoicePdf(), { cover: { logo: blackLogo(400, 100) } }))!);

    expect(pages[0]).toMatch(/^Faktura /);
  });
});

describe('an invoice that must be left alone is sent as it came:', () => {
  const reasons: unknown[] = [];
  beforeEach(() => {
    reasons.length = 0;
    jest.spyOn(Logger.prototype, 'warn').mockImplementation((entry: { reason?: unknown }) => {
      reasons.push(entry.reason);
    });
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each<[string, string, () => Buffer | Promise<Buffer>]>([
    ['nothing', 'broken', () => Buffer.alloc(0)],
    ['something that is no PDF', 'broken', () => Buffer.from('<html>Not found</html>')],
    ['the beginning of a PDF', 'broken', () => Buffer.from('%PDF-1.7\n')],
    ['half a PDF', 'broken', async () => invoicePdf().then((pdf) => pdf.subarray(0, pdf.length / 2))],
    [
      'one whose page lost its content',
      'broken',
      () => Buffer.from(inheritingPdf().toString('latin1').replace('6 0 R]', '9 0 R]'), 'latin1'),
    ],
    [
      'one without a page',
      'broken',
      () => handMade(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 0 >>']),
    ],
    ['one with a password to open it', 'encrypted', () => encryptedPdf({ userPassword: 'open', ownerPassword: 'own' })],
    ['one with a password to change it', 'encrypted', () => encryptedPdf({ ownerPassword: 'own' })],
    ['one with a signature', 'signed', () => signedPdf()],
    ['one that says it is signed', 'signed', () => inheritingPdf('/AcroForm << /SigFlags 1 /Fields [] >>')],
    ['one whose author permits no change', 'signed', () => inheritingPdf('/Perms << >>')],
    ['a portfolio', 'dynamic', () => inheritingPdf('/Collection << >>')],
    ['a dynamic form', 'dynamic', () => inheritingPdf('/AcroForm << /Fields [] /XFA (x) >>')],
  ])('%s', async (_, reason, make) => {
    expect(await compose(await make())).toBeNull();
    expect(reasons).toEqual([reason]);
  });

  it('one whose attachment is broken', async () => {
    expect(await compose(await invoicePdf(), { attachments: [Buffer.from('%PDF-')] })).toBeNull();
  });

  it('but not one whose logo cannot be drawn: it shows the name', async () => {
    const { pages } = await readPdf(
      (await compose(await invoicePdf(), { cover: { logo: Buffer.from('no picture') } }))!,
    );

    expect(pages[0]).toMatch(/^Blåbær & Sønn AS Faktura/);
  });
});
