import { PDFDocument, type PDFFont, type PDFPage, StandardFonts } from 'pdf-lib';

interface TextStyle {
  readonly size?: number;
  readonly bold?: boolean;
  /** The text ends at x instead of beginning there. */
  readonly right?: boolean;
}

const A4 = [595.28, 841.89] as const;
const MARGIN = 56;
const LINE = 15;
const SIZE = 10;

/** A4 pages written from the top down; a new page begins when one is full. */
export class PdfSheet {
  private page: PDFPage;
  private y = A4[1] - MARGIN;

  private constructor(
    private readonly document: PDFDocument,
    private readonly regular: PDFFont,
    private readonly bold: PDFFont,
    private readonly characters: ReadonlySet<number>,
  ) {
    this.page = document.addPage([...A4]);
  }

  /** `date` stands in for the time of making, so that the same content gives the same bytes. */
  static async begin(title: string, date: string): Promise<PdfSheet> {
    const document = await PDFDocument.create({ updateMetadata: false });
    document.setTitle(title);
    document.setProducer('Fakturabro sandbox');
    document.setCreationDate(new Date(date));
    const regular = await document.embedFont(StandardFonts.Helvetica);
    const bold = await document.embedFont(StandardFonts.HelveticaBold);
    return new PdfSheet(document, regular, bold, new Set(regular.getCharacterSet()));
  }

  text(x: number, text: string, style: TextStyle = {}): void {
    const font = style.bold === true ? this.bold : this.regular;
    const size = style.size ?? SIZE;
    const printable = this.printable(text);
    const left = style.right === true ? x - font.widthOfTextAtSize(printable, size) : x;
    this.page.drawText(printable, { x: left, y: this.y, size, font });
  }

  /** One line down, or `lines` of them. */
  down(lines = 1): void {
    this.y -= LINE * lines;
    if (this.y >= MARGIN) return;
    this.page = this.document.addPage([...A4]);
    this.y = A4[1] - MARGIN;
  }

  rule(): void {
    const y = this.y + LINE - 4;
    this.page.drawLine({ start: { x: MARGIN, y }, end: { x: A4[0] - MARGIN, y }, thickness: 0.5 });
  }

  async bytes(): Promise<Uint8Array> {
    return this.document.save();
  }

  /** The standard fonts know western European letters only. */
  private printable(text: string): string {
    const known = (character: string): boolean => this.characters.has(character.codePointAt(0) ?? 0);
    return Array.from(text, (character) => (known(character) ? character : '?')).join('');
  }
}
