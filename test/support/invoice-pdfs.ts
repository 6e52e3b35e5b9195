import { degrees, PDFDocument, StandardFonts } from 'pdf-lib';

const bytesOf = async (document: PDFDocument, useObjectStreams = true): Promise<Buffer> =>
  Buffer.from(await document.save({ useObjectStreams }));

/** An invoice of two pages, as a provider would send it. */
async function invoiceDocument(): Promise<PDFDocument> {
  const document = await PDFDocument.create({ updateMetadata: false });
  document.setTitle('FT7Q2-000104');
  document.setProducer('Kravia Print 4');
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (const text of ['Invoice, page 1', 'Invoice, page 2']) {
    document.addPage([595.28, 841.89]).drawText(text, { x: 56, y: 700, font });
  }
  return document;
}

export const invoicePdf = async (): Promise<Buffer> => bytesOf(await invoiceDocument());

/** Terms of sale of two pages, the second on its side. */
export async function termsPdf(text = 'Salgsvilkår: varene er selgers eiendom'): Promise<Buffer> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const font = await document.embedFont(StandardFonts.TimesRoman);
  document.addPage([595.28, 841.89]).drawText(text, { x: 56, y: 700, font });
  const page = document.addPage([841.89, 595.28]);
  page.setRotation(degrees(90));
  page.drawText('Side to', { x: 56, y: 400, font });
  return bytesOf(document);
}

/** A file of these objects, numbered from 1; the first is the catalogue. */
export function handMade(objects: readonly string[]): Buffer {
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const rows = ['0000000000 65535 f ', ...offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n `)];
  const trailer = `trailer\n<< /Size ${rows.length} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(`${text}xref\n0 ${rows.length}\n${rows.join('\n')}\n${trailer}`, 'latin1');
}

const stream = (content: string): string => `<< /Length ${content.length} >>\nstream\n${content}\nendstream`;
const FONT = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';

/** One page that has size, crop, turn and fonts from its parents, and is drawn by two streams of half a state each. */
export function inheritingPdf(catalog = ''): Buffer {
  return handMade([
    `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 842 595] /CropBox [100 100 300 300] /Rotate 90 /Resources << /Font << /F1 7 0 R >> >> >>',
    '<< /Type /Pages /Parent 2 0 R /Kids [4 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 3 0 R /Contents [5 0 R 6 0 R] >>',
    stream('q BT /F1 12 Tf 120 200'),
    stream('Td (Invoice, page 1) Tj ET'), // and no Q: such files exist
    FONT,
  ]);
}

/** Every way of writing a sound invoice that we could think of. */
export const SOUND_INVOICES: readonly (readonly [name: string, make: () => Promise<Buffer>])[] = [
  ['compressed objects and a compressed table', invoicePdf],
  ['a plain table', async () => bytesOf(await invoiceDocument(), false)],
  ['an update appended', () => updated(true)],
  ['an update appended with a plain table', () => updated(false)],
  ['inherited attributes and half states', async () => Promise.resolve(inheritingPdf())],
  ['its pages on their side', turned],
  ['a form', withForm],
  ['a file attached to it', withFile],
  ['a few bytes before it', async () => Buffer.concat([Buffer.from('\r\n'), await invoicePdf()])],
];

async function updated(useObjectStreams: boolean): Promise<Buffer> {
  const first = await bytesOf(await invoiceDocument(), useObjectStreams);
  const document = await PDFDocument.load(first, { updateMetadata: false, forIncrementalUpdate: true });
  const snapshot = document.takeSnapshot();
  snapshot.markRefForSave(document.getPage(1).ref);
  document.getPage(1).drawText('Corrected', { x: 56, y: 600 });
  const update = await document.saveIncremental(snapshot, { useObjectStreams });
  return Buffer.concat([first, update]);
}

async function turned(): Promise<Buffer> {
  const document = await invoiceDocument();
  document.getPage(0).setRotation(degrees(90));
  document.getPage(1).setRotation(degrees(-90));
  return bytesOf(document);
}

async function withForm(): Promise<Buffer> {
  const document = await invoiceDocument();
  document.getForm().createTextField('note').addToPage(document.getPage(1), { x: 56, y: 500 });
  return bytesOf(document);
}

async function withFile(): Promise<Buffer> {
  const document = await invoiceDocument();
  await document.attach(Buffer.from('<Invoice/>'), 'invoice.xml', { mimeType: 'application/xml' });
  return bytesOf(document);
}

/** Signed as far as a reader can tell without the key: the last revision holds a signature over a range of bytes. */
export function signedPdf(): Buffer {
  return inheritingPdf(
    '/AcroForm << /SigFlags 3 /Fields [<< /FT /Sig /T (s) /V << /Type /Sig /ByteRange [0 10 20 30] /Contents <00> >> >>] >>',
  );
}

export async function encryptedPdf(passwords: { userPassword?: string; ownerPassword: string }): Promise<Buffer> {
  const document = await invoiceDocument();
  document.encrypt(passwords);
  return bytesOf(document);
}
