import { getDocumentProxy, getMeta } from 'unpdf';

interface ReadPdf {
  /** The words of each page, in the order they are drawn. */
  readonly pages: readonly string[];
  readonly info: Readonly<Record<string, unknown>>;
}

/** Reads a PDF with pdf.js, which shares nothing with the library that writes ours. */
export async function readPdf(content: Uint8Array | ArrayBuffer): Promise<ReadPdf> {
  const document = await getDocumentProxy(new Uint8Array(content));
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(
      items
        .map((item) => ('str' in item ? item.str : ''))
        .join(' ')
        .replace(/\s+/g, ' ')
        .trim(),
    );
  }
  const { info } = await getMeta(document);
  await document.loadingTask.destroy();
  return { pages, info };
}
