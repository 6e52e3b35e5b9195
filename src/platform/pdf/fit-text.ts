import type { PDFFont } from 'pdf-lib';

/** More never fits on a page of ours. */
const LETTERS_MAX = 300;

/** Text as one line: what would break or hide in a line becomes a space. */
function oneLine(text: string): string {
  return text.replace(/[\s\p{C}]+/gu, ' ').trim();
}

/** The text cut to `width` points, with an ellipsis when something is left out. */
export function cutToWidth(font: PDFFont, text: string, size: number, width: number): string {
  const fits = (candidate: string): boolean => font.widthOfTextAtSize(candidate, size) <= width;
  const whole = oneLine(text);
  if (fits(whole)) return whole;
  const letters = Array.from(whole).slice(0, LETTERS_MAX);
  while (letters.length > 0 && !fits(`${letters.join('').trimEnd()}…`)) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

/** The text in at most `linesMax` lines of `width` points, broken between words; the last line is cut. */
export function wrapText(font: PDFFont, text: string, size: number, width: number, linesMax: number): string[] {
  const lines: string[] = [];
  let words = oneLine(text).split(' ');
  while (words.length > 0 && lines.length < linesMax - 1) {
    let count = words.length;
    while (count > 1 && font.widthOfTextAtSize(words.slice(0, count).join(' '), size) > width) count -= 1;
    lines.push(cutToWidth(font, words.slice(0, count).join(' '), size, width));
    words = words.slice(count);
  }
  return words.length === 0 ? lines : [...lines, cutToWidth(font, words.join(' '), size, width)];
}
