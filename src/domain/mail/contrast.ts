/** What WCAG 2.2 asks of text, success criterion 1.4.3 (read 2026-11-20). */
export const READABLE_CONTRAST = 4.5;

/**
 * How well two colours tell apart, from 1 (not at all) to 21 (black on white), by WCAG 2.2.
 * @param one and other `#rrggbb`
 */
export function contrastOf(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

/** Black or white, whichever is easier to read on `background`; one of them always has a contrast of 4.5. */
export function inkOn(background: string): string {
  return contrastOf('#ffffff', background) >= READABLE_CONTRAST ? '#ffffff' : '#000000';
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => linear(Number.parseInt(color.slice(at, at + 2), 16)));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function linear(channel: number): number {
  const part = channel / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}
