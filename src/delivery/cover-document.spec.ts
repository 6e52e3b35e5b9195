import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { PDFArray, PDFDocument, PDFRawStream, StandardFonts } from 'pdf-lib';
import { type Cover, coverDocument } from './cover-document.js';
import { DELIVERY_WORDS } from './delivery-words.js';

/** One black pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
  'base64',
);

const COVER: Cover = {
  merchantName: 'Nordic Supplies AS',
  merchantNumber: '923609016',
  orderNumber: '10017',
  debtorName: 'Fjordtest AS',
  debtorReference: 'PO-5567',
  invoiceNumber: 'FT7Q2-000104',
  logo: null,
  words: DELIVERY_WORDS.nb,
};

/** An invoice of two pages, as a provider would send it. */
async function invoiceDocument(): Promise<PDFDocument> {
  const document = await PDFDocument.create();
  document.setTitle('FT7Q2-000104');
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (const text of ['Invoice, page 1', 'Invoice, page 2']) {
    document.addPage([595.28, 841.89]).drawText(text, { x: 56, y: 700, font });
  }
  return document;
}

const invoicePdf = async (): Promise<Buffer> => Buffer.from(await (await invoiceDocument()).save());

async function covered(changes: Partial<Cover> = {}): Promise<PDFDocument> {
  const pdf = await coverDocument(await invoicePdf(), { ...COVER, ...changes });
  return PDFDocument.load(pdf!, { updateMetadata: false });
}

/** The bytes that draw a page. */
function contentOf(document: PDFDocument, page: number): Buffer[] {
  const contents = document.getPage(page).node.Contents();
  const streams =
    contents instanceof PDFArray ? contents.asArray().map((ref) => document.context.lookup(ref)) : [contents];
  return streams.map((stream) => {
    if (!(stream instanceof PDFRawStream)) throw new Error('The page has no content stream.');
    return Buffer.from(stream.getContents());
  });
}

describe('coverDocument', () => {
  it('puts one A4 page before the invoice and carries its pages over untouched', async () => {
    const original = await PDFDocument.load(await invoicePdf());
    const document = await covered();

    expect(document.getPageCount()).toBe(3);
    expect(document.getPage(0).getSize()).toEqual({ width: 595.28, height: 841.89 });
    expect(contentOf(document, 1)).toEqual(contentOf(original, 0));
    expect(contentOf(document, 2)).toEqual(contentOf(original, 1));
    expect(contentOf(document, 0)).not.toEqual(contentOf(original, 0));
  });

  it('names the document after the order and the merchant, in the language of the debtor', async () => {
    const document = await covered({ words: DELIVERY_WORDS.sv });

    expect(document.getTitle()).toBe('Faktura från Nordic Supplies AS, order 10017');
    expect(document.getAuthor()).toBe('Nordic Supplies AS');
    expect(document.getSubject()).toBe('Ordernummer 10017');
  });

  it.each([
    ['names of the north and the east', { merchantName: 'Blåbær & Sønn ÆØÅ', debtorName: 'Łódź Ökonomi Šiauliai Þór' }],
    ['signs no font of ours has', { debtorName: '漢字 🙂 العربية' }],
    ['a name of two lines', { debtorName: 'Fjordtest AS\nOslo' }],
    ['control characters', { debtorReference: 'PO\t5567\u0007' }],
    ['nothing that may be missing', { debtorReference: null, invoiceNumber: null }],
    ['a logo', { logo: PNG }],
  ])('can be drawn with %s', async (_, changes) => {
    expect((await covered(changes)).getPageCount()).toBe(3);
  });

  it('keeps a name as it is written, also outside Latin-1', async () => {
    expect((await covered({ merchantName: 'Łódź Blåbær' })).getAuthor()).toBe('Łódź Blåbær');
  });
});

describe('an invoice that cannot be covered is sent as it came:', () => {
  beforeEach(() => {
    jest.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each([
    ['nothing', () => Buffer.alloc(0)],
    ['something that is no PDF', () => Buffer.from('<html>Not found</html>')],
    ['the beginning of a PDF', () => Buffer.from('%PDF-1.7\n')],
  ])('%s', async (_, make) => {
    expect(await coverDocument(make(), COVER)).toBeNull();
  });

  it.each([
    ['with a password to open it', { userPassword: 'open', ownerPassword: 'own' }],
    ['with a password to change it', { ownerPassword: 'own' }],
  ])('one %s', async (_, passwords) => {
    const document = await invoiceDocument();
    document.encrypt(passwords);

    expect(await coverDocument(Buffer.from(await document.save()), COVER)).toBeNull();
  });

  it('a logo that is no picture', async () => {
    expect(await coverDocument(await invoicePdf(), { ...COVER, logo: Buffer.from('not a picture') })).toBeNull();
  });
});
