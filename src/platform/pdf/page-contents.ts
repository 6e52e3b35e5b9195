import { type PDFPage, PDFArray, PDFRawStream } from 'pdf-lib';

/** The bytes that draw a page, one for each stream, as they lie in the file. @throws Error when one is missing */
export function contentsOf({ node }: PDFPage): Buffer[] {
  const contents = node.Contents();
  if (contents === undefined) return []; // a page may be empty
  const streams = contents instanceof PDFArray ? contents.asArray() : [contents];
  return streams.map((entry) => {
    const stream = node.context.lookup(entry);
    if (!(stream instanceof PDFRawStream)) throw new Error('a page has no content where it says');
    return Buffer.from(stream.getContents());
  });
}
